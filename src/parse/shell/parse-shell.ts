import type { Parser } from 'web-tree-sitter'
import type { Span } from '../../text/span.ts'
import type { Guest } from '../embed/guest.ts'
import { Effort, type FlatTree, parseFlat } from '../flat-tree.ts'
import { nodesOf, type SyntaxNode } from '../syntax-node.ts'
import type { ShellComment, ShellStatement } from './ast.ts'
import { HereTexts } from './here-texts.ts'
import { mendTree } from './mend-tree.ts'
import { mended, mendedSilently } from './mends.ts'
import type { RedirectionContext } from './redirections.ts'
import { readBody } from './statements.ts'
import { firstError, openingOfClosedBehind, possibleClosers } from './syntax-error.ts'

/** Shell code as plain data, every span native to the host file. */
export interface ShellCode {
  readonly statements: readonly ShellStatement[]
  readonly comments: readonly ShellComment[]
  /** Lines that do not parse; their statements are missing, the others are there. */
  readonly broken: readonly Span[]
  /** Words that open what nothing closes, such as `if`; all statements are there. */
  readonly unclosed: readonly Span[]
  /** Where the code nests deeper than it is read. */
  readonly tooDeep: Span | null
  /** Whether nothing of it is read, because it is too long or takes far longer than code that people write. */
  readonly givenUp: boolean
}

/** In UTF-16 units. */
const longest = 500_000
/** The memory that the grammar takes for a pipeline grows with the square of its length: 70 MB for so many. */
const mostPipes = 2_000
const maximumDepth = 300
const maximumNesting = 4
const maximumRepairs = 8
const maximumPasses = 20
const maximumRepairedLength = 200_000

/**
 * Reads shell code with the bash grammar. Never throws; what cannot be read is said in the result. `nesting` counts how
 * deep the code stands in other shell code.
 */
export function readShell(guest: Guest, bash: Parser, nesting = 0): ShellCode {
  const parsed = parseOnce(guest.text, bash, maximumDepth >> nesting)
  if (!parsed) return { statements: [], comments: [], broken: [], unclosed: [], tooDeep: null, givenUp: true }
  const { root, comments, heredocs, hereStrings, tooDeep, broken, unclosed } = parsed
  const context: RedirectionContext = {
    guest,
    heredocs,
    hereStrings,
    body: (nodes) => readBody(nodes, context),
    nested: (code) => (nesting < maximumNesting ? readShell(code, bash, nesting + 1).statements : []),
  }
  return {
    statements: readBody(root.children, context),
    comments: comments.map(({ start, end }) => ({ span: guest.span(start, end) })),
    broken: broken.map(({ start, end }) => guest.span(start, end)),
    unclosed: unclosed.map(({ start, end }) => guest.span(start, end)),
    tooDeep: tooDeep === null ? null : guest.span(tooDeep, tooDeep + 1),
    givenUp: false,
  }
}

/** What a text says, wherever it stands; offsets are the text's. */
interface ParsedText extends Pick<RedirectionContext, 'heredocs' | 'hereStrings'> {
  readonly root: SyntaxNode
  readonly comments: readonly Span[]
  readonly tooDeep: number | null
  readonly broken: readonly Span[]
  readonly unclosed: readonly Span[]
}

/** Half of the pieces of shell code in a repository, such as `uv sync` in its documents, stand there more than once. */
const known = new Map<string, ParsedText>()
/** In UTF-16 units; what is longer seldom stands twice. */
const longestKnown = 200
const mostKnown = 2_000

/** Parses a text, or remembers it. Null when it is longer, or takes far longer, than code that people write. */
function parseOnce(text: string, bash: Parser, depth: number): ParsedText | null {
  if (text.length > longestKnown) return parseText(text, bash, depth)
  const key = `${depth} ${text}`
  const found = known.get(key)
  if (found) return found
  const parsed = parseText(text, bash, depth)
  if (known.size >= mostKnown) known.clear()
  if (parsed) known.set(key, parsed)
  return parsed
}

function parseText(text: string, bash: Parser, depth: number): ParsedText | null {
  const hereTexts = new HereTexts()
  const isHopeless = text.length > longest || longestPipeline(text) > mostPipes
  const parsed = isHopeless ? null : parseTolerantly(text, bash, depth, hereTexts)
  return (
    parsed && {
      ...parsed,
      root: mendTree(parsed.root, text),
      comments: commentsIn(parsed.root),
      heredocs: new Map(hereTexts.heredocs.map((heredoc) => [heredoc.start, heredoc])),
      hereStrings: new Set(hereTexts.strings),
    }
  )
}

/** The most `|` that stand between two ends of statements; a line that ends in one goes on. */
function longestPipeline(text: string): number {
  if (text.length < mostPipes) return 0
  let most = 0
  let pipes = 0
  let previous = ''
  for (const [mark] of text.matchAll(/[|;\n]|[^\s|;]+/g)) {
    if (mark === '|') most = Math.max(most, ++pipes)
    else if (mark === ';' || (mark === '\n' && previous !== '|')) pipes = 0
    previous = mark
  }
  return most
}

interface Tolerated {
  readonly root: SyntaxNode
  readonly tooDeep: number | null
  readonly broken: readonly Span[]
  readonly unclosed: readonly Span[]
}

interface Parsed {
  readonly text: string
  /** Null when the grammar takes too long. */
  readonly tree: FlatTree | null
}

/** Parses the code with its here-documents replaced and, where it then has an error, what the grammar does not know mended. */
function parseMended(code: string, bash: Parser, hereTexts: HereTexts, effort: Effort): Parsed {
  let text = mendedSilently(code)
  let isMended = false
  for (let pass = 0; ; pass++) {
    const tree = parseFlat(bash, text, effort)
    if (!tree || pass > maximumPasses) return { text, tree }
    const replaced = text.includes('<<') ? hereTexts.replaceIn(text, tree) : null
    const next = replaced ?? (tree.hasError && !isMended ? mended(text) : text)
    isMended ||= replaced === null
    if (next === text) return { text, tree }
    text = next
  }
}

/**
 * Parses; where that fails, with what seems to be open closed at the end, and else without the line at fault. Offsets are
 * the text's. Null when the grammar gives up.
 */
function parseTolerantly(
  code: string,
  bash: Parser,
  maximumDepth: number,
  hereTexts: HereTexts,
): Tolerated | null {
  const broken: Span[] = []
  const effort = new Effort(code.length)
  let { text: readable, tree } = parseMended(code, bash, hereTexts, effort)
  const text = readable
  for (;;) {
    if (!tree) return null
    const { root, tooDeep } = nodesOf(tree, maximumDepth)
    const error = tree.hasError ? firstError(root) : null
    if (!error) return { root, tooDeep, broken, unclosed: [] }
    if (error.unclosed) return { root, tooDeep, broken, unclosed: [wordAt(text, error.offset)] }
    const isShort = text.length < maximumRepairedLength
    const count = broken.length === 0 && text.length < maximumRepairedLength / 10 ? 2 : 1
    const closed = isShort
      ? parseClosed(readable, possibleClosers(readable, root, count), bash, maximumDepth, effort)
      : null
    if (closed) return { ...closed, broken, unclosed: [wordAt(text, closed.opening)] }
    const line = lineAround(readable, error.offset)
    const repairable = broken.length < maximumRepairs && isShort
    broken.push(line)
    const blank = readable.slice(line.start, line.end).replace(/[^\s]/g, ' ')
    if (!repairable || blank === readable.slice(line.start, line.end)) {
      return { root, tooDeep, broken, unclosed: [] }
    }
    const rest = readable.slice(0, line.start) + blank + readable.slice(line.end)
    const again = parseMended(rest, bash, hereTexts, effort)
    // What the last reading understood stays when there is no effort left for another.
    if (!again.tree) return { root, tooDeep, broken, unclosed: [] }
    ;({ text: readable, tree } = again)
  }
}

/** Parses with closing words put behind the end; null where none of them leaves no error. */
function parseClosed(
  text: string,
  closers: readonly string[],
  bash: Parser,
  maximumDepth: number,
  effort: Effort,
) {
  for (const closer of closers) {
    const tree = parseFlat(bash, `${text}\n${closer}\n`, effort)
    if (tree && !tree.hasError) {
      const { root, tooDeep } = nodesOf(tree, maximumDepth)
      const opening = openingOfClosedBehind(root, text.length)
      return opening === null ? null : { root: upTo(root, text.length), tooDeep, opening }
    }
  }
  return null
}

/** A tree without what stands behind an offset. */
function upTo(node: SyntaxNode, end: number): SyntaxNode {
  const children = node.children.filter(({ start }) => start < end).map((child) => upTo(child, end))
  return { ...node, end: Math.min(node.end, end), children }
}

/** The word or bracket at an offset. */
function wordAt(text: string, start: number): Span {
  const [word = ''] = /^(?:\w+|\$?\(+|.)/.exec(text.slice(start, start + 20)) ?? []
  return { start, end: start + word.length }
}

/** The line at an offset; the line before it when the offset stands behind the end of the code. */
function lineAround(text: string, offset: number): Span {
  let at = Math.min(offset, text.length)
  while (at > 0 && (at === text.length || /\s/.test(text[at] ?? ''))) at--
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return { start, end: end < 0 ? text.length : end }
}

function commentsIn(root: SyntaxNode): SyntaxNode[] {
  const comments: SyntaxNode[] = []
  const walk = (node: SyntaxNode) => {
    if (node.type === 'comment') comments.push(node)
    else for (const child of node.children) walk(child)
  }
  walk(root)
  return comments
}
