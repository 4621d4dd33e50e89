import type { SyntaxNode } from '../syntax-node.ts'

/** The place where a tree went wrong. */
export interface SyntaxError {
  readonly offset: number
  /** Whether it is a word that opens what nothing closes (`if`, `{` …); the tree then still holds all statements. */
  readonly unclosed: boolean
}

/**
 * The token at which a tree with errors most likely went wrong: in the first innermost ERROR, what stands before or
 * between whole statements; without one, the word whose closing word is missing, or the quote that nothing closes.
 */
export function firstError(root: SyntaxNode): SyntaxError | null {
  const error = find(root, (node) => node.type === 'ERROR')
  if (error) {
    const culprit = error.children.find(
      (child) => !wholeStatements.has(child.type) && child.type !== 'comment',
    )
    return { offset: culprit?.start ?? error.start, unclosed: false }
  }
  const unclosed = find(root, (node) => node.children.some((child) => child.missing))
  const missing = unclosed?.children.find((child) => child.missing)
  if (!unclosed || !missing) return null
  if (openers.has(missing.type) && spanning.has(unclosed.type))
    return { offset: openingOf(root, unclosed), unclosed: true }
  return { offset: unclosed.start, unclosed: false }
}

/** What opens a statement which may span lines, by the word that closes it. */
const openers: ReadonlyMap<string, RegExp> = new Map([
  ['fi', /\bif\b/],
  ['done', /\b(?:for|while|until|select)\b/],
  ['esac', /\bcase\b/],
  ['}', /\{/],
  [')', /\(/],
])

/** Tokens of what each closing word ends. */
const opening: Readonly<Record<string, readonly string[]>> = {
  fi: ['if', 'then', 'elif', 'else'],
  done: ['for', 'while', 'until', 'select', 'do'],
  esac: ['case'],
  '}': ['{', '${'],
  ')': ['(', '((', '$(', '$((', '<(', '>('],
}

/**
 * The closing words that code may lack at its end, one or two of them. What opens and is in no statement stands in an
 * error of the tree by itself.
 */
export function possibleClosers(code: string, root: SyntaxNode, count: 1 | 2): readonly string[] {
  const tokens = new Set(errorsIn(root).flatMap(({ children }) => children.map(({ type }) => type)))
  const single = [...openers].flatMap(([closer, opener]) => {
    const mayLack = tokens.size === 0 || opening[closer]?.some((token) => tokens.has(token))
    return mayLack && opener.test(code) ? [closer] : []
  })
  return count === 1 ? single : [...single, ...single.flatMap((one) => single.map((two) => `${one}\n${two}`))]
}

function errorsIn(node: SyntaxNode): SyntaxNode[] {
  const inside = node.children.flatMap(errorsIn)
  return node.type === 'ERROR' ? [node, ...inside] : inside
}

/** Where the innermost first statement begins that is closed only behind an offset; null without one. */
export function openingOfClosedBehind(root: SyntaxNode, offset: number): number | null {
  const behind = find(root, ({ children }) =>
    children.some(({ start, end }) => start >= offset && end > start),
  )
  return behind && spanning.has(behind.type) ? openingOf(root, behind) : null
}

/** What may hold statements; an expansion or a list of words would swallow them. */
const spanning = new Set([
  'if_statement',
  'do_group',
  'case_statement',
  'compound_statement',
  'subshell',
  'command_substitution',
])

/** A loop begins at its own word, not at `do`. */
function openingOf(root: SyntaxNode, node: SyntaxNode): number {
  const loop = node.type === 'do_group' ? find(root, ({ children }) => children.includes(node)) : undefined
  return (loop ?? node).start
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
