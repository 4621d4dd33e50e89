import type { FileTree } from '../../discover/file-tree.ts'
import type { Command } from '../../model/commands/command.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import type { ShellLoop, ShellStatement, ShellWord } from '../../parse/shell/ast.ts'
import { childrenOf } from '../../parse/shell/walk-commands.ts'
import { parentOf, resolvePath } from '../../text/paths.ts'
import { contains } from '../../text/span.ts'

/** The innermost `for` around a command, and whether the command is all that it repeats; null outside of loops. */
export function loopAround({
  script,
  span,
}: Pick<Command, 'script' | 'span'>): { readonly loop: ShellLoop; readonly only: boolean } | null {
  let found: ShellLoop | null = null
  let level: readonly ShellStatement[] = script.statements
  for (;;) {
    const holder = level.find((statement) => contains(statement.span, span))
    if (!holder || holder.kind === 'command') break
    if (holder.kind === 'loop') found = holder
    level = childrenOf(holder)
  }
  if (!found) return null
  const [only] = found.body
  return { loop: found, only: found.body.length === 1 && only?.kind === 'command' }
}

/**
 * The directories with a project that a word names in a loop over directories, patterns of the shell included
 * (`for x in packages/*`); null for any other word, and where an item is not known.
 */
export function loopedProjects(
  word: CommandWord,
  command: Command,
  tree: FileTree,
): readonly string[] | null {
  const around = loopAround(command)
  const [variable, ...rest] = word.parts
  const { loop } = around ?? {}
  if (!loop?.items || variable?.kind !== 'variable' || variable.name !== loop.variable) return null
  if (rest.some((part) => part.kind !== 'text' || part.text !== '/')) return null
  const found = loop.items.map((item) => projectsMatching(item, command.directory, tree))
  return found.every((one) => one !== null) ? [...new Set(found.flat())] : null
}

function projectsMatching(
  { parts }: ShellWord,
  directory: string | null,
  tree: FileTree,
): readonly string[] | null {
  if (parts.some(({ kind }) => kind !== 'text')) return null
  const written = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  const path = resolvePath(directory, written.replace(/(?<!\/)\/+$/, ''))
  if (path === null || /[?[{]/.test(path)) return null
  if (!path.includes('*')) return [path]
  const pattern = new RegExp(`^${path.replace(/[.+^$()|\\]/g, '\\$&').replace(/\*/g, '[^/]*')}$`)
  return tree
    .endingIn('pyproject.toml')
    .map(parentOf)
    .filter((folder) => pattern.test(folder))
}
