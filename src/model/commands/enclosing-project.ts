import type { FileTree } from '../../discover/file-tree.ts'
import { tableAt } from '../../parse/toml/toml-file.ts'
import type { Member, Outsider, Workspace } from '../workspace/workspace.ts'
import { isInside, joinPath, parentOf } from './paths.ts'

/** The project that uv finds from a directory. */
export type EnclosingProject =
  | { readonly kind: 'member'; readonly member: Member }
  /** The root of the workspace, which is no project. */
  | { readonly kind: 'virtual-root' }
  /** Another project, with the root of its own workspace (itself, when it has none), or a manifest that is no project. */
  | { readonly kind: 'other'; readonly directory: string; readonly root: string; readonly project: boolean }

/** Finds the nearest manifest above a directory, as uv does; null when there is none. */
export function projectAt(directory: string, workspace: Workspace, tree: FileTree): EnclosingProject | null {
  for (let at = directory; ; at = parentOf(at)) {
    if (tree.hasFile(joinPath(at, 'pyproject.toml'))) {
      const member = workspace.members.find((known) => known.directory === at)
      if (member) return { kind: 'member', member }
      if (at === workspace.root) return { kind: 'virtual-root' }
      const project = workspace.outsiders.some((other) => other.directory === at && other.declared)
      return { kind: 'other', directory: at, root: rootOf(at, workspace), project }
    }
    if (at === '.') return null
  }
}

/** The innermost other workspace that holds a project, or the project's own directory. */
function rootOf(directory: string, { outsiders }: Workspace): string {
  const roots = outsiders.filter((other) => isWorkspace(other) && isInside(other.directory, directory))
  return roots.sort((a, b) => b.directory.length - a.directory.length)[0]?.directory ?? directory
}

function isWorkspace({ toml }: Outsider): boolean {
  return tableAt(toml ?? undefined, 'tool', 'uv', 'workspace') !== undefined
}
