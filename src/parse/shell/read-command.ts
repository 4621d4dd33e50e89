import { exact } from '../../text/exact.ts'
import type { SyntaxNode } from '../syntax-node.ts'
import type { ShellAssignment, ShellCommand, ShellWord } from './ast.ts'
import { codeInWord, codeWords } from './nested-code.ts'
import { readWord } from './read-word.ts'
import {
  commandSpan,
  inOrder,
  type Redirected,
  type RedirectionContext,
  readRedirection,
  redirectionTypes,
} from './redirections.ts'

/** `NAME=value program argument >file` */
export function readCommand(node: SyntaxNode, context: RedirectionContext): ShellCommand {
  const words: ShellWord[] = []
  const wordNodes: SyntaxNode[] = []
  const assignments: ShellAssignment[] = []
  const redirected: Redirected = { redirections: [], words: [] }
  for (const child of node.children) {
    if (child.type === 'comment' || child.start === child.end) continue
    if (child.type === 'variable_assignment') assignments.push(readAssignment(child, context))
    else if (redirectionTypes.has(child.type)) readRedirection(child, context, redirected)
    else {
      words.push(readWord(child, context))
      wordNodes.push(child)
    }
  }
  for (const index of codeWords(words)) {
    const word = words[index]
    const wordNode = wordNodes[index]
    if (!word || !wordNode) continue
    const code = codeInWord(wordNode, context.guest, words[0]?.text === 'alias')
    words[index] = { ...word, code: context.nested(code) }
  }
  const all = redirected.words.length > 0 ? inOrder([...words, ...redirected.words]) : words
  return makeCommand(node, all, assignments, redirected.redirections, context)
}

/** A command that only assigns: `NAME=value OTHER=value` */
export function readAssignments(nodes: readonly SyntaxNode[], node: SyntaxNode, context: RedirectionContext) {
  return makeCommand(
    node,
    [],
    nodes.map((child) => readAssignment(child, context)),
    [],
    context,
  )
}

/** `[[ -f file && $x == y ]]` and `[ … ]` as the words in it, the brackets included. */
export function readTest(node: SyntaxNode, context: RedirectionContext): ShellCommand {
  const words = leaves(node).map((leaf) => readWord(leaf, context))
  return makeCommand(node, words, [], [], context)
}

/** `((…))`: no words but the commands substituted in it. */
export function readArithmetic(node: SyntaxNode, context: RedirectionContext): ShellCommand {
  const word = readWord({ ...node, type: 'ERROR' }, context)
  return makeCommand(node, word.parts.length > 1 ? [word] : [], [], [], context)
}

function makeCommand(
  node: SyntaxNode,
  words: ShellWord[],
  assignments: readonly ShellAssignment[],
  redirections: ShellCommand['redirections'],
  context: RedirectionContext,
): ShellCommand {
  const span = commandSpan(words) ?? context.guest.span(node.start, node.end)
  return {
    kind: 'command',
    words: exact(words),
    assignments: exact(assignments),
    redirections: exact(redirections),
    span,
  }
}

function readAssignment(node: SyntaxNode, context: RedirectionContext): ShellAssignment {
  const { guest } = context
  const name = node.children.find((child) => child.field === 'name')
  const value = node.children.find((child) => child.field === 'value')
  const appends = node.children.some((child) => child.type === '+=')
  return {
    name: name ? guest.text.slice(name.start, name.end) : '',
    ...(value && { value: readWord(value, context) }),
    ...(value?.type === 'array' && {
      items: value.children.filter((child) => child.named).map((child) => readWord(child, context)),
    }),
    ...(appends && { appends: true }),
    span: guest.span(node.start, node.end),
  }
}

const branches = new Set([
  'binary_expression',
  'unary_expression',
  'parenthesized_expression',
  'test_command',
])

function leaves(node: SyntaxNode): SyntaxNode[] {
  if (!branches.has(node.type)) return node.start === node.end || node.type === 'comment' ? [] : [node]
  return node.children.flatMap(leaves)
}
