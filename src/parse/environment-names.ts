import { linesIn } from '../text/lines.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { TaskNames } from './task-names.ts'
import { parseToml } from './toml/parse-toml.ts'
import { itemAt, stringAt, type TomlTable, tableAt } from './toml/toml-file.ts'

/**
 * Reads the sessions of a `noxfile.py` (nox, "Configuration & API"): functions under `@nox.session` by their own name or
 * by `name=`. What makes sessions in other ways (a call of the decorator, imported code) leaves it open.
 */
export function noxSessions({ text }: SourceFile): TaskNames {
  const names = new Set<string>()
  let open =
    /^from\s+\.*\w[\w.]*\s+import\s+\*|\bload_sessions\b|(?<!@)\bnox\.session\s*\(|\bregistry\b/m.test(text)
  const decorator = /^@(?:\w+\.)?(?:session|nox_session)\b/gm
  for (const { index } of text.matchAll(decorator)) {
    const after = text.slice(index, index + 4_000)
    const [head, defined] = /^(?:async )?def ([A-Za-z_]\w*)/m.exec(after) ?? []
    const name =
      head === undefined
        ? undefined
        : /\bname\s*=\s*(["'])([^"'\n]*)\1/.exec(after.slice(0, after.indexOf(head)))
    if (head === undefined) open = true
    else if (name?.[2] !== undefined) names.add(name[2])
    else if (/\bname\s*=/.test(after.slice(0, after.indexOf(head)))) open = true
    else if (defined !== undefined) names.add(defined)
  }
  // `tests-3.12` and `tests(django='4')` are runs of `tests`.
  const patterns = [...names].flatMap((name) => [
    { before: `${name}-`, after: '' },
    { before: `${name}(`, after: ')' },
  ])
  return { names, patterns, includes: [], open: open || names.size === 0 }
}

/** Factors that tox knows by itself (tox, "Generative environments"): Pythons, and its own environments. */
const toxOwn = /^(?:py(?:py)?\d*(?:\.\d+)*t?|python[\d.]*|cpython[\d.]*|pypy[\d.]*|\d+(?:\.\d+)*t?|ALL)$/

/**
 * Whether a name is one of tox's environments: tox 4 takes every name whose parts, told apart at `-`, are factors that its
 * configuration names (tox, "Generative section names"), or Pythons.
 */
export function isToxName(name: string, factors: ReadonlySet<string>): boolean {
  return factors.has(name) || name.split('-').every((part) => factors.has(part) || toxOwn.test(part))
}

/** Reads the environments that a `tox.ini`, `setup.cfg`, `tox.toml` or `pyproject.toml` names, and their factors. */
export function toxEnvironments(file: SourceFile): TaskNames {
  const read = toxNames(file, true)
  return { ...read, names: withParts(read.names) }
}

/** Reads the environments that such a file lists; `conditions` adds the factors in front of settings. */
export function toxNames(file: SourceFile, conditions = false): TaskNames {
  if (!file.path.endsWith('.toml')) return toxFactors(file.text, conditions)
  const { toml } = parseToml(file)
  const inManifest = tableAt(toml?.root, 'tool', 'tox')
  const tox = inManifest ?? (file.path.endsWith('tox.toml') ? toml?.root : undefined)
  if (!tox) return { names: new Set(), patterns: [], includes: [], open: toml === undefined }
  const legacy = stringAt(tox, 'legacy_tox_ini')
  return legacy === undefined ? toxTables(tox) : toxFactors(legacy, conditions)
}

function toxTables(tox: TomlTable): TaskNames {
  const names = new Set(Object.keys(tableAt(tox, 'env')?.entries ?? {}))
  const list = itemAt(tox, 'env_list')
  let open = itemAt(tox, 'env_base') !== undefined
  for (const item of list?.kind === 'array' ? list.items : []) {
    if (item.kind === 'string') names.add(String(item.value))
    else open = true
  }
  return { names, patterns: [], includes: [], open: open || names.size === 0 }
}

/** Names of sections, the list of environments, and conditions in front of settings. */
function toxFactors(text: string, conditions: boolean): TaskNames {
  const names = new Set<string>()
  let [isList, open] = [false, false]
  const take = (words: string) => {
    if (/\{[^{}]*[[:]|\{posargs/.test(words)) open = true
    for (const word of expanded(words)) names.add(word)
  }
  for (const { start, end } of linesIn(text)) {
    const line = text.slice(start, end)
    const [, section] = /^\[testenv:([^\]]+)\]/.exec(line) ?? []
    const [, listed] = /^env_?list\s*=(.*)$/.exec(line) ?? []
    if (section !== undefined) take(section)
    if (listed !== undefined) take(listed)
    else if (isList && /^\s+[^\s#]/.test(line)) take(line)
    isList = listed !== undefined || (isList && /^(?:\s|$)/.test(line))
    const [, factors] = /^(?:\w+\s*=)?\s*(!?[\w.{}!-][\w.,{}!-]{0,200}):\s/.exec(line) ?? []
    if (conditions && factors !== undefined) take(factors.replaceAll('!', ''))
  }
  return { names, patterns: [], includes: [], open: open || names.size === 0 }
}

function withParts(names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names, ...[...names].flatMap((name) => name.split('-'))])
}

/** Names beyond this make no difference to anybody. */
const mostNames = 2_000

/** `py3{11,12}-{a,b}` as the four names that it stands for; several are separated by commas, spaces or lines. */
function expanded(words: string): readonly string[] {
  const parts: string[] = []
  let [from, depth] = [0, 0]
  for (let at = 0; at <= words.length; at++) {
    const sign = words[at] ?? ','
    if (sign === '{') depth++
    if (sign === '}') depth--
    if (!(depth === 0 && /[\s,]/.test(sign))) continue
    if (at > from) parts.push(words.slice(from, at))
    from = at + 1
  }
  return parts.flatMap(alternatives).slice(0, mostNames)
}

function alternatives(word: string): readonly string[] {
  let found = ['']
  for (const [, plain = '', choice] of word.matchAll(/([^{}]*)(?:\{([^{}]*)\})?/g)) {
    const choices = choice === undefined ? [''] : choice.split(',').map((one) => one.trim())
    found = found.flatMap((start) => choices.map((one) => start + plain + one)).slice(0, mostNames)
  }
  return found.filter((name) => name !== '')
}
