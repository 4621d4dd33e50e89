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
