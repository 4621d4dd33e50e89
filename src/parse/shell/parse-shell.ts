import type { Parser } from 'web-tree-sitter'
import type { Span } from '../../text/span.ts'
import type { Guest } from '../embed/guest.ts'
import { parseTree } from '../parse-tree.ts'
import { copyTree, type SyntaxNode } from '../syntax-node.ts'
import type { ShellComment, ShellStatement } from './ast.ts'
import { findHeredocs, type HereTexts, maskHeredocs } from './heredocs.ts'
import { readPlainShell } from './plain/read-plain-shell.ts'
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
}

const maximumDepth = 300
const maximumNesting = 4
const maximumRepairs = 8
const maximumRepairedLength = 200_000

/**
 * Parses shell code. Never throws; what cannot be read is said in the result. `nesting` counts how deep the code stands
 * in other shell code.
 */
export function parseShell(guest: Guest, bash: Parser, nesting = 0): ShellCode {
  return readWithoutGrammar(guest) ?? parseWithGrammar(guest, bash, nesting)
}

/** Reads shell code that is nothing out of the ordinary; null for the rest, which takes the grammar. */
export function readWithoutGrammar(guest: Guest): ShellCode | null {
  const plain = readPlainShell(guest)
  return plain && { ...plain, broken: [], unclosed: [], tooDeep: null }
}

/** Parses any shell code with the bash grammar. */
export function parseWithGrammar(guest: Guest, bash: Parser, nesting = 0): ShellCode {
  const hereTexts = findHeredocs(guest.text)
  const { root, tooDeep, broken, unclosed } = parseTolerantly(
    mask(guest.text, hereTexts),
    bash,
    maximumDepth >> nesting,
  )
  const context: RedirectionContext = {
    guest,
    heredocs: new Map(hereTexts.heredocs.map((heredoc) => [heredoc.start, heredoc])),
    hereStrings: new Set(hereTexts.strings),
    body: (nodes) => readBody(nodes, context),
    nested: (code) => (nesting < maximumNesting ? parseShell(code, bash, nesting + 1).statements : []),
  }
  return {
    statements: readBody(root.children, context),
    comments: commentsIn(root).map((comment) => ({ span: guest.span(comment.start, comment.end) })),
    broken: broken.map(({ start, end }) => guest.span(start, end)),
    unclosed: unclosed.map(({ start, end }) => guest.span(start, end)),
    tooDeep: tooDeep === null ? null : guest.span(tooDeep, tooDeep + 1),
  }
}

/**
 * The code with what the grammar (tree-sitter-bash 0.25) stumbles over read as something else of the same length:
 * here-documents, a program with `@` in its name (a template's `@coreutils@/bin/cat`), an escaped space at the start of
 * a word, `for name do`, `<>`, a lone `~`, a line continued by nothing. Words are read from the code itself.
 */
function mask(code: string, hereTexts: HereTexts): string {
  let text = maskHeredocs(code, hereTexts)
  if (text.includes('@')) text = text.replace(/(?<![$[{])@(?!\()/g, '_')
  if (/\\[ \t]/.test(text)) text = text.replace(/\\[^\n]/g, (pair) => (/[ \t]/.test(pair) ? '__' : pair))
  return text
    .replace(/(?<!\\)\\(?=\n[ \t]*(?:\n|(?![\s\S])))/g, ' ')
    .replace(/(\bfor[ \t]+\w+)[ \t](?=[ \t]*do\b)/g, '$1;')
    .replace(/(?<=[\s\d])<>(?=\s*["'$\w/.])/g, '< ')
    .replace(/(?<=\s)~(?=\s)/g, '_')
}

interface Tolerated {
  readonly root: SyntaxNode
  readonly tooDeep: number | null
  readonly broken: readonly Span[]
  readonly unclosed: readonly Span[]
}

/**
 * Parses; where that fails, with what seems to be open closed at the end, and else without the line at fault. Offsets are
 * the text's.
 */
function parseTolerantly(text: string, bash: Parser, maximumDepth: number): Tolerated {
  const broken: Span[] = []
  let readable = text
  for (;;) {
    const tree = parseTree(bash, readable)
    if (!tree)
      return { root: emptyRoot, tooDeep: null, broken: [{ start: 0, end: text.length }], unclosed: [] }
    const hasError = tree.rootNode.hasError
    const { root, tooDeep } = copyTree(tree, maximumDepth)
    tree.delete()
    const error = hasError ? firstError(root) : null
    if (!error) return { root, tooDeep, broken, unclosed: [] }
    if (error.unclosed) return { root, tooDeep, broken, unclosed: [wordAt(text, error.offset)] }
    const isShort = text.length < maximumRepairedLength
    const count = broken.length === 0 && text.length < maximumRepairedLength / 10 ? 2 : 1
    const closed = isShort
      ? parseClosed(readable, possibleClosers(readable, count), bash, maximumDepth)
      : null
    if (closed) return { ...closed, broken, unclosed: [wordAt(text, closed.opening)] }
    const line = lineAround(readable, error.offset)
    const repairable = broken.length < maximumRepairs && isShort
    broken.push(line)
    const blank = readable.slice(line.start, line.end).replace(/[^\s]/g, ' ')
    if (!repairable || blank === readable.slice(line.start, line.end)) {
      return { root, tooDeep, broken, unclosed: [] }
    }
    readable = readable.slice(0, line.start) + blank + readable.slice(line.end)
  }
}

/** Parses with closing words put behind the end; null where none of them leaves no error. */
function parseClosed(text: string, closers: readonly string[], bash: Parser, maximumDepth: number) {
  for (const closer of closers) {
    const tree = parseTree(bash, `${text}\n${closer}\n`)
    if (tree && !tree.rootNode.hasError) {
      const { root, tooDeep } = copyTree(tree, maximumDepth)
      tree.delete()
      const opening = openingOfClosedBehind(root, text.length)
      return opening === null ? null : { root: upTo(root, text.length), tooDeep, opening }
    }
    tree?.delete()
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

const emptyRoot: SyntaxNode = {
  type: 'program',
  named: true,
  missing: false,
  field: null,
  start: 0,
  end: 0,
  children: [],
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
