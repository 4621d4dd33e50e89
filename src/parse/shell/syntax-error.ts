import type { SyntaxNode } from '../syntax-node.ts'

/** The place where a tree went wrong. */
export interface SyntaxError {
  readonly offset: number
  /** Whether the tree still holds all statements: only a closing word such as `fi` or `}` is missing. */
  readonly harmless: boolean
}

/**
 * The token at which a tree with errors most likely went wrong: in the first innermost ERROR, what stands before or
 * between whole statements; without one, the first missing token, or the quote that nothing closes.
 */
export function firstError(root: SyntaxNode): SyntaxError | null {
  const error = find(root, (node) => node.type === 'ERROR')
  if (error) {
    const culprit = error.children.find(
      (child) => !wholeStatements.has(child.type) && child.type !== 'comment',
    )
    return { offset: culprit?.start ?? error.start, harmless: false }
  }
  const unclosed = find(root, (node) => node.children.some((child) => child.missing))
  const missing = unclosed?.children.find((child) => child.missing)
  if (!unclosed || !missing) return null
  const closing = /^(?:fi|done|esac|\}|\)|\))$/.test(missing.type)
  return { offset: closing ? missing.start : unclosed.start, harmless: closing }
}

/** The innermost first node, in document order, that satisfies a condition. */
function find(node: SyntaxNode, condition: (node: SyntaxNode) => boolean): SyntaxNode | undefined {
  for (const child of node.children) {
    const inside = find(child, condition)
    if (inside) return inside
  }
  return condition(node) ? node : undefined
}

const wholeStatements = new Set([
  'command',
  'declaration_command',
  'unset_command',
  'variable_assignment',
  'variable_assignments',
  'test_command',
  'redirected_statement',
  'negated_command',
  'list',
  'pipeline',
  'subshell',
  'compound_statement',
  'if_statement',
  'for_statement',
  'c_style_for_statement',
  'while_statement',
  'case_statement',
  'function_definition',
  '\n',
  ';',
  '&',
])
