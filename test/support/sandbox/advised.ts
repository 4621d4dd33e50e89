import { readMarks } from '../../../src/rule/example.ts'
import type { AnyRule } from '../../../src/rule/rule.ts'
import { ancestorsOf, joinPath } from '../../../src/text/paths.ts'
import { contains } from '../../../src/text/span.ts'
import { everyRuleOn, type Files } from '../in-memory.ts'
import { line, readCommands } from '../read-commands.ts'
import { checkFiles } from '../repair.ts'
import type { SessionCase } from '../session-cases.ts'

/** A command of uv that a fix writes or that advice names. */
export interface Advised {
  readonly command: string
  /** Where it is said: `rule: title of the example`, or the name of a session. */
  readonly place: string
  readonly said: 'fix' | 'next'
  /** Where it is run; null where the files show no project for it. */
  readonly directory: string | null
  readonly files: Files
}

/** What the examples of the rules advise: the uv commands that only their right side has, and those that `next` names. */
export async function advisedByRules(rules: readonly AnyRule[]): Promise<Advised[]> {
  const found: Advised[] = []
  for (const rule of rules) {
    for (const { title, given, wrong, right, options } of rule.examples) {
      if (!wrong) continue
      const place = `${rule.id}: ${title ?? Object.keys(wrong).join(', ')}`
      const { files } = readMarks({ ...given, ...wrong })
      const config = everyRuleOn([rule], { [rule.id]: options })
      found.push(...(await advisedByFindings(files, config, [rule], place)))
      if (!right) continue
      const old = new Set((await uvCommands(files)).map(({ command }) => command))
      const fixed = await uvCommands({ ...files, ...right })
      const added = fixed.filter(({ command, path }) => path in right && !old.has(command))
      found.push(
        ...added.map(({ command, directory }) => ({
          command,
          place,
          said: 'fix' as const,
          directory,
          files: { ...files, ...right },
        })),
      )
    }
  }
  return unique(found)
}

/** What is advised for the sessions of the fixtures. */
export async function advisedForSessions(
  cases: readonly SessionCase[],
  rules: readonly AnyRule[],
): Promise<Advised[]> {
  const found: Advised[] = []
  for (const { before, name } of cases)
    found.push(...(await advisedByFindings(before, everyRuleOn(rules), rules, name)))
  return unique(found)
}

async function advisedByFindings(
  files: Files,
  config: ReturnType<typeof everyRuleOn>,
  rules: readonly AnyRule[],
  place: string,
): Promise<Advised[]> {
  const { findings } = await checkFiles(files, config, rules)
  const { all } = await readCommands(files)
  /** Where the reader of a page stands who finds the words that are wrong, when that is in a project. */
  const standing = (path: string, at: number) => {
    const directory = all.find(
      (command) =>
        command.path === path && command.page !== null && contains(command.span, { start: at, end: at }),
    )?.directory
    const isInProject = [directory, ...ancestorsOf(directory ?? '.')].some(
      (folder) => folder != null && joinPath(folder, 'pyproject.toml') in files,
    )
    return isInProject ? directory : undefined
  }
  return findings.flatMap(({ next, path, span }) =>
    [...next.matchAll(/`(uvx? [^`]+)`/g)].map(([, command = '']) => ({
      command,
      place,
      said: 'next' as const,
      directory: / --(?:project|directory) |^uv init /.test(command)
        ? '.'
        : (standing(path, span.start) ?? projectOf(path, files)),
      files,
    })),
  )
}

/** The root, else the nearest folder above the file with a manifest, else the only one with one. */
function projectOf(path: string, files: Files): string | null {
  if ('pyproject.toml' in files) return '.'
  const folders = path.split('/').slice(0, -1)
  while (folders.length > 0 && !(`${folders.join('/')}/pyproject.toml` in files)) folders.pop()
  if (folders.length > 0) return folders.join('/')
  const [only, ...others] = Object.keys(files).filter((name) => name.endsWith('/pyproject.toml'))
  return only && others.length === 0 ? only.slice(0, -'/pyproject.toml'.length) : null
}

async function uvCommands(files: Files) {
  const { all } = await readCommands(files)
  return all
    .filter(({ program, stance }) => (program === 'uv' || program === 'uvx') && stance.value === 'runs')
    .map((command) => ({
      command: line(command).includes('?')
        ? line(command)
        : quoted(command.words.map(({ text }) => text ?? '')),
      path: command.path,
      // uv goes to the directory that its own option names.
      directory: (command.moved?.by === 'option' ? command.moved.from : command.directory) ?? '.',
    }))
}

function quoted(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}

/** Each command once for each place, and once for all repositories with the same manifests where it names no file. */
function unique(all: readonly Advised[]): Advised[] {
  const known = new Map<string, Advised>()
  for (const one of all) {
    const { command, place, directory, files } = one
    const manifests = Object.keys(files).filter((path) => path.endsWith('pyproject.toml'))
    const where = /\/|\.\w+/.test(command) ? place : manifests.map((path) => files[path]).join('\n')
    const key = [command, directory, where].join('\n')
    if (!known.has(key)) known.set(key, one)
  }
  return [...known.values()]
}

/** `name==version` for each distribution that manifests or a command name, at a version that they allow. */
export function distributionsIn({ command, files }: Advised): string[] {
  const manifests = Object.entries(files).filter(([path]) =>
    /(?:pyproject\.toml|requirements[^/]*\.txt|\.py)$/.test(path),
  )
  const quotedNames = manifests.flatMap(([path, text]) =>
    path.endsWith('.txt')
      ? text.split('\n')
      : [...text.matchAll(/"([^"\n]+)"/g)].map(([, name = '']) => name),
  )
  const found = new Set<string>()
  for (const text of [
    ...quotedNames,
    ...command.split(/\s+/).map((word) => word.replace(/^['"]|['"]$/g, '')),
  ]) {
    const [, name, specifier = ''] =
      /^([A-Za-z](?:[\w.-]*[A-Za-z0-9])?)(?:\[[\w,. -]+\])?\s*([<>=!~].*)?$/.exec(text) ?? []
    if (!name || /\.(?:py|toml|md|txt)$/.test(name)) continue
    const [, least] = /(?:>=|==|~=)\s*([\d.]*\d)/.exec(specifier) ?? []
    found.add(
      `${name.toLowerCase().replace(/[_.]+/g, '-')}==${least ?? (specifier.includes('<') ? '0.1' : '1.0')}`,
    )
  }
  return [...found]
}

/**
 * The repository of an example as far as a sandbox needs more than the example tells: a build system that needs nothing
 * from elsewhere, a Python that is there, and the module of each package with its entry point.
 */
export function completed(files: Files): Files {
  const full: Record<string, string> = {}
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith('pyproject.toml')) {
      full[path] = path.endsWith('.py') && text === '' ? 'def main(): pass\n' : text
      continue
    }
    const system = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    full[path] = text
      .replace(/\[build-system\]\n(?:[^[].*\n?|\n)*/, `${system}\n`)
      .replace(/^(requires-python = )".*"/m, '$1">=3.9"')
    const name = /^\[project\]\s*\n(?:[^[].*\n)*?name = "([^"]+)"/m.exec(text)?.[1]?.replace(/[-.]+/g, '_')
    const folder = path.slice(0, -'pyproject.toml'.length)
    if (name && !isThere(name, folder, files)) {
      full[`${folder}src/${name}/__init__.py`] = 'def main(): pass\n'
      full[`${folder}src/${name}/__main__.py`] = ''
    }
  }
  return full
}

function isThere(module: string, folder: string, files: Files): boolean {
  const places = [`${folder}src/`, `${folder}${module}/`, `${folder}${module}.py`]
  return Object.keys(files).some((path) => places.some((place) => path.startsWith(place)))
}
