import type { Span } from '../../text/span.ts'
import { at, type FlatTree, typeOf, width } from '../flat-tree.ts'
import type { NixExpression } from './ast.ts'

/**
 * The grammar does not know the pipe operators. They are hidden as `->`, which binds as loosely and has their width.
 * Returns the text with them hidden, or null when there are none outside strings and comments. `tree` is the text
 * parsed with its pipes.
 */
export function hidePipes(text: string, tree: FlatTree): string | null {
  if (!/\|>|<\|/.test(text)) return null
  const prose = proseIn(tree)
  let at = 0
  let hidden = false
  const result = text.replaceAll(/\|>|<\|/g, (operator, offset: number) => {
    while ((prose[at]?.end ?? Number.POSITIVE_INFINITY) <= offset) at++
    const inside = (prose[at]?.start ?? Number.POSITIVE_INFINITY) <= offset
    if (inside) return operator
    hidden = true
    return '->'
  })
  return hidden ? result : null
}

/** Strings' own text and comments, in file order. */
function proseIn(tree: FlatTree): Span[] {
  const prose: Span[] = []
  for (let node = 0; node < tree.size; node++) {
    const type = typeOf(tree, node)
    if (type !== 'string_fragment' && type !== 'comment') continue
    const from = node * width
    prose.push({ start: tree.nodes[from + at.start] as number, end: tree.nodes[from + at.end] as number })
  }
  return prose
}

/** `left |> right`. The stand-in `->` groups to the right, `|>` to the left, so the chain is turned around. */
export function pipe(left: NixExpression, right: NixExpression): NixExpression {
  const chain: NixExpression[] = []
  let first = right
  while (first.kind === 'binary' && first.operator === '|>') {
    chain.push(first.right)
    first = first.left
  }
  let result = joined(left, first)
  for (const next of chain.reverse()) result = joined(result, next)
  return result
}

function joined(left: NixExpression, right: NixExpression): NixExpression {
  return {
    kind: 'binary',
    operator: '|>',
    left,
    right,
    span: { start: left.span.start, end: right.span.end },
  }
}
