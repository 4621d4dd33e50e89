import type { SyntaxNode } from '../syntax-node.ts'

/**
 * What tree-sitter-bash 0.25.1 reads without an error but not as the shell does, put right in its tree:
 * - the white space before an expansion in a string belongs to the string;
 * - `a && b 2>&1 | c` pipes `b` only, and `a | b || c` tells of the whole pipeline;
 * - words that touch each other are one word: `b/$c/$d` and `*"/x"*` come in pieces;
 * - assignments that end at a line end are statements of their own.
 */
export function mendTree(node: SyntaxNode, text: string): SyntaxNode {
  if (node.children.length === 0) return node
  const own =
    !chains.has(node.type) && node.children.some(mayHoldAssignments)
      ? node.children.flatMap((child) => detachAssignments(child, text))
      : node.children
  const each = own.map((child) => mendTree(child, text))
  const children = joinsWords.has(node.type) ? joinTouching(each) : each
  const isWhole =
    children.length === node.children.length &&
    children.every((child, index) => child === node.children[index])
  const mended = isWhole ? node : { ...node, children }
  if (expansions.has(node.type)) return withoutLeadingSpace(mended, text)
  return chains.has(node.type) ? regroup(mended) : mended
}

/** What nests the statements of a chain. */
const chains = new Set(['list', 'pipeline', 'redirected_statement'])
const expansions = new Set(['simple_expansion', 'expansion', 'command_substitution', 'arithmetic_expansion'])

function withoutLeadingSpace(node: SyntaxNode, text: string): SyntaxNode {
  if (!/[\s\\]/.test(text[node.start] ?? '')) return node
  const found = text.slice(node.start, node.end).search(/[$`]/)
  if (found <= 0) return node
  const start = node.start + found
  const [first, ...rest] = node.children
  return { ...node, start, children: first ? [{ ...first, start }, ...rest] : [] }
}

/** `a && b | c` as its commands and what stands between them, whatever the tree nests in what. */
interface Chain {
  readonly operands: SyntaxNode[]
  readonly operators: SyntaxNode[]
}

function chainOf(node: SyntaxNode, into: Chain = { operands: [], operators: [] }): Chain {
  if (node.type === 'list' || node.type === 'pipeline') {
    for (const child of node.children) {
      if (child.type === 'comment') continue
      if (connectors.has(child.type)) into.operators.push(child)
      else chainOf(child, into)
    }
    return into
  }
  const [body, ...redirections] = node.children
  const isChain = body?.field === 'body' && (body.type === 'list' || body.type === 'pipeline')
  if (node.type !== 'redirected_statement' || !isChain) {
    into.operands.push(node)
    return into
  }
  chainOf(body, into)
  const last = into.operands.pop()
  if (last) {
    const children = [{ ...last, field: 'body' }, ...redirections]
    into.operands.push({ ...node, start: last.start, children })
  }
  return into
}

const connectors = new Set(['&&', '||', '|', '|&'])

/** A chain in which pipes bind more tightly than `&&` and `||`, which bind equally, from the left. */
function regroup(node: SyntaxNode): SyntaxNode {
  const { operands, operators } = chainOf(node)
  const [first, ...rest] = operands
  // A chain with a part that does not parse stays as it is.
  if (!first || rest.length !== operators.length) return node
  const pipelines: SyntaxNode[][] = [[first]]
  const between: SyntaxNode[] = []
  for (const [index, operand] of rest.entries()) {
    const operator = operators[index] as SyntaxNode
    if (operator.type === '|' || operator.type === '|&') pipelines.at(-1)?.push(operator, operand)
    else {
      between.push(operator)
      pipelines.push([operand])
    }
  }
  const [left, ...others] = pipelines.map((children) => spanning('pipeline', children, node))
  return others.reduce(
    (chain, right, index) => spanning('list', [chain, between[index] as SyntaxNode, right], node),
    left as SyntaxNode,
  )
}

function spanning(type: string, children: SyntaxNode[], { field }: SyntaxNode): SyntaxNode {
  const [first] = children as [SyntaxNode]
  if (children.length === 1) return first
  const { start } = first
  return { type, named: true, missing: false, field, start, end: children.at(-1)?.end ?? start, children }
}

const joinsWords = new Set(['command', 'binary_expression', 'array', 'for_statement', 'unset_command'])

const wordTypes = new Set([
  'command_name',
  'word',
  'number',
  'string',
  'raw_string',
  'ansi_c_string',
  'translated_string',
  'concatenation',
  'simple_expansion',
  'expansion',
  'command_substitution',
  'arithmetic_expansion',
  'brace_expression',
  'extglob_pattern',
])

function joinTouching(children: SyntaxNode[]): SyntaxNode[] {
  const touching = ({ start, type }: SyntaxNode, index: number) =>
    children[index - 1]?.end === start && wordTypes.has(type)
  if (!children.some(touching)) return children
  const joined: SyntaxNode[] = []
  for (const child of children) {
    const last = joined.at(-1)
    const touches = last !== undefined && last.end === child.start && wordTypes.has(child.type)
    if (touches && wordTypes.has(last.type)) joined[joined.length - 1] = concatenate(last, child)
    else if (touches && last.type === 'variable_assignment' && last.children.at(-1)?.field === 'value') {
      const value = concatenate(last.children.at(-1) as SyntaxNode, child)
      joined[joined.length - 1] = {
        ...last,
        end: child.end,
        children: [...last.children.slice(0, -1), value],
      }
    } else joined.push(child)
  }
  return joined
}

function concatenate(left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  const parts = [left, right].flatMap((node) =>
    node.type === 'concatenation' || node.type === 'command_name' ? node.children : [node],
  )
  return { ...left, type: 'concatenation', end: right.end, children: parts }
}

function mayHoldAssignments({ type, children: [first] }: SyntaxNode): boolean {
  if (chains.has(type)) return true
  return type === 'command' && (first?.type === 'variable_assignment' || first?.type === 'comment')
}

/**
 * tree-sitter-bash reads lines of several assignments (`A=1 B=2`) and the command line after them as one command with
 * those assignments when that command stands in a list or a pipeline. Returns the assignments that end at a line end as
 * nodes of their own, before the node without them.
 */
function detachAssignments(node: SyntaxNode, text: string): SyntaxNode[] {
  const [first, ...rest] = node.children
  if (!first) return [node]
  if (chains.has(node.type)) {
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
