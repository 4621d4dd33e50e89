import type { TomlValue, TomlTable as TomlValues } from 'smol-toml'
import type { Span } from '../../text/span.ts'
import { type Key, TomlCursor } from './toml-cursor.ts'
import type { TomlArray, TomlEntry, TomlItem, TomlScalar, TomlTable } from './toml-file.ts'

/** A table whose entries are still being read. */
interface OpenTable extends TomlTable {
  form: TomlTable['form']
  span: Span
  header?: Span
  readonly entries: Record<string, TomlEntry>
}

interface OpenArray extends TomlArray {
  readonly items: TomlItem[]
}

/** A table of the located tree beside the same table of the parsed values. */
interface Pair {
  readonly table: OpenTable
  readonly values: TomlValues
}

/**
 * Gives every key and value of a valid TOML 1.1 document its place. `values` is what smol-toml read from `text`: it has
 * already refused everything that is not TOML, so only the shape is read here. (tree-sitter-toml 0.7 knows TOML 1.0
 * only: a line break or a trailing comma in an inline table, which uv reads, would be an error there.)
 */
export function locate(text: string, values: TomlValues): { root: TomlTable; comments: readonly Span[] } {
  const cursor = new TomlCursor(text)
  return { root: new Locator(cursor, values).read(), comments: cursor.comments }
}

class Locator {
  readonly #cursor: TomlCursor
  readonly #root: Pair

  constructor(cursor: TomlCursor, values: TomlValues) {
    this.#cursor = cursor
    this.#root = { table: openTable('root', { start: 0, end: cursor.text.length }), values }
  }

  read(): TomlTable {
    let current = this.#root
    for (;;) {
      this.#cursor.skipBlank()
      if (this.#cursor.atEnd) return this.#root.table
      if (this.#cursor.here === '[') current = this.#header()
      else this.#statement(current, true)
    }
  }

  /** `[a.b]` or `[[a.b]]`: gives the table that the following statements belong to. */
  #header(): Pair {
    const cursor = this.#cursor
    const start = cursor.at
    const isElement = cursor.text[start + 1] === '['
    const brackets = isElement ? 2 : 1
    cursor.at += brackets
    const keys = cursor.dottedKey()
    cursor.at += brackets
    const span = { start, end: cursor.at }
    const last = keys.pop()
    if (!last) throw new RangeError('a header without a key')
    let pair = this.#root
    for (const key of keys) pair = descend(pair, key, span)
    return isElement ? elementOf(pair, last, span) : tableOf(pair, last, span)
  }

  /** `a.b = value`. Its table grows to hold it when it stands on lines of its own. */
  #statement(owner: Pair, grows: boolean): void {
    const cursor = this.#cursor
    const start = cursor.at
    const keys = cursor.dottedKey()
    cursor.skipSpaces()
    cursor.at++
    cursor.skipSpaces()
    const last = keys.pop()
    if (!last) throw new RangeError('a statement without a key')
    const made: Pair[] = []
    let pair = owner
    for (const key of keys) {
      pair = descend(pair, key, { start, end: start })
      made.push(pair)
    }
    const item = this.#value(pair.values[last.name] as TomlValue)
    const span = { start, end: cursor.at }
    pair.table.entries[last.name] = { key: last.span, statement: span, item }
    closeDotted(owner, keys, made, span)
    if (grows && owner.table.form !== 'root')
      owner.table.span = { start: owner.table.span.start, end: span.end }
  }

  #value(of: TomlValue): TomlItem {
    const first = this.#cursor.here
    if (first === '[') return this.#array(of as TomlValue[])
    if (first === '{') return this.#inlineTable(of as TomlValues)
    return this.#scalar(of)
  }

  #array(of: TomlValue[]): TomlArray {
    const cursor = this.#cursor
    const start = cursor.at++
    const items: TomlItem[] = []
    for (;;) {
      cursor.skipBlank()
      if (cursor.here === ',') cursor.at++
      else if (cursor.here === ']' || cursor.atEnd) break
      else items.push(this.#value(of[items.length] as TomlValue))
    }
    cursor.at++
    return { kind: 'array', items, span: { start, end: cursor.at } }
  }

  #inlineTable(of: TomlValues): TomlTable {
    const cursor = this.#cursor
    const start = cursor.at++
    const table = openTable('inline', { start, end: start })
    for (;;) {
      cursor.skipBlank()
      if (cursor.here === ',') cursor.at++
      else if (cursor.here === '}' || cursor.atEnd) break
      else this.#statement({ table, values: of }, false)
    }
    cursor.at++
    table.span = { start, end: cursor.at }
    return table
  }

  #scalar(of: TomlValue): TomlScalar {
    const cursor = this.#cursor
    const start = cursor.at
    const quote = cursor.here
    if (quote === '"' || quote === "'") {
      const marks = cursor.skipString(quote)
      const inner = { start: start + marks, end: cursor.at - marks }
      return { kind: 'string', value: of as string, span: { start, end: cursor.at }, inner }
    }
    cursor.skipPlainValue()
    const span = { start, end: cursor.at }
    if (typeof of === 'boolean') return { kind: 'boolean', value: of, span }
    if (of instanceof Date) return { kind: 'datetime', value: of, span }
    const isInteger = /^[+-]?(?:0[xob]|[\d_]+$)/.test(cursor.text.slice(start, cursor.at))
    return { kind: isInteger ? 'integer' : 'float', value: of as number | bigint, span }
  }
}

/** The next table of the array that a header in double brackets names. */
function elementOf(pair: Pair, key: Key, span: Span): Pair {
  let array = pair.table.entries[key.name]?.item
  if (array?.kind !== 'array') {
    array = { kind: 'array', items: [], span }
    pair.table.entries[key.name] = { key: key.span, statement: span, item: array }
  }
  const list = array as OpenArray
  const table = openTable('array-element', span)
  table.header = span
  const element = (pair.values[key.name] as TomlValue[])[list.items.length]
  list.items.push(table)
  return { table, values: element as TomlValues }
}

/** The table that a header names. */
function tableOf(pair: Pair, key: Key, span: Span): Pair {
  const known = pair.table.entries[key.name]?.item
  const table = known?.kind === 'table' ? (known as OpenTable) : openTable('header', span)
  table.form = 'header'
  table.span = span
  table.header = span
  pair.table.entries[key.name] = { key: key.span, statement: span, item: table }
  return { table, values: pair.values[key.name] as TomlValues }
}

/** The table that a dotted part names, made when it is new. */
function descend(pair: Pair, key: Key, statement: Span): Pair {
  const values = pair.values[key.name]
  const known = pair.table.entries[key.name]?.item
  if (known?.kind === 'array') {
    const last = known.items.length - 1
    return { table: known.items[last] as OpenTable, values: (values as TomlValue[])[last] as TomlValues }
  }
  if (known?.kind === 'table') return { table: known as OpenTable, values: values as TomlValues }
  const table = openTable('implied', statement)
  pair.table.entries[key.name] = { key: key.span, statement, item: table }
  return { table, values: values as TomlValues }
}

/** Gives the tables that a dotted key made on its way the statement they stand in. */
function closeDotted(owner: Pair, keys: readonly Key[], made: readonly Pair[], span: Span): void {
  let holder = owner.table
  for (const [index, { table }] of made.entries()) {
    const name = keys[index]?.name ?? ''
    const entry = holder.entries[name]
    if (entry && entry.statement.end === entry.statement.start)
      holder.entries[name] = { ...entry, statement: span }
    if (table.form === 'implied')
      table.span = { start: Math.min(table.span.start, span.start), end: span.end }
    holder = table
  }
}

function openTable(form: TomlTable['form'], span: Span): OpenTable {
  return { kind: 'table', form, entries: Object.create(null) as Record<string, TomlEntry>, span }
}
