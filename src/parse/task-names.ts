import { linesIn } from '../text/lines.ts'
import type { SourceFile } from '../text/source-file.ts'
import { readYaml } from './hosts/yaml/yaml-tree.ts'
import { parseToml } from './toml/parse-toml.ts'
import { itemAt, stringAt, tableAt } from './toml/toml-file.ts'

/** The names by which a file of tasks can be asked for work. */
export interface TaskNames {
  readonly names: ReadonlySet<string>
  /** Names with a hole, such as `test-%` of make, as patterns for the whole name. */
  readonly patterns: readonly { readonly before: string; readonly after: string }[]
  /** Other files of tasks that it takes in, as seen from its own directory. */
  readonly includes: readonly string[]
  /** Whether it may have names that are not read: computed ones, files taken in by a computed name, unread syntax. */
  readonly open: boolean
}

/** Reads the targets of a Makefile (GNU make manual, "Rule Syntax", "Include", "Pattern Intro"). */
export function makeTargets({ text }: SourceFile): TaskNames {
  const names = new Set<string>()
  const patterns: { before: string; after: string }[] = []
  const includes: string[] = []
  let open = /^(?:define|\.DEFAULT\b|vpath\b)|\$\(eval\b|\$\(call\b/m.test(text)
  for (const line of joinedLines(text)) {
    if (/^[\t#]/.test(line)) continue
    const [, words] = /^[ ]*-?s?include[ \t]+(\S.*)$/.exec(line) ?? []
    if (words !== undefined) {
      if (/[$*?]/.test(words)) open = true
      else includes.push(...words.trim().split(/[ \t]+/))
      continue
    }
    const colon = line.indexOf(':')
    if (colon <= 0 || /^:?:?=/.test(line.slice(colon)) || line.slice(0, colon).includes('=')) continue
    for (const name of line
      .slice(0, colon)
      .trim()
      .split(/[ \t]+/)) {
      if (name.includes('$')) open = true
      else if (name.includes('%')) {
        const [before = '', after = ''] = name.split('%')
        patterns.push({ before, after })
      } else names.add(name)
    }
  }
  return { names, patterns, includes, open }
}

/** Reads the recipes and aliases of a justfile (just manual, "Aliases", "Imports", "Modules"). */
export function justRecipes({ text }: SourceFile): TaskNames {
  const names = new Set<string>()
  const includes: string[] = []
  let open = false
  for (const { start, end } of linesIn(text)) {
    const line = text.slice(start, end)
    const [, alias] = /^alias[ \t]+([A-Za-z_][\w-]*)[ \t]*:=/.exec(line) ?? []
    const [, imported] = /^import\??[ \t]+['"]([^'"]+)['"]/.exec(line) ?? []
    const [, recipe] = /^@?([A-Za-z_][\w-]*)(?:[ \t][^:=]*(?:=[^:]*)?)?:(?!=)/.exec(line) ?? []
    if (alias !== undefined) names.add(alias)
    else if (imported !== undefined) includes.push(imported)
    else if (/^mod\??[ \t]/.test(line)) open = true
    else if (recipe !== undefined) names.add(recipe)
    else if (/^set[ \t]+fallback\b/.test(line)) open = true
  }
  return { names, patterns: [], includes, open }
}

/** Reads the tasks of a Taskfile (taskfile.dev, "Schema"); those of files that it includes have names of their own. */
export function taskfileTasks(file: SourceFile): TaskNames {
  const { roots, troubles } = readYaml(file)
  const [root] = roots
  const names = new Set<string>()
  for (const { key, value } of root?.get('tasks')?.entries() ?? []) {
    names.add(key)
    for (const alias of value.get('aliases')?.items() ?? []) names.add(alias.located()?.text ?? '')
  }
  const patterns = [...names].flatMap((name) => {
    const [before = '', after] = name.split('*')
    return after === undefined ? [] : [{ before, after }]
  })
  const open = troubles.length > 0 || names.size === 0 || root?.get('includes') !== undefined
  return { names, patterns, includes: [], open }
}

/** Reads `scripts` of a `package.json`. */
export function packageScripts({ text }: SourceFile): TaskNames {
  const closed = { patterns: [], includes: [] }
  try {
    const value: unknown = JSON.parse(text)
    const scripts = isRecord(value) ? value.scripts : undefined
    return {
      ...closed,
      names: new Set(isRecord(scripts) ? Object.keys(scripts) : []),
      open: !isRecord(value),
    }
  } catch {
    return { ...closed, names: new Set(), open: true }
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Lines of a Makefile, those joined that end in a backslash. */
function* joinedLines(text: string): Generator<string> {
  let kept = ''
  for (const { start, end } of linesIn(text)) {
    const line = text.slice(start, end)
    if (line.endsWith('\\')) {
      kept += `${line.slice(0, -1)} `
      continue
    }
    yield kept + line
    kept = ''
  }
  if (kept !== '') yield kept
}

/** Reads the tasks of poe (poethepoet, "Defining tasks", "Include"); private ones begin with `_`. */
export function poeTasks(file: SourceFile): TaskNames {
  const { toml } = parseToml(file)
  const own = file.path.endsWith('poe_tasks.toml')
  const poe = tableAt(toml?.root, 'tool', 'poe') ?? (own ? toml?.root : undefined)
  const names = new Set(Object.keys(tableAt(poe, 'tasks')?.entries ?? {}))
  const include = itemAt(poe, 'include')
  const includes = (include?.kind === 'array' ? include.items : include ? [include] : []).flatMap((item) => {
    const path =
      item.kind === 'table' ? stringAt(item, 'path') : item.kind === 'string' ? item.value : undefined
    return typeof path === 'string' ? [path] : []
  })
  const open = !toml || ['include_script', 'groups'].some((key) => itemAt(poe, key) !== undefined)
  return { names, patterns: [], includes, open }
}

/** Reads what a `project.json` of nx lets run: its targets, and the scripts of a `package.json` beside it are others. */
export function nxTargets({ text }: SourceFile): TaskNames & { readonly project: string | null } {
  const closed = { patterns: [], includes: [] }
  try {
    const value: unknown = JSON.parse(text)
    const targets = isRecord(value) ? value.targets : undefined
    const project = isRecord(value) && typeof value.name === 'string' ? value.name : null
    const names = new Set(isRecord(targets) ? Object.keys(targets) : [])
    return { ...closed, names, project, open: !isRecord(value) }
  } catch {
    return { ...closed, names: new Set(), project: null, open: true }
  }
}
