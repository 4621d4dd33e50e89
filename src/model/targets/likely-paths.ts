import type { FileTree } from '../../discover/file-tree.ts'
import { nearest } from '../../text/nearest.ts'
import { joinPath, nameOf, parentOf } from '../../text/paths.ts'
import type { Command } from '../commands/command.ts'
import type { Workspace } from '../projects/workspace.ts'

/** The one file that may have been meant: in the named or own member, else the only one of this path's ending. */
export function movedFile(
  missing: string,
  command: Command,
  { tree, workspace }: { readonly tree: FileTree; readonly workspace: Workspace },
): string | null {
  const uv = command.uv ?? command.runner?.uv
  const named = uv?.options.find(({ name }) => name === '--package')?.value?.text
  const member = (named ? workspace.member(named) : null) ?? command.member
  const inMember = member && joinPath(member.directory, missing)
  if (inMember && tree.hasFile(inMember)) return inMember
  const endings = tree.endingIn(missing)
  return endings.length === 1 ? (endings[0] ?? null) : null
}

/** The one file of this name elsewhere, else the one of the nearest name in the same directory. */
export function lookalike(missing: string, tree: FileTree): string | null {
  const directory = parentOf(missing)
  const name = nameOf(missing)
  const [elsewhere, another] = tree.endingIn(name)
  if (elsewhere && !another && missing.includes('/')) return elsewhere
  const extension = /\.\w+$/.exec(name)?.[0] ?? ''
  const beside = tree.filesIn(directory).filter((path) => path.endsWith(extension))
  const stem = (path: string) => path.slice(path.lastIndexOf('/') + 1, path.length - extension.length)
  const near = nearest(stem(missing), beside.map(stem))
  return near === undefined ? null : joinPath(directory, near + extension)
}
