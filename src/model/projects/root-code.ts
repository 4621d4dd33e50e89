import type { FileTree } from '../../discover/file-tree.ts'
import { pathsBelow } from '../../discover/paths-below.ts'
import { sideFolders } from '../../tables/side-folders.ts'
import { isInside, nameOf, relativeTo } from '../../text/paths.ts'
import type { Workspace } from './workspace.ts'

/** Files that tools look for at the root. */
const toolFiles = new Set(['noxfile.py', 'tasks.py', 'conftest.py', 'setup.py', 'fabfile.py', 'dodo.py'])

/**
 * Whether the root of a workspace holds code of its own, below `src`, as a package (`python/evio` too) or as a module: the layout
 * where the root is the package and the members help it.
 */
export function rootHasCode({ root, members, outsiders }: Workspace, tree: FileTree): boolean {
  const others = [...members, ...outsiders].filter(({ directory }) => directory !== root)
  return pathsBelow(tree, root).some((path) => {
    const seen = relativeTo(root, path)
    const isCode = /^(?:src\/.+|(?:[^./][^/]*\/){1,2}__init__|[^/]+)\.py$/.test(seen)
    if (!isCode || toolFiles.has(nameOf(path)) || sideFolders.has(seen.slice(0, seen.indexOf('/'))))
      return false
    return !others.some(({ directory }) => isInside(directory, path))
  })
}
