import type { FileTree } from '../../discover/file-tree.ts'
import { parentOf } from '../../text/paths.ts'
import { isExcluded, isProject, type ReadDirectory } from './find-root.ts'
import type { Project } from './read-project.ts'
import type { Outsider } from './workspace.ts'

/** Every `pyproject.toml` of the repository that is no member's, by path. */
export function collectOutsiders(
  root: Project,
  members: readonly Project[],
  tree: FileTree,
  read: ReadDirectory,
): readonly Outsider[] {
  const manifests = new Set([root.manifest, ...members.map(({ manifest }) => manifest)])
  const exclude = root.workspace?.exclude ?? []
  return tree.paths.flatMap((manifest): Outsider[] => {
    if (manifest !== 'pyproject.toml' && !manifest.endsWith('/pyproject.toml')) return []
    if (manifests.has(manifest)) return []
    const directory = parentOf(manifest)
    const project = read(directory)
    if (!project) return []
    if (!isProject(project))
      return [{ directory, manifest, reason: 'broken', declared: false, pyproject: null }]
    const { declared, pyproject } = project
    const reason = reasonOf(project)
    return [{ directory, manifest, reason, declared, pyproject }]
  })

  function reasonOf(project: Project): Outsider['reason'] {
    const { directory } = project
    if (isExcluded(exclude, root.directory, directory)) return 'excluded'
    if (!project.managed) return 'unmanaged'
    if (project.workspace) return 'nested-root'
    return project.declared ? 'unlisted' : 'tool-only'
  }
}
