import type { Span } from '../../../text/span.ts'
import { type Guest, GuestBuilder } from '../../embed/guest.ts'
import type { ConfigNode } from '../command-file.ts'

/** A JSON value with its place. */
export type JsonNode =
  | { readonly kind: 'object'; readonly entries: readonly JsonEntry[]; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly span: Span }
  /** `span` is with the quotes. */
  | { readonly kind: 'string'; readonly text: string; readonly span: Span }
  | { readonly kind: 'literal'; readonly span: Span }

export interface JsonEntry {
  readonly key: string
  readonly value: JsonNode
}

/** Where the text is no JSON. */
export interface JsonError {
  readonly kind: 'error'
  readonly problem: 'syntax' | 'depth'
  readonly offset: number
}

const maximumDepth = 200
const space = /[\s\uFEFF]*/y
const literal = /(?:true|false|null|-?\d[\d.eE+-]*)/y
const stringToken = /"(?:[^"\\\n\r]|\\[^\n\r])*"/y

/** Parses JSON, with comments and trailing commas as editors' configuration files have them. */
export function readJson(text: string, start = 0, end = text.length): JsonNode | JsonError {
  const reader = new JsonReader(text, end)
  try {
    return reader.document(start)
  } catch (error) {
    if (error instanceof JsonFailure) return { kind: 'error', problem: error.problem, offset: error.offset }
    throw error
  }
}

/** The value at the end of a path of keys. */
export function jsonAt(node: JsonNode | undefined, ...keys: readonly string[]): JsonNode | undefined {
  let at = node
  for (const key of keys) at = entriesOf(at).find((entry) => entry.key === key)?.value
  return at
}

/** The entries of an object. */
export function entriesOf(node: JsonNode | undefined): readonly JsonEntry[] {
  return node?.kind === 'object' ? node.entries : []
}

/** A value of a JSON file as readers of any syntax ask for it. */
export class JsonConfig implements ConfigNode {
  readonly #host: string
  readonly #node: JsonNode

  constructor(host: string, node: JsonNode) {
    this.#host = host
    this.#node = node
  }

  entries() {
    return entriesOf(this.#node).map(({ key, value }) => ({ key, value: new JsonConfig(this.#host, value) }))
  }

  items(): JsonConfig[] {
    return this.#node.kind === 'array' ? this.#node.items.map((item) => new JsonConfig(this.#host, item)) : []
  }

  guest(): Guest | null {
    if (this.#node.kind !== 'string') return null
    const builder = new GuestBuilder(this.#host)
    copyJsonString(builder, this.#host, this.#node.span)
    return builder.build()
  }

  located() {
    if (this.#node.kind !== 'string') return null
    const { text, span } = this.#node
    return { text, span: { start: span.start + 1, end: span.end - 1 } }
  }
}

/** Adds what a string stands for to a guest. */
export function copyJsonString(builder: GuestBuilder, host: string, { start, end }: Span): void {
  let at = start + 1
  for (const { index, 0: escaped } of host.slice(start + 1, end - 1).matchAll(escapePattern)) {
    const from = start + 1 + index
    builder.copy({ start: at, end: from })
    at = from + escaped.length
    builder.escape({ start: from, end: at }, decode(escaped))
  }
  builder.copy({ start: at, end: end - 1 })
}

const escapePattern = /\\(?:u[0-9a-fA-F]{4}|.)/g
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function decode(escaped: string): string {
  const letter = escaped[1] ?? ''
  if (letter === 'u' && escaped.length === 6)
    return String.fromCharCode(Number.parseInt(escaped.slice(2), 16))
  return escapes[letter] ?? letter
}

class JsonFailure extends Error {
  readonly problem: 'syntax' | 'depth'
  readonly offset: number

  constructor(problem: 'syntax' | 'depth', offset: number) {
    super(problem)
    this.problem = problem
    this.offset = offset
  }
}

class JsonReader {
  readonly #text: string
  readonly #end: number
  #at = 0

  constructor(text: string, end: number) {
    this.#text = text
    this.#end = end
  }

  document(start: number): JsonNode {
    this.#at = start
    const node = this.#value(0)
    this.#skip()
    if (this.#at < this.#end) throw new JsonFailure('syntax', this.#at)
    return node
  }

  #value(depth: number): JsonNode {
    this.#skip()
    const start = this.#at
    if (depth > maximumDepth) throw new JsonFailure('depth', start)
    const opening = this.#text[start]
    if (opening === '{') {
      const entries = this.#list('}', () => {
        const key = this.#string()
        this.#skip()
        this.#expect(':')
        return { key: key.text, value: this.#value(depth + 1) }
      })
      return { kind: 'object', entries, span: { start, end: this.#at } }
    }
    if (opening === '[') {
      const items = this.#list(']', () => this.#value(depth + 1))
      return { kind: 'array', items, span: { start, end: this.#at } }
    }
    if (opening === '"') return this.#string()
    this.#match(literal)
    return { kind: 'literal', span: { start, end: this.#at } }
  }

  #list<Element>(closing: '}' | ']', readElement: () => Element): Element[] {
    const elements: Element[] = []
    this.#at++
    this.#skip()
    while (this.#text[this.#at] !== closing) {
      elements.push(readElement())
      this.#skip()
      if (this.#text[this.#at] === closing) break
      this.#expect(',')
      this.#skip()
    }
    this.#expect(closing)
    return elements
  }

  #string(): JsonNode & { kind: 'string' } {
    const start = this.#at
    const token = this.#match(stringToken)
    const text = token.slice(1, -1).replace(escapePattern, decode)
    return { kind: 'string', text, span: { start, end: this.#at } }
  }

  #expect(token: string): void {
    if (this.#at >= this.#end || this.#text[this.#at] !== token) throw new JsonFailure('syntax', this.#at)
    this.#at++
  }

  /** Goes over white space and comments; one that does not end is no comment. */
  #skip(): void {
    for (;;) {
      space.lastIndex = this.#at
      this.#at += space.exec(this.#text)?.[0].length ?? 0
      const line = this.#text.startsWith('//', this.#at)
      if (!line && !this.#text.startsWith('/*', this.#at)) return
      const close = this.#text.indexOf(line ? '\n' : '*/', this.#at + 2)
      if (close < 0 && !line) return
      this.#at = close < 0 ? this.#text.length : close + (line ? 1 : 2)
    }
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found === undefined || this.#at + found.length > this.#end) throw new JsonFailure('syntax', this.#at)
    this.#at += found.length
    return found
  }
}
