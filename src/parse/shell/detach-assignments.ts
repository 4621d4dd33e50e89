import type { SyntaxNode } from '../syntax-node.ts'

/**
 * tree-sitter-bash reads lines of several assignments (`A=1 B=2`) and the command line after them as one command with
 * those assignments when that command stands in a list or a pipeline. Returns the assignments that end at a line end as
 * nodes of their own, before the node without them.
 */
export function detachAssignments(node: SyntaxNode, text: string): SyntaxNode[] {
  const [first, ...rest] = node.children
  if (!first) return [node]
  if (node.type === 'list' || node.type === 'pipeline' || node.type === 'redirected_statement') {
    const detached = detachAssignments(first, text)
    const left = detached.pop()
    if (!left || detached.length === 0) return [node]
    return [...detached, { ...node, start: left.start, children: [left, ...rest] }]
  }
  if (node.type !== 'command') return [node]
  let lineEnd = 0
  for (const [index, child] of node.children.entries()) {
    const next = node.children[index + 1]
    if ((child.type !== 'variable_assignment' && child.type !== 'comment') || !next) break
    if (child.type === 'comment' || /(?:^|[^\\])\n/.test(text.slice(child.end, next.start)))
      lineEnd = index + 1
  }
  const own = node.children.slice(lineEnd)
  const start = own[0]?.start
  if (lineEnd === 0 || start === undefined) return [node]
  const assignments = node.children.slice(0, lineEnd).filter((child) => child.type !== 'comment')
  return [...assignments, { ...node, start, children: own }]
}
