import { exact } from '../../text/exact.ts'
import type { SyntaxNode } from '../syntax-node.ts'
import type { ShellCase, ShellIf, ShellLoop, ShellStatement } from './ast.ts'
import { readsCodeFromInput } from './nested-code.ts'
import { readArithmetic, readAssignments, readCommand, readTest } from './read-command.ts'
import { readWord } from './read-word.ts'
import {
  type Redirected,
  type RedirectionContext,
  readRedirection,
  redirect,
  redirectionTypes,
} from './redirections.ts'
import { shownBy } from './shown-text.ts'

/** Reads the statements among sibling nodes; what does not parse is left out, whole statements inside it are kept. */
export function readBody(
  nodes: readonly SyntaxNode[],
  context: RedirectionContext,
): readonly ShellStatement[] {
  const body: ShellStatement[] = []
  const loose: Redirected = { redirections: [], words: [] }
  for (const node of nodes) {
    if (node.type === '&') {
      const last = body.pop()
      if (last) body.push({ kind: 'group', subshell: true, body: [last], redirections: [], span: last.span })
    } else if (redirectionTypes.has(node.type)) readRedirection(node, context, loose)
    else if (node.type === 'ERROR' || node.type === 'do_group') body.push(...readBody(node.children, context))
    else if (node.named && !node.missing) {
      const statement = readStatement(node, context)
      if (statement) body.push(withShown(statement, context))
    }
  }
  return exact(body)
}

function withShown(statement: ShellStatement, context: RedirectionContext): ShellStatement {
  if (statement.kind !== 'command') return statement
  // Redirections that stand behind a command decide as well, so it is asked again with them.
  const shown = shownBy(statement, context)
  if (shown.length === 0 && !statement.shown) return statement
  const { shown: _, ...command } = statement
  return shown.length > 0 ? { ...command, shown } : command
}

function readStatement(node: SyntaxNode, context: RedirectionContext): ShellStatement | undefined {
  const { guest } = context
  const { children } = node
  const span = guest.span(node.start, node.end)
  switch (node.type) {
    case 'command':
    case 'declaration_command':
    case 'unset_command':
      return readCommand(node, context)
    case 'variable_assignment':
      return readAssignments([node], node, context)
    case 'variable_assignments':
      return readAssignments(
        children.filter((child) => child.named),
        node,
        context,
      )
    case 'test_command':
      return readTest(node, context)
    case 'redirected_statement':
      return readRedirected(node, context)
    case 'negated_command':
      return readBody(children, context)[0]
    case 'list': {
      const [left, right] = readBody(children, context)
      const operator = children.some((child) => child.type === '||') ? '||' : '&&'
      return left && right ? { kind: 'and-or', operator, left, right, span } : left
    }
    case 'pipeline':
      return { kind: 'pipeline', commands: readBody(children, context), span }
    case 'subshell':
      return { kind: 'group', subshell: true, body: readBody(children, context), redirections: [], span }
    case 'compound_statement':
      if (children[0]?.type === '((') return readArithmetic(node, context)
      return { kind: 'group', subshell: false, body: readBody(children, context), redirections: [], span }
    case 'if_statement':
      return readIf(node, context)
    case 'for_statement':
    case 'c_style_for_statement':
    case 'while_statement':
      return readLoop(node, context)
    case 'case_statement':
      return readCase(node, context)
    case 'function_definition': {
      const name = children.find((child) => child.field === 'name')
      const bodies = children.filter((child) => child.field === 'body')
      const braces = bodies[0]?.type === 'compound_statement' && bodies[0].children[0]?.type === '{'
      const body = readBody(braces ? bodies.flatMap((child) => child.children) : bodies, context)
      return { kind: 'function', name: name ? guest.text.slice(name.start, name.end) : '', body, span }
    }
    default:
      return undefined
  }
}

function readRedirected(node: SyntaxNode, context: RedirectionContext): ShellStatement | undefined {
  const added: Redirected = { redirections: [], words: [] }
  const [statement] = readBody(
    node.children.filter((child) => child.field === 'body'),
    context,
  )
  const toShell = statement?.kind === 'command' && readsCodeFromInput(statement.words)
  for (const child of node.children) {
    if (redirectionTypes.has(child.type)) readRedirection(child, context, added, toShell)
  }
  return redirect(statement ?? readAssignments([], node, context), added)
}

function readIf(node: SyntaxNode, context: RedirectionContext): ShellIf {
  const branches: ShellIf['branches'][number][] = []
  let otherwise: readonly ShellStatement[] = []
  const addBranch = (children: readonly SyntaxNode[]) => {
    const then = children.findIndex((child) => child.type === 'then')
    const end = children.findIndex((child) => child.type === 'elif_clause' || child.type === 'else_clause')
    branches.push({
      condition: readBody(children.slice(0, Math.max(then, 0)), context),
      body: readBody(children.slice(then + 1, end < 0 ? undefined : end), context),
    })
  }
  addBranch(node.children)
  for (const child of node.children) {
    if (child.type === 'elif_clause') addBranch(child.children)
    if (child.type === 'else_clause') otherwise = readBody(child.children, context)
  }
  return { kind: 'if', branches, otherwise, span: context.guest.span(node.start, node.end) }
}

function readLoop(node: SyntaxNode, context: RedirectionContext): ShellLoop {
  const { guest } = context
  const { children } = node
  const variable = node.type === 'for_statement' && children.find((child) => child.field === 'variable')
  const bodies = children.filter((child) => child.field === 'body')
  return {
    kind: 'loop',
    ...(variable && {
      variable: guest.text.slice(variable.start, variable.end),
      items: children.filter((child) => child.field === 'value').map((child) => readWord(child, context)),
    }),
    condition:
      node.type === 'while_statement'
        ? readBody(
            children.filter((child) => child.field === 'condition'),
            context,
          )
        : [],
    body: readBody(
      bodies.flatMap((child) => child.children),
      context,
    ),
    span: guest.span(node.start, node.end),
  }
}

function readCase(node: SyntaxNode, context: RedirectionContext): ShellCase | undefined {
  const subject = node.children.find((child) => child.field === 'value')
  if (!subject) return undefined
  const items = node.children.filter((child) => child.type === 'case_item')
  const arms = items.map((item) => {
    const close = item.children.findIndex((child) => child.type === ')')
    return readBody(item.children.slice(close + 1), context)
  })
  return {
    kind: 'case',
    subject: readWord(subject, context),
    arms,
    span: context.guest.span(node.start, node.end),
  }
}
