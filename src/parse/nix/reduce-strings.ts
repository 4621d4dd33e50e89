import type { Span } from '../../text/span.ts'
import type { NixAttribute, NixEscape, NixExpression, NixString, NixStringPart } from './ast.ts'
import { expressionIn, type Reduced, type SyntaxNode } from './syntax-piece.ts'

/** `"…"` and `''…''`. */
export function reduceString(node: SyntaxNode): Reduced {
  const parts: NixStringPart[] = []
  for (const { type, span, reduced } of node.pieces) {
    const last = parts.at(-1)
    if (reduced?.is === 'part') parts.push(reduced.part)
    else if (type === 'dollar_escape') parts.push({ kind: 'escape', span, text: '$' })
    else if (type === 'string_fragment' && last?.kind === 'escape' && isOpenDollar(last, node)) {
      parts[parts.length - 1] = { ...last, span: { start: last.span.start, end: span.end } }
    } else if (type === 'string_fragment' && last?.kind === 'text') {
      parts[parts.length - 1] = { kind: 'text', span: { start: last.span.start, end: span.end } }
    } else if (type === 'string_fragment') parts.push({ kind: 'text', span })
  }
  const indented = node.type === 'indented_string_expression'
  return { is: 'expression', expression: { kind: 'string', indented, parts, span: node.span } }
}

/** The grammar gives `''$` and `\$` as a mark and the `$` after it. */
function isOpenDollar(part: NixEscape, node: SyntaxNode): boolean {
  return part.text === '$' && !node.text(part.span).endsWith('$')
}

/** `\n` in `"…"`; `'''` and `''\n` in `''…''`. */
export function reduceEscape(node: SyntaxNode): Reduced {
  const written = node.text(node.span)
  const character = written.at(-1) ?? ''
  const text = written === "'''" ? "''" : escaped(character)
  return { is: 'part', part: { kind: 'escape', span: node.span, text } }
}

/** What a character stands for after the mark of an escape. */
export function escaped(character: string): string {
  return controls[character] ?? character
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** `${expression}` in a string, a path or an attribute path. */
export function reduceInterpolation(node: SyntaxNode): Reduced {
  const expression = expressionIn(node, 'expression')
  return { is: 'part', part: { kind: 'interpolation', span: node.span, expression } }
}

/** `./a/${b}`, `~/a`, `<nixpkgs>`. */
export function reducePath(node: SyntaxNode): Reduced {
  const interpolations = node.pieces.flatMap(({ reduced }) =>
    reduced?.is === 'part' && reduced.part.kind === 'interpolation' ? [reduced.part.expression] : [],
  )
  const text = node.text(node.span)
  return { is: 'expression', expression: { kind: 'path', text, interpolations, span: node.span } }
}

/** A bare URI, which Nix reads as a string. */
export function reduceUri(node: SyntaxNode): Reduced {
  const parts: NixStringPart[] = [{ kind: 'text', span: node.span }]
  return { is: 'expression', expression: { kind: 'string', indented: false, parts, span: node.span } }
}

/** The parts of an attribute path, or the names of an `inherit`. */
export function reduceAttributes(node: SyntaxNode): Reduced {
  const path: NixAttribute[] = []
  for (const { reduced, missing, span } of node.pieces) {
    if (missing) continue
    if (reduced?.is === 'name') path.push({ kind: 'static', name: reduced.name.name, span })
    else if (reduced?.is === 'expression') path.push(attributeOf(reduced.expression, node.text))
    else if (reduced?.is === 'part' && reduced.part.kind === 'interpolation') {
      path.push({ ...attributeOf(reduced.part.expression, node.text), span })
    }
  }
  return { is: 'attributes', path }
}

/** The name that an expression in the place of one gives, when that is a constant; `textOf` gives the file's own text. */
export function attributeOf(expression: NixExpression, textOf: (span: Span) => string): NixAttribute {
  const name = expression.kind === 'string' ? constantOf(expression, textOf) : null
  const { span } = expression
  return name === null ? { kind: 'dynamic', expression, span } : { kind: 'static', name, span }
}

function constantOf(string: NixString, textOf: (span: Span) => string): string | null {
  let value = ''
  for (const part of string.parts) {
    if (part.kind === 'interpolation') return null
    value += part.kind === 'text' ? textOf(part.span) : part.text
  }
  return value
}
