import type { TomlItem } from '../../parse/toml/toml-file.ts'
import { type SettingValues, uvSettingValues } from '../../tables/uv-setting-values.ts'
import type { Span } from '../../text/span.ts'

/** What uv does not take as the value of a setting. */
export interface SettingFault {
  readonly span: Span
  /** A whole sentence. */
  readonly message: string
  /** The word or key as written, and those that uv knows in its place; absent where the value is of another kind. */
  readonly choice?: { readonly written: string; readonly known: readonly string[] }
}

/** The kinds of value that a setting takes, in uv's words for TOML; empty for a key that is no setting. */
export function settingKinds(key: string): readonly string[] {
  return split(valuesOf(key)?.kinds)
}

/** The kind of a value, as `settingKinds` names it. */
export function settingKind({ kind }: Pick<TomlItem, 'kind'>): string {
  return kind === 'array' ? 'list' : kind
}

/** What uv names in the place of a setting that it calls deprecated. */
export function settingInstead(key: string): string | undefined {
  return valuesOf(key)?.instead
}

/** What is wrong with the value of a setting; nothing for a key that is no setting. */
export function settingFaults(key: string, item: TomlItem): readonly SettingFault[] {
  const values = valuesOf(key)
  if (!values) return []
  const span = item.kind === 'table' && item.header ? item.header : item.span
  if (!split(values.kinds).includes(settingKind(item))) {
    return [
      { span, message: `\`${key}\` must be ${oneOf(split(values.kinds))}, not ${named(settingKind(item))}.` },
    ]
  }
  if (item.kind === 'string') return wordFaults(key, item, values)
  if (item.kind === 'table') return [...keyFaults(key, item, values.keys), ...valueFaults(key, item, values)]
  return item.kind === 'array' ? item.items.flatMap((one) => itemFaults(key, one, values)) : []
}

function itemFaults(
  key: string,
  item: TomlItem,
  { items, itemKeys }: SettingValues,
): readonly SettingFault[] {
  const kinds = split(items)
  if (kinds.length > 0 && !kinds.includes(settingKind(item))) {
    const message = `\`${key}\` must be a list of ${kinds.map((kind) => plurals[kind] ?? kind).join(' or ')}, not of ${plurals[settingKind(item)] ?? settingKind(item)}.`
    return [{ span: item.span, message }]
  }
  return item.kind === 'table' ? keyFaults(key, item, itemKeys) : []
}

function wordFaults(key: string, item: TomlItem, { words }: SettingValues): readonly SettingFault[] {
  const written = item.kind === 'string' ? String(item.value) : ''
  const known = split(words)
  if (item.kind !== 'string' || known.length === 0 || known.includes(written)) return []
  const message = `\`${key}\` cannot be \`${written}\`.`
  return [{ span: item.inner ?? item.span, message, choice: { written, known } }]
}

function keyFaults(key: string, item: TomlItem, keys: string | undefined): readonly SettingFault[] {
  const known = split(keys)
  if (item.kind !== 'table' || known.length === 0) return []
  return Object.entries(item.entries).flatMap(([written, entry]) =>
    known.includes(written)
      ? []
      : [
          {
            span: entry.key,
            message: `uv knows no key \`${written}\` of \`${key}\`.`,
            choice: { written, known },
          },
        ],
  )
}

function valueFaults(key: string, item: TomlItem, { values }: SettingValues): readonly SettingFault[] {
  const kinds = split(values)
  if (item.kind !== 'table' || kinds.length === 0) return []
  return Object.entries(item.entries).flatMap(([name, { item: value }]) => {
    const span = value.kind === 'table' && value.header ? value.header : value.span
    const message = `\`${name}\` of \`${key}\` must be ${oneOf(kinds)}, not ${named(settingKind(value))}.`
    return kinds.includes(settingKind(value)) ? [] : [{ span, message }]
  })
}

function valuesOf(key: string): SettingValues | undefined {
  return Object.hasOwn(uvSettingValues, key) ? uvSettingValues[key] : undefined
}

function split(names: string | undefined): readonly string[] {
  return names === undefined ? [] : names.split(' ')
}

const plurals: Readonly<Record<string, string>> = {
  string: 'strings',
  table: 'tables',
  boolean: 'booleans',
  integer: 'integers',
  list: 'lists',
}

function named(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
}

function oneOf(kinds: readonly string[]): string {
  return kinds.map(named).join(' or ')
}
