import type { Language, Parser, Tree } from 'web-tree-sitter'
import { cursorCalls } from './grammar.ts'

/**
 * A syntax tree as plain numbers, in the order of the text: parents before their children. Offsets are UTF-16 units of
 * the parsed text. Node `n` takes the fields `n * width` and following of `nodes`.
 */
export interface FlatTree {
  readonly nodes: Int32Array
  /** How many nodes there are. */
  readonly size: number
  readonly hasError: boolean
  /** Names of node types, by number; `ERROR` has none. */
  readonly types: readonly string[]
  /** Whether the nodes of a type are named, by its number. Those that are not are tokens. */
  readonly named: readonly boolean[]
  /** Names of fields, by number; 0 is none. */
  readonly fields: readonly (string | null)[]
}

/** Numbers for each node: its type, its field in the parent, whether it was made up to go on after an error, its span, the node after all that is below it. */
export const width = 6
export const at = { type: 0, field: 1, missing: 2, start: 3, end: 4, next: 5 } as const

const milliseconds = 2_000
const millisecondsPerUnit = 0.01

/**
 * Parses text with tree-sitter and reads the tree in one walk. Null when parsing takes far longer than any code that
 * people write (half a megabyte takes about a second): the recovery from errors is quadratic on some input, such as a
 * long run of `|`.
 */
export function parseFlat(parser: Parser, text: string): FlatTree | null {
  const deadline = performance.now() + milliseconds + text.length * millisecondsPerUnit
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline })
  if (!tree) {
    parser.reset()
    return null
  }
  const flat = flatten(tree)
  tree.delete()
  return flat
}

/** The type of a node by its name. */
export function typeOf({ nodes, types }: FlatTree, node: number): string {
  return types[nodes[node * width + at.type] as number] ?? 'ERROR'
}

/**
 * Each question to a tree-sitter cursor through its class copies the cursor to and fro; asked of the runtime itself, it
 * costs a tenth, and the cursor stays where it is.
 */
function flatten(tree: Tree): FlatTree {
  const { language } = tree
  const { hasError } = tree.rootNode
  const calls = cursorCalls()
  let nodes = new Int32Array(width * 1024)
  let size = 0
  const open: number[] = []
  const pointer = calls.begin(tree)
  const add = (): void => {
    const from = size * width
    if (from + width > nodes.length) nodes = grown(nodes)
    nodes[from] = calls.type(pointer)
    nodes[from + at.field] = calls.field(pointer)
    nodes[from + at.missing] = hasError ? calls.missing(pointer) : 0
    nodes[from + at.start] = calls.start(pointer)
    nodes[from + at.end] = calls.end(pointer)
    open.push(size++)
  }
  add()
  walk: for (;;) {
    if (calls.down(pointer) === 0) {
      for (;;) {
        nodes[(open.pop() as number) * width + at.next] = size
        if (calls.across(pointer) !== 0) break
        if (open.length === 0 || calls.up(pointer) === 0) break walk
      }
    }
    add()
  }
  for (const node of open) nodes[node * width + at.next] = size
  calls.finish(pointer)
  return { nodes, size, hasError, ...namesOf(language) }
}

function grown(nodes: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(nodes.length * 2)
  larger.set(nodes)
  return larger
}

type Names = Pick<FlatTree, 'types' | 'named' | 'fields'>

const namesByLanguage = new WeakMap<Language, Names>()

function namesOf(language: Language): Names {
  const known = namesByLanguage.get(language)
  if (known) return known
  const { types, fields } = language
  const named = types.map((_, type) => language.nodeTypeIsNamed(type))
  const names = { types, named, fields: Array.from(fields, (name) => name ?? null) }
  namesByLanguage.set(language, names)
  return names
}
