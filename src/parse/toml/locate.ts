import { parse as parseValues, type TomlValue, type TomlTable as TomlValues } from 'smol-toml'
import type { Span } from '../../text/span.ts'
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

interface Key {
  readonly name: string
  readonly span: Span
}

const bareKey = /[\w-]+/y
const plainValue = /[^,\]}#\r\n]+/y

/** More parts than any file that a person or a tool writes; deeper tables would exhaust the stack of their readers. */
const deepest = 200

/**
 * Gives every key and value of a valid TOML 1.1 document its place. `values` is what smol-toml read from `text`: it has
 * already refused everything that is not TOML, so only the shape is read here. (tree-sitter-toml 0.7 knows TOML 1.0
 * only: a line break or a trailing comma in an inline table, which uv reads, would be an error there.)
 */
export function locate(text: string, values: TomlValues): { root: TomlTable; comments: readonly Span[] } {
  const comments: Span[] = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const root = openTable('root', { start: 0, end: text.length })
  let current: Pair = { table: root, values }
  for (;;) {
    skipBlank()
    if (at >= text.length) break
    if (text[at] === '[') current = header()
    else statement(current, true)
  }
  return { root, comments }

  /** Skips spaces, line breaks and comments. */
  function skipBlank(): void {
    for (;;) {
      const unit = text.charCodeAt(at)
      if (unit === 32 || unit === 9 || unit === 10 || unit === 13) at++
      else if (unit === 35) {
        const start = at
        while (at < text.length && text.charCodeAt(at) !== 10) at++
        const end = text[at - 1] === '\r' ? at - 1 : at
        comments.push({ start, end })
      } else return
    }
  }

  function skipSpaces(): void {
    while (text[at] === ' ' || text[at] === '\t') at++
  }

  /** `[a.b]` or `[[a.b]]`: gives the table that the following statements belong to. */
  function header(): Pair {
    const start = at
    const isElement = text[at + 1] === '['
    at += isElement ? 2 : 1
    const keys = dottedKey()
    at += isElement ? 2 : 1
    const span = { start, end: at }
    const last = keys.pop()
    if (!last) throw new RangeError('a header without a key')
    let pair: Pair = { table: root, values }
    for (const key of keys) pair = descend(pair, key, span)
    const known = pair.table.entries[last.name]
    if (isElement) {
      let array = known?.item
      if (array?.kind !== 'array') {
        array = { kind: 'array', items: [], span }
        pair.table.entries[last.name] = { key: last.span, statement: span, item: array }
      }
      const list = array as OpenArray
      const table = openTable('array-element', span)
      table.header = span
      const element = (pair.values[last.name] as TomlValue[])[list.items.length]
      list.items.push(table)
      return { table, values: element as TomlValues }
    }
    const inner = pair.values[last.name] as TomlValues
    const table = known?.item.kind === 'table' ? (known.item as OpenTable) : openTable('header', span)
    table.form = 'header'
    table.span = span
    table.header = span
    pair.table.entries[last.name] = { key: last.span, statement: span, item: table }
    return { table, values: inner }
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

  /** `a.b = value`. Its table grows to hold it when it stands on lines of its own. */
  function statement(owner: Pair, grows: boolean): void {
    const start = at
    const keys = dottedKey()
    skipSpaces()
    at++
    skipSpaces()
    const last = keys.pop()
    if (!last) throw new RangeError('a statement without a key')
    const made: Pair[] = []
    let pair = owner
    for (const key of keys) {
      pair = descend(pair, key, { start, end: start })
      made.push(pair)
    }
    const item = value(pair.values[last.name] as TomlValue)
    const span = { start, end: at }
    pair.table.entries[last.name] = { key: last.span, statement: span, item }
    let holder = owner.table
    for (const [index, { table }] of made.entries()) {
      const name = keys[index]?.name ?? ''
      const entry = holder.entries[name]
      if (entry && entry.statement.end === entry.statement.start) {
        holder.entries[name] = { ...entry, statement: span }
      }
      if (table.form === 'implied') table.span = { start: Math.min(table.span.start, start), end: at }
      holder = table
    }
    if (grows && owner.table.form !== 'root') owner.table.span = { start: owner.table.span.start, end: at }
  }

  function dottedKey(): Key[] {
    const keys: Key[] = []
    for (;;) {
      skipSpaces()
      keys.push(simpleKey())
      if (keys.length > deepest) throw new RangeError('a key of too many parts')
      skipSpaces()
      if (text[at] !== '.') return keys
      at++
    }
  }

  function simpleKey(): Key {
    const start = at
    const quote = text[at]
    if (quote !== '"' && quote !== "'") {
      bareKey.lastIndex = at
      at += bareKey.exec(text)?.[0].length ?? 0
      if (at === start) throw new RangeError(`no key at ${at}`)
      return { name: text.slice(start, at), span: { start, end: at } }
    }
    skipString(quote)
    const span = { start, end: at }
    const written = text.slice(start, at)
    const escaped = quote === '"' && written.includes('\\')
    const name = escaped ? (Object.keys(parseValues(`${written} = 0`))[0] ?? '') : written.slice(1, -1)
    return { name, span }
  }

  function skipString(quote: string): void {
    const long = text.startsWith(quote.repeat(3), at)
    const end = long ? quote.repeat(3) : quote
    at = text.indexOf(end, at + end.length)
    while (quote === '"' && isEscaped(at)) at = text.indexOf(end, at + 1)
    if (at < 0) at = text.length
    if (!long) {
      at++
      return
    }
    // Up to two quotes may stand directly before the closing three.
    while (text[at + 3] === quote) at++
    at += 3
  }

  /** Whether an odd number of backslashes stands before a quote. */
  function isEscaped(quote: number): boolean {
    let backslashes = 0
    while (text[quote - 1 - backslashes] === '\\') backslashes++
    return backslashes % 2 === 1
  }

  function value(of: TomlValue): TomlItem {
    const first = text[at]
    if (first === '[') return array(of as TomlValue[])
    if (first === '{') return inlineTable(of as TomlValues)
    return scalar(of)
  }

  function array(of: TomlValue[]): TomlArray {
    const start = at++
    const items: TomlItem[] = []
    for (;;) {
      skipBlank()
      if (text[at] === ',') at++
      else if (text[at] === ']' || at >= text.length) break
      else items.push(value(of[items.length] as TomlValue))
    }
    at++
    return { kind: 'array', items, span: { start, end: at } }
  }

  function inlineTable(of: TomlValues): TomlTable {
    const start = at++
    const table = openTable('inline', { start, end: start })
    for (;;) {
      skipBlank()
      if (text[at] === ',') at++
      else if (text[at] === '}' || at >= text.length) break
      else statement({ table, values: of }, false)
    }
    at++
    table.span = { start, end: at }
    return table
  }

  function scalar(of: TomlValue): TomlScalar {
    const start = at
    const quote = text[at]
    if (quote === '"' || quote === "'") {
      const marks = text.startsWith(quote.repeat(3), at) ? 3 : 1
      skipString(quote)
      const inner = { start: start + marks, end: at - marks }
      return { kind: 'string', value: of as string, span: { start, end: at }, inner }
    }
    plainValue.lastIndex = at
    at += plainValue.exec(text)?.[0].length ?? 0
    while (text[at - 1] === ' ' || text[at - 1] === '\t') at--
    const span = { start, end: at }
    if (typeof of === 'boolean') return { kind: 'boolean', value: of, span }
    if (of instanceof Date) return { kind: 'datetime', value: of, span }
    const isInteger = /^[+-]?(?:0[xob]|[\d_]+$)/.test(text.slice(start, at))
    return { kind: isInteger ? 'integer' : 'float', value: of as number | bigint, span }
  }
}

function openTable(form: TomlTable['form'], span: Span): OpenTable {
  return { kind: 'table', form, entries: Object.create(null) as Record<string, TomlEntry>, span }
}
