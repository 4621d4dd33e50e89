import type { FileTree } from '../../discover/file-tree.ts'
import { asideFolder } from '../../tables/readers.ts'
import { isInside, joinPath, parentOf } from '../../text/paths.ts'
import type { Command } from '../commands/command.ts'
import { projectAt } from '../projects/enclosing-project.ts'
import type { Workspace } from '../projects/workspace.ts'
import type { Move } from '../scripts/move.ts'

interface Facts {
  readonly workspace: Workspace
  readonly tree: FileTree
}

/** Whether a directory is the root of the workspace, or of another project. */
export function isRoot(directory: string, { workspace, tree }: Facts): boolean {
  if (directory === workspace.root) return true
  const project = projectAt(directory, workspace, tree)
  return project?.kind === 'other' && project.project && project.root === directory
}

/**
 * The manifest at which uv stops in a directory although it is that of no project: with `[tool.…]` tables alone. uv makes
 * a lock and an environment beside it (uv-workspace/src/workspace.rs, `VirtualProject::discover`).
 */
export function strayManifest(directory: string, { workspace, tree }: Facts): string | null {
  const project = projectAt(directory, workspace, tree)
  return project?.kind === 'other' && !project.project ? joinPath(project.directory, 'pyproject.toml') : null
}

/**
 * The root that a move leads away from, deeper into its own workspace or project: that of the workspace, or of another
 * project which holds the directory. Null when the move leads to such a root, out of every project, or nowhere certain.
 */
export function rootLeftBy(move: Move | undefined, { workspace, tree }: Facts): string | null {
  const directory = move?.directory ?? null
  const project = directory === null ? null : projectAt(directory, workspace, tree)
  if (directory === null || project === null) return null
  // Outside of every project there is no root to stay at.
  if (project.kind === 'other' && !project.project && !tree.hasFile(workspace.manifest)) return null
  const isOther = project.kind === 'other' && project.project
  const root = isOther ? project.root : workspace.root
  return directory === root || !isInside(root, directory) ? null : root
}

/** Whether the page of a sample takes its readers to where it lies: they work there, as do all who copy the sample. */
export function entersOwnSample({ directory, place }: Move, { page }: Command): boolean {
  return page !== null && directory === parentOf(place.path) && asideFolder.test(directory)
}
