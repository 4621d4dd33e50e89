import type { Tree } from 'web-tree-sitter'
import type { Span } from '../../text/span.ts'
import { namedTypes } from '../syntax-node.ts'
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

/** An inner node that is being read. */
interface Frame {
  readonly type: string
  readonly field: string | null
  readonly span: Span
  readonly missing: boolean
  readonly pieces: Piece[]
}

/**
 * Reads a tree of tree-sitter-nix bottom-up in one walk without recursion. `text` is what was parsed, `shift` is added
 * to every offset. Error tolerant: what does not parse becomes a NixError.
 */
export function readSyntax(tree: Tree, text: string, shift = 0): ReadSyntax {
  const comments: Span[] = []
  const errors: Misfit[] = []
  const open: Frame[] = []
  const cursor = tree.walk()
  const isNamed = namedTypes(tree.language)
  const maybeMissing = tree.rootNode.hasError
  const textOf = (span: Span): string => text.slice(span.start - shift, span.end - shift)
  let depth = 0
  let tooDeep: Span | null = null
  let root: Reduced | null = null

  const close = (frame: Frame, cut: boolean): void => {
    let reduced: Reduced | null
    if (cut) reduced = { is: 'expression', expression: { kind: 'error', parts: [], span: frame.span } }
    else reduced = reduce({ type: frame.type, span: frame.span, pieces: frame.pieces, text: textOf })
    const { type, field, span, missing } = frame
    const parent = open.at(-1)
    if (parent) parent.pieces.push({ type, field, span, missing, reduced })
    else root = reduced
    if (missing && !(type === 'identifier' && parent?.type === 'formal')) errors.push({ span, missing: type })
    if (type === 'ERROR' && !isTrailingComma(frame, parent, textOf)) errors.push({ span, missing: null })
  }

  walk: for (;;) {
    const span = { start: cursor.startIndex + shift, end: cursor.endIndex + shift }
    const typeId = cursor.nodeTypeId
    const type = tree.language.types[typeId] ?? 'ERROR'
    if (type === 'comment') comments.push(span)
    const missing = maybeMissing && cursor.nodeIsMissing
    const frame = { type, field: cursor.currentFieldName, span, missing, pieces: [] }
    const counted = isExpression(type)
    const cut = counted && depth >= deepest
    if (cut) tooDeep ??= span
    if (!cut && isNamed[typeId] !== false && cursor.gotoFirstChild()) {
      open.push(frame)
      if (counted) depth++
      continue
    }
    close(frame, cut)
    while (!cursor.gotoNextSibling()) {
      const done = open.pop()
      if (!done || !cursor.gotoParent()) {
        break walk
      }
      if (isExpression(done.type)) depth--
      close(done, false)
    }
  }
  cursor.delete()
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
