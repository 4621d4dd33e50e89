import type { Edit } from '../../text/edit.ts'
import type { Span } from '../../text/span.ts'
import { type TomlArray, type TomlEntry, type TomlItem, type TomlTable, tableAt } from './toml-file.ts'

/** A parsed file to plan edits for. */
export interface EditableToml {
  readonly text: string
  readonly root: TomlTable
}

/** A value to write: TOML text, or a small table that is written inline or as a block, as its neighbours are. */
export type NewValue = string | Readonly<Record<string, string>>

/**
 * Adds `key = value` to the table below `path`, in the form its neighbours have: a statement, a dotted key, an inline
 * table's entry or a block with its own header. A missing table is made after the last one of its family, else at the
 * end of the file. `key` is bare or quoted as needed here.
 */
export function addEntry(file: EditableToml, path: readonly string[], key: string, value: NewValue): Edit {
  const { text, root } = file
  const table = tableAt(root, ...path)
  const name = written(key)
  if (!table) return addTable(file, path, `${name} = ${inline(value)}`)
  const own = Object.values(table.entries)
  const last = own.reduce<TomlEntry | null>((a, b) => (a && a.statement.end > b.statement.end ? a : b), null)
  if (table.form === 'inline') {
    if (!last) return insert(table.span.start + 1, ` ${name} = ${inline(value)} `)
    return insert(last.item.span.end, `, ${name} = ${inline(value)}`)
  }
  if (table.form === 'implied' && last) return addBeside(file, path, last, name, value)
  const statements = own.filter(
    ({ item, statement }) => !isBlock(item) && text[statement.start] !== '[' && contains(table, statement),
  )
  const model = statements.at(-1)?.statement ?? table.header
  const line = `${indentation(text, model?.start ?? 0)}${name} = ${inline(value)}`
  if (table.form === 'root' && statements.length === 0)
    return insert(0, `${line}${newline(text)}${newline(text)}`)
  const end = table.form === 'root' ? (statements.at(-1)?.statement.end ?? 0) : table.span.end
  return insert(lineEnd(text, end), newline(text) + line)
}

/** Adds an entry to a table that only dotted keys or deeper headers make, in the same way. */
function addBeside(
  { text }: EditableToml,
  path: readonly string[],
  last: TomlEntry,
  name: string,
  value: NewValue,
): Edit {
  const { item, statement, key } = last
  const break_ = newline(text)
  if (text[statement.start] === '[') {
    const lines =
      typeof value === 'string' ? [] : Object.entries(value).map(([key, value]) => `${key} = ${value}`)
    const header = `[${[...path.map(written), name].join('.')}]`
    const block =
      typeof value === 'string'
        ? [`[${path.map(written).join('.')}]`, `${name} = ${value}`]
        : [header, ...lines]
    return insert(lineEnd(text, endOf(item)), break_ + break_ + block.join(break_))
  }
  const prefix = text.slice(statement.start, key.start)
  const line = `${indentation(text, statement.start)}${prefix}${name} = ${inline(value)}`
  return insert(lineEnd(text, statement.end), break_ + line)
}

/** Makes the table below `path` with one statement. */
function addTable(file: EditableToml, path: readonly string[], statement: string): Edit {
  const { text, root } = file
  const parents = path.slice(0, -1)
  const parent = tableAt(root, ...parents)
  if (parent?.form === 'inline') return addEntry(file, parents, path.at(-1) ?? '', `{ ${statement} }`)
  const break_ = newline(text)
  const block = `[${path.map(written).join('.')}]${break_}${statement}`
  const family = parents.length > 1 && parent ? blockEnd(parent) : 0
  const end = family > 0 && parent?.form !== 'root' ? lineEnd(text, family) : text.trimEnd().length
  return insert(end, end === 0 ? block + break_ : break_ + break_ + block)
}

function endOf(item: TomlItem): number {
  if (item.kind === 'table') return blockEnd(item)
  return item.kind === 'array' ? Math.max(item.span.end, ...item.items.map(endOf)) : item.span.end
}

/** Where the last statement of a table and of all tables below it ends. */
function blockEnd(table: TomlTable): number {
  let end = table.span.end
  for (const { item } of Object.values(table.entries)) {
    if (item.kind === 'table') end = Math.max(end, blockEnd(item))
    if (item.kind === 'array')
      for (const one of item.items) if (one.kind === 'table') end = Math.max(end, blockEnd(one))
  }
  return end
}

/** Removes `key = value`: its whole line with a comment behind it, or its part of an inline table. */
export function removeEntry({ text }: EditableToml, table: TomlTable, entry: TomlEntry): Edit {
  if (table.form === 'inline') {
    const spans = Object.values(table.entries).map(({ statement }) => statement)
    return { span: withComma(text, entry.statement, spans), text: '' }
  }
  return { span: wholeLines(text, entry.statement), text: '' }
}

/** The comment after an entry on its own line, with the space before it; empty without one, or in an inline table. */
export function commentAfter({ text }: EditableToml, table: TomlTable, { item }: TomlEntry): string {
  if (table.form === 'inline') return ''
  const rest = text.slice(item.span.end, lineEnd(text, item.span.end))
  return /^[ \t]*#.*$/.test(rest) ? rest.trimEnd() : ''
}

/** Removes an item of an array with its comma, and its whole line when nothing else stands there. */
export function removeItem({ text }: EditableToml, array: TomlArray, item: TomlItem): Edit {
  const spans = array.items.map(({ span }) => span)
  const alone = text.slice(lineStart(text, item.span.start), item.span.start).trim() === ''
  const rest = /^\s*(?:,[ \t]*)?(?:#[^\n]*)?$/.test(text.slice(item.span.end, lineEnd(text, item.span.end)))
  if (alone && rest && text.slice(array.span.start, item.span.start).includes('\n')) {
    return { span: wholeLines(text, item.span), text: '' }
  }
  return { span: withComma(text, item.span, spans), text: '' }
}

/** Adds an item at the end of an array, on a line of its own when the others have one. */
export function addItem({ text }: EditableToml, array: TomlArray, value: string): Edit {
  const last = array.items.at(-1)
  if (!last) return { span: array.span, text: `[${value}]` }
  const end = last.span.end
  const before = text.slice(lineStart(text, last.span.start), last.span.start)
  if (before.trim() !== '') return insert(end, `, ${value}`)
  const after = /^[^\S\n]*,?/.exec(text.slice(end))?.[0] ?? ''
  if (!after.endsWith(',')) return insert(end, `,${newline(text)}${before}${value}`)
  return insert(lineEnd(text, end), `${newline(text)}${before}${value},`)
}

/** A key as it must be written: bare where it can be. */
export function written(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key)
}

function inline(value: NewValue): string {
  return typeof value === 'string' ? value : inlineTable(value)
}

/** A table of TOML texts as `{ key = value }`. */
export function inlineTable(values: Readonly<Record<string, string>>): string {
  const parts = Object.entries(values).map(([key, text]) => `${written(key)} = ${text}`)
  return `{ ${parts.join(', ')} }`
}

function isBlock(item: TomlItem): boolean {
  if (item.kind === 'array') return item.items[0]?.kind === 'table' && item.items[0].form === 'array-element'
  return item.kind === 'table' && item.form === 'header'
}

/** Whether a statement stands in the lines of the table itself. */
function contains(table: TomlTable, { start, end }: Span): boolean {
  return table.form === 'root' || (table.span.start <= start && end <= table.span.end)
}

function insert(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text }
}

/** The span of one part of a comma-separated list with the comma that goes with it. */
function withComma(text: string, part: Span, all: readonly Span[]): Span {
  const next = all.find(({ start }) => start >= part.end)
  if (next) return { start: part.start, end: next.start }
  const previous = all.filter(({ end }) => end <= part.start).at(-1)
  if (previous) return { start: previous.end, end: part.end }
  const comma = /^\s*,/.exec(text.slice(part.end))?.[0].length ?? 0
  return { start: part.start, end: part.end + comma }
}

function wholeLines(text: string, span: Span): Span {
  const end = lineEnd(text, span.end)
  const start = lineStart(text, span.start)
  if (end === text.length) return { start: Math.max(0, start - 1), end }
  return { start, end: text.startsWith('\r\n', end) ? end + 2 : end + 1 }
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

/** Where the line ends, before its line break. */
function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at)
  if (found < 0) return text.length
  return text[found - 1] === '\r' ? found - 1 : found
}

function indentation(text: string, at: number): string {
  const start = lineStart(text, at)
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? ''
}

function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
