import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLMap,
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
  #byKey: Map<string, YamlNode> | undefined

  constructor(host: string, document: YamlDocument, node: Node) {
    this.#host = host
    this.#document = document
    this.#node = node
  }

  /** The value of a key of a mapping, its own keys before merged ones. */
  get(key: string): YamlNode | undefined {
    if (!this.#byKey) {
      this.#byKey = new Map()
      for (const entry of this.entries())
        if (!this.#byKey.has(entry.key)) this.#byKey.set(entry.key, entry.value)
    }
    return this.#byKey.get(key)
  }

  /**
   * The value at the end of a path of keys, and what to remove to be without it, and without the mappings that hold
   * nothing else, where that leaves the lines around it whole.
   */
  entry(...keys: readonly string[]): { readonly value: YamlNode; readonly removal?: Span } | undefined {
    const value = this.at(...keys)
    if (!value) return undefined
    const maps = keys.map((_, depth) => {
      const map = this.at(...keys.slice(0, depth))
      return map ? map.#node : null
    })
    const removal = removalOf(this.#host, maps, keys)
    return removal ? { value, removal } : { value }
  }

  /** The value at the end of a path of keys. */
  at(...keys: readonly string[]): YamlNode | undefined {
    let node: YamlNode | undefined = this
    for (const key of keys) node = node?.get(key)
    return node
  }

  /**
   * Keys and values of a mapping; of what it merges (`<<: *base`), behind its own.
   * @param seen mappings that were taken already: each counts once, so that merges of merges stay finite
   */
  entries(seen = new Set<unknown>()): { readonly key: string; readonly value: YamlNode }[] {
    if (!isMap(this.#node) || seen.has(this.#node)) return []
    seen.add(this.#node)
    const own: { key: string; value: YamlNode }[] = []
    const merged: { key: string; value: YamlNode }[] = []
    for (const { key, value } of this.#node.items) {
      const node = this.#wrap(value)
      if (!isScalar(key) || !node) continue
      if (key.value !== '<<') own.push({ key: String(key.value), value: node })
      else for (const base of [node, ...node.items()]) for (const one of base.entries(seen)) merged.push(one)
    }
    return own.concat(merged)
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
    const node = isAlias(value) ? aliasesIn(this.#document).get(value) : value
    return isMap(node) || isSeq(node) || isScalar(node)
      ? new YamlNode(this.#host, this.#document, node)
      : undefined
  }
}

const known = new WeakMap<YamlDocument, ReadonlyMap<Alias, Node>>()

/** What each alias of a document stands for: the last node of its anchor before it. Found in one walk, since a document may be all aliases. */
function aliasesIn(document: YamlDocument): ReadonlyMap<Alias, Node> {
  const found = known.get(document)
  if (found) return found
  const nodes = new Map<Alias, Node>()
  const anchors = new Map<string, Node>()
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const meant = anchors.get(node.source)
        if (meant) nodes.set(node, meant)
      } else if (node.anchor) anchors.set(node.anchor, node)
    },
  })
  known.set(document, nodes)
  return nodes
}

/**
 * The lines from the key in the innermost of nested block mappings that has other entries to the end of a scalar that
 * stands below it on the line of its own key. There is no anchor and no comment on these lines. An entry behind the dash of a list goes
 * up to the next one.
 */
function removalOf(host: string, maps: readonly unknown[], keys: readonly string[]): Span | undefined {
  const pairs = maps.map((map, depth) => (isMap(map) && !map.flow ? pairOf(map, keys[depth]) : undefined))
  const outer = pairs.findLastIndex((_, depth) => isMap(maps[depth]) && maps[depth].items.length > 1)
  const map = maps[outer]
  const [from, last] = [pairs[outer], pairs.at(-1)]
  if (!isMap(map) || !from || !last || !isScalar(last.value)) return undefined
  const start = startOf(from.key)
  const [valueStart, end] = last.value.range ?? [0, 0]
  const line = host.lastIndexOf('\n', start - 1) + 1
  const rest = /[ \t]*\r?(?:\n|$)/y
  rest.lastIndex = end
  const onlyKeys = /^(?:[\w-]+:\s+)+$/.test(host.slice(start, valueStart))
  if (!onlyKeys || host.slice(valueStart, end).includes('\n') || !rest.test(host)) return undefined
  if (host.slice(line, start).trim() === '') return { start: line, end: rest.lastIndex }
  const next = map.items[map.items.indexOf(from) + 1]
  const nextStart = next ? startOf(next.key) : end
  const clean = next && host.slice(end, nextStart).trim() === ''
  return clean && /^ *(?:- +)+$/.test(host.slice(line, start)) ? { start, end: nextStart } : undefined
}

function pairOf({ items }: YAMLMap, wanted: string | undefined) {
  return items.find(({ key }) => isScalar(key) && key.value === wanted)
}

function startOf(key: unknown): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0
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
