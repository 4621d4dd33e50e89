import type { Language, Parser, Tree } from 'web-tree-sitter'
import { cursorCalls, memoryInUse, renew } from './grammar.ts'

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

/** In UTF-16 units; more of it in one piece is not read. Twice the largest file of nixpkgs. */
const longest = 2_000_000

/**
 * The parser asks after every hundred of its operations whether to go on. Ordinary code takes up to 0.011 questions for a
 * UTF-16 unit (182 shell scripts, 3,535 Nix files); code of which it makes nothing takes more and more.
 */
const questions = 1_000
const questionsPerUnit = 0.05

/**
 * The last resort, for operations that take longer and longer: half a megabyte of ordinary code takes about a second, one
 * page a few milliseconds. Of processor time, so that a busy machine gives nothing up.
 */
const milliseconds = 1_000
const millisecondsPerUnit = 0.004

/** In bytes, for one text; half a megabyte of ordinary code takes 60 MB. */
const mostMemory = 256 * 1024 * 1024

/** What all texts together may cost that are given up, in milliseconds; then the next ones are given up sooner. */
const mostWasted = 4_000
let wasted = 0

/** So many times what one reading may take, all readings of a piece of code may take together: damaged code is mended and read again. */
const readings = 3

/** What is left for the readings of one piece of code, counted in questions of the parser, so that no clock decides. */
export class Effort {
  #left: number

  /** @param length of the code, in UTF-16 units */
  constructor(length: number) {
    this.#left = readings * mostQuestions(length)
  }

  /** Whether another reading would be given up. */
  get isSpent(): boolean {
    return this.#left <= 0
  }

  /** What one reading of so many units may ask. */
  allowance(length: number): number {
    return Math.min(this.#left, mostQuestions(length))
  }

  spend(asked: number): void {
    this.#left -= asked
  }
}

function mostQuestions(length: number): number {
  return questions + length * questionsPerUnit
}

/**
 * Parses text with tree-sitter and reads the tree in one walk. Null when the text is longer, or parsing takes far longer
 * or far more memory, than any code that people write: the recovery from errors is quadratic on some input, such as a
 * long run of `|`. What is given up is counted as far as the parser lets itself be counted; only of the rest does the time
 * decide.
 * @param effort what the readings of this piece of code may still take
 */
export function parseFlat(parser: Parser, text: string, effort = new Effort(text.length)): FlatTree | null {
  if (text.length > longest || effort.isSpent) return null
  const start = performance.now()
  /** Processor time at the first question that comes late: most texts are parsed before, and asking takes a system call. */
  let began: number | undefined
  const patience = wasted < mostWasted ? milliseconds + text.length * millisecondsPerUnit : milliseconds / 10
  const memory = memoryInUse()
  const most = effort.allowance(text.length)
  let asked = 0
  const isLate = () => {
    const elapsed = performance.now() - start
    if (elapsed < patience / 20) return false
    began ??= processorTime()
    return elapsed > patience && processorTime() - began > patience
  }
  const isHopeless = () => ++asked > most || memoryInUse() - memory > mostMemory || isLate()
  const tree = parsed(parser, text, isHopeless)
  effort.spend(asked)
  if (!tree) {
    wasted += performance.now() - start
    return null
  }
  const flat = flatten(tree)
  tree.delete()
  return flat
}

/** The tree of a text, or null where the parser is told to stop or the runtime fails, as when it has no memory left. */
function parsed(parser: Parser, text: string, progressCallback: () => boolean): Tree | null {
  try {
    // The grammars read a NUL in a time that grows with the square of the text, and ask nobody meanwhile.
    const tree = parser.parse(text.replaceAll('\0', ' '), null, { progressCallback })
    if (!tree) parser.reset()
    return tree
  } catch (error) {
    if (!(error instanceof Error && error.name === 'RuntimeError')) throw error
    renew(parser)
    return null
  }
}

/** What this process has used of processors, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
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
  let nodes = room
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
  room = nodes
  return { nodes: nodes.slice(0, size * width), size, hasError, ...namesOf(language) }
}

/** Where trees are put together, one after the other. */
let room = new Int32Array(width * 1024)

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
