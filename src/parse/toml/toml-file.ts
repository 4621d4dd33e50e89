import type { Span } from '../../text/span.ts'

/** A TOML value with its place. The tree mirrors the parsed value, dotted keys and table headers merged. */
export type TomlItem = TomlTable | TomlArray | TomlScalar

export interface TomlTable {
  readonly kind: 'table'
  /** `[a.b]`, `[[a]]`, `{ … }`, or implied by a dotted key or a deeper header. */
  readonly form: 'root' | 'header' | 'array-element' | 'inline' | 'implied'
  readonly entries: Readonly<Record<string, TomlEntry>>
  /** Header form: from the header's first character to the end of its last own entry. Inline: with the braces. */
  readonly span: Span
  /** `[a.b]` itself, for header and array-element forms. */
  readonly header?: Span
}

export interface TomlEntry {
  /** The key as it stands in the file, quotes included; for `a.b.c = 1`, the part that names this entry. */
  readonly key: Span
  /** `key = value` without the line ending; for a table made by a header, the header. */
  readonly statement: Span
  readonly item: TomlItem
}

export interface TomlArray {
  readonly kind: 'array'
  readonly items: readonly TomlItem[]
  /** With the brackets; for an array of tables, the first header. */
  readonly span: Span
}

export interface TomlScalar {
  readonly kind: 'string' | 'integer' | 'float' | 'boolean' | 'datetime'
  readonly value: string | number | bigint | boolean | Date
  /** With the quotes. */
  readonly span: Span
  /** Strings: the text between the quotes, as written. */
  readonly inner?: Span
}

/** One parsed TOML file. */
export interface TomlFile {
  readonly root: TomlTable
}

/** The entry of a key, or undefined; safe for keys such as `constructor`. */
export function entryOf(table: TomlTable | undefined, key: string): TomlEntry | undefined {
  return table && Object.hasOwn(table.entries, key) ? table.entries[key] : undefined
}

/** The item below a chain of keys, or undefined when a part is missing or no table. */
export function itemAt(table: TomlTable | undefined, ...keys: readonly string[]): TomlItem | undefined {
  let item: TomlItem | undefined = table
  for (const key of keys) {
    if (item?.kind !== 'table') return undefined
    item = entryOf(item, key)?.item
  }
  return item
}

/** The table below a chain of keys, or undefined when there is none. */
export function tableAt(table: TomlTable | undefined, ...keys: readonly string[]): TomlTable | undefined {
  const item = itemAt(table, ...keys)
  return item?.kind === 'table' ? item : undefined
}

/** The string below a chain of keys, or undefined when there is none. */
export function stringAt(table: TomlTable | undefined, ...keys: readonly string[]): string | undefined {
  const item = itemAt(table, ...keys)
  return item?.kind === 'string' ? String(item.value) : undefined
}
