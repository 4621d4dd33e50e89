import type { FileTree } from '../../discover/file-tree.ts'
import { isInside, joinPath, parentOf } from '../../text/paths.ts'
import { isExcluded, isIncluded } from './find-root.ts'
import type { Member, Outsider, Workspace } from './workspace.ts'

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
      const member = workspace.memberAt(at)
      if (member?.directory === at) return { kind: 'member', member }
      if (at === workspace.root) return { kind: 'virtual-root' }
      const project = workspace.outsiders.some((other) => other.directory === at && isProject(other))
      return { kind: 'other', directory: at, root: rootOf(at, workspace), project }
    }
    if (at === '.') return null
  }
}

/** The root of the innermost other workspace that a project is a member of, or the project's own directory. */
function rootOf(directory: string, { outsiders }: Workspace): string {
  const roots = outsiders.filter((other) => directory !== other.directory && hasMember(other, directory))
  return roots.sort((a, b) => b.directory.length - a.directory.length)[0]?.directory ?? directory
}

function hasMember({ directory: root, pyproject }: Outsider, directory: string): boolean {
  const { members, exclude } = pyproject?.uv?.workspace ?? { members: [], exclude: [] }
  return (
    isInside(root, directory) && isIncluded(members, root, directory) && !isExcluded(exclude, root, directory)
  )
}

/** Whether a manifest is that of a project: uv's own, or one that poetry keeps without `[project]`. */
function isProject({ declared, pyproject }: Outsider): boolean {
  return (
    declared ||
    ['uv.workspace', 'poetry.name', 'poetry.dependencies'].some((key) => pyproject?.tools.has(key))
  )
}
