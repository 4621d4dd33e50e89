import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  type Document as YamlDocument,
} from 'yaml'
import type { SourceFile } from '../../../text/source-file.ts'
import type { Span } from '../../../text/span.ts'
import type { Trouble } from '../../../text/trouble.ts'
import type { Guest } from '../../embed/guest.ts'
import { scalarGuest } from './scalar-guest.ts'

/** A node of a YAML file, seen through aliases and merge keys. */
export class YamlNode {
  readonly #host: string
  readonly #document: YamlDocument
  readonly #node: Node

  constructor(host: string, document: YamlDocument, node: Node) {
    this.#host = host
    this.#document = document
    this.#node = node
  }

  /** The value of a key of a mapping, its own keys before merged ones. */
  get(key: string): YamlNode | undefined {
    return this.entries().find((entry) => entry.key === key)?.value
  }

  /** The value at the end of a path of keys. */
  at(...keys: readonly string[]): YamlNode | undefined {
    let node: YamlNode | undefined = this
    for (const key of keys) node = node?.get(key)
    return node
  }

  /** Keys and values of a mapping; of what it merges (`<<: *base`), behind its own. */
  entries(depth = 0): { readonly key: string; readonly value: YamlNode }[] {
    if (!isMap(this.#node)) return []
    const own: { key: string; value: YamlNode }[] = []
    const merged: { key: string; value: YamlNode }[] = []
    for (const { key, value } of this.#node.items) {
      const node = this.#wrap(value)
      if (!isScalar(key) || !node) continue
      if (key.value !== '<<') own.push({ key: String(key.value), value: node })
      else if (depth < 8) for (const base of [node, ...node.items()]) merged.push(...base.entries(depth + 1))
    }
    return [...own, ...merged]
  }

  /** The elements of a sequence. */
  items(): YamlNode[] {
    return isSeq(this.#node) ? this.#node.items.flatMap((item) => this.#wrap(item) ?? []) : []
  }

  /** The text of a scalar. */
  get text(): string | null {
    return isScalar(this.#node) && this.#node.value !== null ? String(this.#node.value) : null
  }

  /** The text of a scalar with its place; quotes and block headers are left out of the span. */
  located(): { readonly text: string; readonly span: Span } | null {
    const guest = this.scalar()
    return guest && { text: guest.text, span: guest.span(0, guest.text.length) }
  }

  /** The text of a string as guest code. */
  guest(): Guest | null {
    return isScalar(this.#node) && typeof this.#node.value === 'string' ? this.scalar() : null
  }

  /** What is written for a scalar of any type, numbers and booleans included. */
  scalar(): Guest | null {
    if (!isScalar(this.#node) || this.#node.value === null) return null
    return scalarGuest(this.#host, this.#node as Scalar)
  }

  #wrap(value: unknown): YamlNode | undefined {
    const node = isAlias(value) ? value.resolve(this.#document) : value
    return isMap(node) || isSeq(node) || isScalar(node)
      ? new YamlNode(this.#host, this.#document, node)
      : undefined
  }
}

export interface YamlTree {
  /** The root of each document. */
  readonly roots: readonly YamlNode[]
  readonly comments: readonly Span[]
  readonly troubles: readonly Trouble[]
}

/** Parses a YAML file; what follows a syntax error is read as far as the parser can. */
export function readYaml({ path, text }: SourceFile): YamlTree {
  const deep = nestsTooDeep(text)
  if (deep) {
    const message = 'YAML nested this deeply is not read.'
    return { roots: [], comments: [], troubles: [{ id: 'too-deep', path, span: deep, message }] }
  }
  const documents = parseAllDocuments(text, {
    logLevel: 'silent',
    prettyErrors: false,
    uniqueKeys: false,
  })
  if ('empty' in documents) return { roots: [], comments: [], troubles: [] }
  const [error] = documents.flatMap(({ errors }) => errors)
  const troubles: Trouble[] = []
  if (error) {
    const [start, end] = error.pos
    const message = `The YAML is broken: ${error.message}.`
    troubles.push({
      id: 'syntax-error',
      path,
      span: { start: Math.min(start, text.length), end: Math.min(Math.max(start, end), text.length) },
      message,
    })
  }
  const roots = documents.flatMap((document) => {
    const node = document.contents as Node | null
    return node ? [new YamlNode(text, document as YamlDocument, node)] : []
  })
  return { roots, comments: text.includes('policy-check:') ? commentsIn(text, documents) : [], troubles }
}

const maximumDepth = 200

/**
 * The line on which the nesting passes what the parser, which is recursive, can take: by open brackets, and by columns
 * of indentation and dashes.
 */
function nestsTooDeep(text: string): Span | null {
  let open = 0
  for (const { index, 0: line } of text.matchAll(/[^\n]+/g)) {
    const margin = /^(?: *[-?](?= ))* */.exec(line)?.[0] ?? ''
    for (const [bracket] of line.matchAll(/[[\]{}]/g)) {
      if (bracket === '[' || bracket === '{') open++
      else if (open > 0) open--
      if (open > maximumDepth) break
    }
    const marks = margin.replaceAll(' ', '').length
    if (open > maximumDepth || marks > maximumDepth || margin.length > 5 * maximumDepth) {
      return { start: index, end: index + line.length }
    }
  }
  return null
}

/** Comments that start where no scalar stands. */
function commentsIn(text: string, documents: readonly { readonly contents: unknown }[]): Span[] {
  const scalars: (readonly [number, number])[] = []
  const walk = (node: unknown): void => {
    if (isScalar(node) && node.range) scalars.push([node.range[0], node.range[1]])
    else if (isSeq(node)) for (const item of node.items) walk(item)
    else if (isMap(node)) {
      for (const { key, value } of node.items) {
        walk(key)
        walk(value)
      }
    }
  }
  for (const { contents } of documents) walk(contents)
  return [...text.matchAll(/(?<=^|[ \t])#[^\r\n]*/gm)]
    .map(({ index, 0: comment }) => ({ start: index, end: index + comment.length }))
    .filter(({ start }) => !scalars.some(([from, to]) => from <= start && start < to))
}
