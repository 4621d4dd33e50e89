import * as v from 'valibot'
import { entryOf, type TomlEntry, type TomlItem, type TomlTable } from '../parse/toml/toml-file.ts'
import type { AnyRule } from '../rule/rule.ts'
import { nearest } from '../text/nearest.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Span } from '../text/span.ts'
import { UsageError } from '../text/usage-error.ts'
import { chosenByType, configSchema, type RawConfig } from './schema.ts'

/** Checks a configuration against the rules: the validated values, or everything that is wrong and where. */
export function validateConfig(
  file: SourceFile,
  table: TomlTable,
  rules: readonly AnyRule[],
): RawConfig | UsageError {
  const values = plain(table)
  const parsed = v.safeParse(configSchema(rules, chosenByType), values)
  const lists = listsForTables(values, parsed.output)
  // Not the parsed output: that has defaults filled in, and a default must not win over an earlier block.
  if (parsed.success && lists.length === 0) return values as RawConfig
  const found = (parsed.issues ?? [])
    .map((issue) => ({ issue, path: pathOf(issue), at: placeOf(issue, table) }))
    .filter(({ path }) => !lists.some((list) => list.every((key, index) => key === path[index])))
  // A misspelt key also makes the right one missing: the spelling is what a person must see.
  const misspelt = new Set(found.filter(({ issue }) => isUnknownKey(issue)).map(({ path }) => parentOf(path)))
  const [first, ...others] = [
    ...found
      .filter(({ issue, path, at }) => isUnknownKey(issue) || !at.missing || !misspelt.has(parentOf(path)))
      .map(({ issue, path, at }) => ({ at, refused: refusal(issue, path, { file, ...at }, rules) })),
    ...lists.map((path) => {
      const at = locate(table, path)
      return { at, refused: listRefusal(path, { file, ...at }, rules) }
    }),
  ]
    .sort((a, b) => a.at.span.start - b.at.span.start)
    .map(({ refused }) => refused)
  if (!first) throw new Error('valibot refuses a value without an issue')
  return new UsageError(first.message, { at: first.at, next: first.next, others })
}

/** Paths of the lists that stand where a table is wanted: valibot takes a list for a table with the keys 0, 1, … */
function listsForTables(
  values: unknown,
  output: unknown,
  path: readonly string[] = [],
): (readonly string[])[] {
  if (typeof values !== 'object' || values === null || Array.isArray(output)) return []
  if (Array.isArray(values)) return isObject(output) ? [path] : []
  return Object.entries(values).flatMap(([key, value]) =>
    listsForTables(value, isObject(output) ? output[key] : undefined, [...path, key]),
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listRefusal(
  path: readonly string[],
  { file, span }: { readonly file: SourceFile; readonly span: Span },
  rules: readonly AnyRule[],
): UsageError {
  const next = described(path, rules)
  return new UsageError(`\`${path.at(-1)}\` must be a table, not a list.`, { at: { file, span }, next })
}

function pathOf(issue: v.BaseIssue<unknown>): readonly (string | number)[] {
  return (issue.path ?? []).map(({ key }) => key as string | number)
}

function parentOf(path: readonly (string | number)[]): string {
  return path.slice(0, -1).join('\n')
}

function placeOf(issue: v.BaseIssue<unknown>, table: TomlTable) {
  const path = pathOf(issue)
  const place = locate(table, path)
  return isUnknownKey(issue) ? { span: keyAt(table, path), missing: false } : place
}

/** One thing that is wrong, in words. */
function refusal(
  issue: v.BaseIssue<unknown>,
  path: readonly (string | number)[],
  place: { readonly file: SourceFile; readonly span: Span; readonly missing: boolean },
  rules: readonly AnyRule[],
): UsageError {
  const at = { file: place.file, span: place.span }
  const key = path.at(-1)
  if (isUnknownKey(issue)) return unknownKey(String(key), path.slice(0, -1), rules, at)
  if (place.missing)
    return new UsageError(`\`${key}\` is missing.`, { at, next: `Add \`${key}\` to this table.` })
  const name = [...path].reverse().find((part) => typeof part === 'string') ?? 'the configuration'
  const said =
    issue.kind === 'schema'
      ? `must be ${expectedWords(issue.expected)}, not ${foundWords(issue.input)}`
      : `has a value that does not fit: ${foundWords(issue.input)}`
  return new UsageError(`\`${name}\` ${said}.`, { at, next: suggestion(issue) ?? described(path, rules) })
}

/** What an option is for, in the words of its schema. */
function described(path: readonly (string | number)[], rules: readonly AnyRule[]): string | undefined {
  const at = path.indexOf('rules')
  const [id, option] = path.slice(at + 1)
  const schema = rules.find((rule) => rule.id === id)?.options?.entries[String(option)]
  const wrapped = schema && 'wrapped' in schema ? (schema.wrapped as v.GenericSchema) : schema
  const text = wrapped && v.getDescription(wrapped as v.GenericSchema)
  return text && `It is for: ${text[0]?.toLowerCase()}${text.slice(1)}`
}

/** The values of a table without their places. */
export function plain(item: TomlItem): unknown {
  if (item.kind === 'array') return item.items.map(plain)
  if (item.kind !== 'table') return item.value
  return Object.fromEntries(Object.entries(item.entries).map(([key, entry]) => [key, plain(entry.item)]))
}

/** The place of the innermost part of a path that exists: the key for a table's entry that is wrong, else the value. */
export function locate(
  table: TomlTable,
  path: readonly (string | number)[],
): { span: Span; missing: boolean } {
  let item: TomlItem = table
  let span = table.header ?? { start: table.span.start, end: table.span.start }
  for (const [index, part] of path.entries()) {
    if (typeof part === 'number') {
      const element: TomlItem | undefined = item.kind === 'array' ? item.items[part] : undefined
      if (!element) return { span, missing: true }
      item = element
      span = element.kind === 'table' ? (element.header ?? element.span) : element.span
      continue
    }
    const entry: TomlEntry | undefined = item.kind === 'table' ? entryOf(item, part) : undefined
    if (!entry) return { span, missing: true }
    item = entry.item
    span = index === path.length - 1 && item.kind !== 'table' ? item.span : entry.key
  }
  return { span, missing: false }
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never'
}

/** The place of a key itself, whatever its value is. */
function keyAt(table: TomlTable, path: readonly (string | number)[]): Span {
  let item: TomlItem = table
  for (const part of path.slice(0, -1)) {
    const inner: TomlItem | undefined =
      item.kind === 'table'
        ? entryOf(item, String(part))?.item
        : item.kind === 'array'
          ? item.items[Number(part)]
          : undefined
    if (!inner) break
    item = inner
  }
  const entry = item.kind === 'table' ? entryOf(item, String(path.at(-1))) : undefined
  return entry?.key ?? locate(table, path).span
}

function unknownKey(
  key: string,
  parents: readonly (string | number)[],
  rules: readonly AnyRule[],
  at: { file: SourceFile; span: Span },
): UsageError {
  const parent = parents.at(-1)
  const names = parents.filter((part) => typeof part === 'string')
  if (parents.length === 0)
    return unknown('There is no key', key, ['preset', 'exclude', 'foreign', 'rules', 'overrides'], at)
  if (parent === 'rules')
    return unknown(
      'There is no rule',
      key,
      rules.map(({ id }) => id),
      at,
    )
  if (names.includes('rules')) {
    const rule = rules.find(({ id }) => id === parent)
    return unknown(
      `\`${parent}\` has no option`,
      key,
      ['severity', ...Object.keys(rule?.options?.entries ?? {})],
      at,
    )
  }
  return unknown('There is no key', key, ['files', 'rules'], at)
}

function unknown(
  said: string,
  key: string,
  known: readonly string[],
  at: { file: SourceFile; span: Span },
): UsageError {
  const meant = nearest(key, known)
  const list =
    known.length <= 8
      ? `Known: ${known.map((name) => `\`${name}\``).join(', ')}.`
      : '`policy-check rules` lists the rules.'
  return new UsageError(`${said} \`${key}\`.`, {
    at: { file: at.file, span: at.span },
    next: meant ? `Did you mean \`${meant}\`?` : list,
  })
}

function suggestion(issue: v.BaseIssue<unknown>): string | undefined {
  const values = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map(([, value]) => value ?? '')
  const meant = typeof issue.input === 'string' ? nearest(issue.input, values) : undefined
  return meant ? `Did you mean \`"${meant}"\`?` : undefined
}

function expectedWords(expected: string | null): string {
  if (expected === null) return 'another value'
  const names: Record<string, string> = {
    Array: 'a list',
    Object: 'a table',
    string: 'a text',
    boolean: 'true or false',
    number: 'a number',
  }
  const parts = expected.replace(/^\(|\)$/g, '').split(' | ')
  return parts.map((part) => names[part] ?? part.replace(/^"(.*)"$/, '`"$1"`')).join(' or ')
}

function foundWords(input: unknown): string {
  if (Array.isArray(input)) return 'a list'
  if (input === undefined) return 'nothing'
  if (typeof input === 'object') return 'a table'
  return `\`${JSON.stringify(input, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}\``
}
