import type { Span } from '../../text/span.ts'
import { at, type FlatTree, typeOf, width } from '../flat-tree.ts'
import type { NixExpression } from './ast.ts'
import { isExpression, reduce, salvage } from './reduce.ts'
import type { Piece, Reduced } from './syntax-piece.ts'

/** Expressions nested more deeply are not read: whoever walks the plain data may do so by recursion. */
export const deepest = 600

/** Plain data made from one syntax tree. */
export interface ReadSyntax {
  readonly expression: NixExpression
  readonly comments: readonly Span[]
  readonly errors: readonly Misfit[]
  /** The first expression that was left out for its depth. */
  readonly tooDeep: Span | null
}

/** One place where the file is no Nix. */
export interface Misfit {
  readonly span: Span
  /** The token that the parser had to make up. */
  readonly missing: string | null
}

/** A node that is being read. */
interface Frame {
  readonly type: string
  readonly field: string | null
  readonly span: Span
  readonly missing: boolean
  readonly pieces: Piece[]
  /** The node after all that is below it. */
  readonly next: number
  /** Left out for its depth. */
  readonly cut: boolean
}

/**
 * Reads a tree of tree-sitter-nix bottom-up without recursion. `text` is what was parsed, `shift` is added to every
 * offset. Error tolerant: what does not parse becomes a NixError.
 */
export function readSyntax(tree: FlatTree, text: string, shift = 0): ReadSyntax {
  const { nodes, fields, size } = tree
  const comments: Span[] = []
  const errors: Misfit[] = []
  const open: Frame[] = []
  const textOf = (span: Span): string => text.slice(span.start - shift, span.end - shift)
  let depth = 0
  let tooDeep: Span | null = null
  let root: Reduced | null = null

  const close = (frame: Frame): void => {
    const { type, field, span, missing, pieces, cut } = frame
    const reduced: Reduced | null = cut
      ? { is: 'expression', expression: { kind: 'error', parts: [], span } }
      : reduce({ type, span, pieces, text: textOf })
    const parent = open.at(-1)
    if (parent) parent.pieces.push({ type, field, span, missing, reduced })
    else root = reduced
    if (missing && !(type === 'identifier' && parent?.type === 'formal')) errors.push({ span, missing: type })
    if (type === 'ERROR' && !isTrailingComma(frame, parent, textOf)) errors.push({ span, missing: null })
  }
  const closeUpTo = (index: number): void => {
    for (let last = open.at(-1); last && last.next <= index; last = open.at(-1)) {
      open.pop()
      if (isExpression(last.type)) depth--
      close(last)
    }
  }

  for (let index = 0; index < size; ) {
    closeUpTo(index)
    const from = index * width
    const type = typeOf(tree, index)
    const span = {
      start: (nodes[from + at.start] as number) + shift,
      end: (nodes[from + at.end] as number) + shift,
    }
    const next = nodes[from + at.next] as number
    if (type === 'comment') comments.push(span)
    const cut = isExpression(type) && depth >= deepest
    if (cut) tooDeep ??= span
    if (isExpression(type)) depth++
    const missing = nodes[from + at.missing] === 1
    const field = fields[nodes[from + at.field] as number] ?? null
    open.push({ type, field, span, missing, pieces: [], next, cut })
    index = cut ? next : index + 1
  }
  closeUpTo(size)
  errors.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
  return {
    expression: expressionOf(root, { start: shift, end: shift + text.length }),
    comments,
    errors,
    tooDeep,
  }
}

/** Grammar 0.0.2 knows no comma after the last formal; Nix does. */
function isTrailingComma(frame: Frame, parent: Frame | undefined, textOf: (span: Span) => string): boolean {
  return parent?.type === 'formals' && textOf(frame.span) === ','
}

function expressionOf(root: Reduced | null, span: Span): NixExpression {
  if (root?.is === 'expression') return root.expression
  return root?.is === 'broken' ? salvage(root, { span }) : { kind: 'error', parts: [], span }
}
