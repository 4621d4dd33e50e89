import type { Span } from '../../text/span.ts'
import type { NixAttribute, NixBinding, NixExpression, NixFormal, NixName, NixStringPart } from './ast.ts'

/** What one node of the syntax tree turns into. Punctuation turns into nothing. */
export type Reduced =
  | { readonly is: 'expression'; readonly expression: NixExpression }
  | { readonly is: 'bindings'; readonly bindings: readonly NixBinding[] }
  | { readonly is: 'attributes'; readonly path: readonly NixAttribute[] }
  | { readonly is: 'formals'; readonly formals: readonly NixFormal[]; readonly open: boolean }
  | { readonly is: 'formal'; readonly formal: NixFormal }
  | { readonly is: 'name'; readonly name: NixName }
  | { readonly is: 'part'; readonly part: NixStringPart }
  /** A syntax error: the expressions and bindings that stand in it. */
  | {
      readonly is: 'broken'
      readonly parts: readonly NixExpression[]
      readonly bindings: readonly NixBinding[]
    }

/** A node of the syntax tree whose children are read already. */
export interface Piece {
  readonly type: string
  /** Name of the field it fills in its parent. */
  readonly field: string | null
  readonly span: Span
  readonly missing: boolean
  readonly reduced: Reduced | null
}

/** An inner node of the syntax tree with its pieces, as a reducer sees it. */
export interface SyntaxNode {
  readonly type: string
  readonly span: Span
  readonly pieces: readonly Piece[]
  /** The file's own text of a span. */
  text(span: Span): string
}

/** The expression in a field, or an error of no width where the file has none. */
export function expressionIn(node: SyntaxNode, field: string): NixExpression {
  return optionalExpressionIn(node, field) ?? errorAt({ start: node.span.end, end: node.span.end })
}

/** The expression in a field, if there is one. */
export function optionalExpressionIn(node: SyntaxNode, field: string): NixExpression | undefined {
  for (const piece of node.pieces) {
    if (piece.field === field && piece.reduced?.is === 'expression') return piece.reduced.expression
  }
  return undefined
}

/** The name in a field, unless it is missing in the file. */
export function nameIn(node: SyntaxNode, field: string): NixName | undefined {
  for (const piece of node.pieces) {
    if (piece.field === field && !piece.missing && piece.reduced?.is === 'name') return piece.reduced.name
  }
  return undefined
}

/** The attribute path or names in a field; empty where the file has none. */
export function attributesIn(node: SyntaxNode, field: string): readonly NixAttribute[] {
  for (const piece of node.pieces) {
    if (piece.field === field && piece.reduced?.is === 'attributes') return piece.reduced.path
  }
  return []
}

/** Every binding among the pieces, those inside syntax errors included. */
export function bindingsOf(node: SyntaxNode): NixBinding[] {
  return node.pieces.flatMap(({ reduced }) =>
    reduced?.is === 'bindings' || reduced?.is === 'broken' ? reduced.bindings : [],
  )
}

/** An error that holds nothing readable. */
export function errorAt(span: Span): NixExpression {
  return { kind: 'error', parts: [], span }
}
