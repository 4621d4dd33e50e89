import type { FileTree } from '../discover/file-tree.ts'
import type { Move } from '../model/scripts/move.ts'
import type { Script } from '../parse/script.ts'
import type { ShellAssignment, ShellRedirection, ShellStatement, ShellWord } from '../parse/shell/ast.ts'
import { resolvePath } from '../text/paths.ts'
import type { Span } from '../text/span.ts'

/**
 * Whether code that runs where a move leads depends on that directory by more than the words of its commands: it
 * redirects to a file, walks over files, assigns a path, defines a function, or does not parse.
 * @param end where the last command under the move ends, for a move that a script makes itself
 */
export function dependsOnDirectory(
  move: Move,
  scripts: Iterable<Script>,
  end: number,
  tree: FileTree,
): boolean {
  const isPath = (word: ShellWord) => namesPath(word, move.directory, tree)
  const reach =
    move.by === 'setting' ? { start: 0, end: Number.POSITIVE_INFINITY } : { start: move.place.span.end, end }
  for (const { statements, incomplete } of scripts) {
    if (incomplete) return true
    const pending: unknown[] = [statements]
    while (pending.length > 0) {
      const value = pending.pop()
      if (typeof value !== 'object' || value === null) continue
      if (isStatement(value) && value.span.start >= reach.start && statementDepends(value, isPath))
        return true
      pending.push(...(Array.isArray(value) ? touching(value, reach) : Object.values(value)))
    }
  }
  return false
}

/** The elements of a list that share something with a span, found without a look at all others when they are statements. */
function touching(values: readonly unknown[], { start, end }: Span): readonly unknown[] {
  if (!isStatement(values[0])) return values
  const list = values as readonly ShellStatement[]
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.span.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  let after = low
  while ((list[after]?.span.start ?? end) < end) after++
  return list.slice(low, after)
}

function isStatement(value: unknown): value is ShellStatement {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'span' in value &&
    kinds.has(String(value.kind))
  )
}

const kinds: ReadonlySet<string> = new Set<ShellStatement['kind']>([
  'command',
  'and-or',
  'pipeline',
  'group',
  'if',
  'loop',
  'case',
  'function',
])

function statementDepends(statement: ShellStatement, isPath: (word: ShellWord) => boolean): boolean {
  const assigns = ({ value, items }: ShellAssignment) => items !== undefined || (value && isPath(value))
  switch (statement.kind) {
    case 'command':
      return statement.redirections.some(namesFile) || statement.assignments.some(assigns)
    case 'group':
      return statement.redirections.some(namesFile)
    case 'loop':
      return statement.items?.some(isPath) ?? false
    case 'function':
      return true
    default:
      return false
  }
}

function namesFile({ operator, target, heredoc }: ShellRedirection): boolean {
  if (heredoc) return true
  if (!target || /^[<>]&$/.test(operator)) return false
  return !target.text?.startsWith('/dev/')
}

/** Whether the shell would look for files that match the word. */
export function isPattern({ parts }: Pick<ShellWord, 'parts'>): boolean {
  return parts.some((part) => part.kind === 'text' && !part.quoted && /[*?[]/.test(part.text))
}

/** Whether a word is, or may expand to, a path seen from the directory. */
function namesPath(word: ShellWord, directory: string | null, tree: FileTree): boolean {
  const { text, parts } = word
  if (isPattern(word)) return true
  if (text === null) return parts.some(({ kind }) => kind !== 'text' && kind !== 'variable')
  const path = resolvePath(directory, text)
  return path !== null && (text.includes('/') || tree.hasFile(path) || tree.hasDirectory(path))
}
