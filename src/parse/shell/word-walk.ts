import type { SyntaxNode } from '../syntax-node.ts'
import type { Quoting } from './literal.ts'

/** Is told what a word is made of, from left to right. Offsets are the guest's. */
export interface WordVisitor {
  literal(start: number, end: number, quoting: Quoting): void
  /** `$name`, `${…}`, `$(…)`, `$((…))`, `<(…)` */
  expansion(node: SyntaxNode, quoted: boolean): void
  /** `""` or `''` */
  empty(start: number, end: number): void
  /** A part whose value is not known. */
  other(node: SyntaxNode): void
}

export const substitutionTypes = new Set(['command_substitution', 'process_substitution'])
const expansionTypes = new Set([
  ...substitutionTypes,
  'simple_expansion',
  'expansion',
  'arithmetic_expansion',
])
/** Parts of a word that are its own text; what the grammar parts may be one variable: `b/$` and `c`. */
const plainTypes = new Set(['word', 'number', '$', 'extglob_pattern'])
const unknownTypes = new Set(['array', 'brace_expression', 'ERROR'])

/** The grammar reads `$ name` as an expansion too; the shell does not. */
function isExpansion({ type, start, end, children }: SyntaxNode): boolean {
  if (!expansionTypes.has(type)) return false
  const length = children.reduce((sum, child) => sum + child.end - child.start, 0)
  return type !== 'simple_expansion' || length === end - start
}

/** Walks the parts of a word. */
export function walkWord(node: SyntaxNode, visitor: WordVisitor, quoted = false): void {
  const { type, start, end, children } = node
  if (isExpansion(node)) visitor.expansion(node, quoted)
  else if (unknownTypes.has(type)) visitor.other(node)
  else if (type === 'string') walkString(node, visitor)
  else if (type === 'raw_string') {
    if (end - start === 2) visitor.empty(start, end)
    visitor.literal(start + 1, end - 1, 'raw')
  } else if (type === 'ansi_c_string') visitor.literal(start + 2, end - 1, 'ansi')
  else if (type === 'translated_string') {
    for (const child of children) if (child.type === 'string') walkWord(child, visitor, true)
  } else if (type === 'concatenation' || type === 'command_name') walkPieces(node, visitor, quoted)
  else walkExpansions(children, start, end, visitor, 'bare')
}

function walkString({ start, end, children }: SyntaxNode, visitor: WordVisitor): void {
  const last = children.at(-1)
  // The grammar gives white space before the closing quote to the quote.
  const close = last?.type === '"' && last.start > start && !last.missing ? last.end - 1 : end
  if (close === start + 1) visitor.empty(start, end)
  walkExpansions(children, start + 1, close, visitor, 'double')
}

/** Pieces that stand together without white space. */
function walkPieces({ start, end, children }: SyntaxNode, visitor: WordVisitor, quoted: boolean): void {
  let at = start
  for (const child of children) {
    if (plainTypes.has(child.type) && child.children.length === 0) continue
    if (child.start > at) visitor.literal(at, child.start, 'bare')
    walkWord(child, visitor, quoted)
    at = Math.max(at, child.end)
  }
  if (at < end) visitor.literal(at, end, 'bare')
}

/** Text with expansions in it: what stands between the expansions is literal. */
function walkExpansions(
  children: readonly SyntaxNode[],
  start: number,
  end: number,
  visitor: WordVisitor,
  quoting: Quoting,
): void {
  let at = start
  for (const child of children) {
    if (!isExpansion(child) || child.start < at) continue
    if (child.start > at) visitor.literal(at, child.start, quoting)
    visitor.expansion(child, quoting === 'double')
    at = child.end
  }
  if (at < end) visitor.literal(at, end, quoting)
}
