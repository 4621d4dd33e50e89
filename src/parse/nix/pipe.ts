import type { Tree } from 'web-tree-sitter'
import type { Span } from '../../text/span.ts'
import type { NixExpression } from './ast.ts'

/**
 * The grammar does not know the pipe operators. They are hidden as `->`, which binds as loosely and has their width.
 * Returns the text with them hidden, or null when there are none outside strings and comments. `tree` is the text
 * parsed with its pipes.
 */
export function hidePipes(text: string, tree: Tree): string | null {
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
function proseIn(tree: Tree): Span[] {
  const prose: Span[] = []
  const cursor = tree.walk()
  for (;;) {
    const type = cursor.nodeType
    if (type === 'string_fragment' || type === 'comment')
      prose.push({ start: cursor.startIndex, end: cursor.endIndex })
    if (cursor.gotoFirstChild()) continue
    while (!cursor.gotoNextSibling()) {
      if (cursor.gotoParent()) continue
      cursor.delete()
      return prose
    }
  }
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
