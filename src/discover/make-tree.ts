import type { FileTree } from './file-tree.ts'

/**
 * A tree of these paths, which must be sorted by code units. `isIgnored`, `targetOf` (the path that a link leads to)
 * and `isHidden` are asked only for what rules want to know.
 */
export function makeTree(
  paths: readonly string[],
  isIgnored: (path: string) => boolean,
  targetOf: (path: string) => string | null = () => null,
  isHidden: (path: string) => boolean = () => false,
): FileTree {
  const files = new Set(paths)
  let directories: Set<string> | undefined
  const hasDirectory = (path: string) => {
    directories ??= directoriesOf(paths)
    return directories.has(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)
  }
  return {
    paths,
    hasFile: (path) => files.has(path),
    hasDirectory,
    linkedDirectory: (path) => {
      const target = targetOf(path)
      return target !== null && hasDirectory(target) ? target : null
    },
    isIgnored,
    isHidden,
  }
}

function directoriesOf(paths: readonly string[]): Set<string> {
  const directories = new Set(['.'])
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const directory = path.slice(0, at)
      if (directories.has(directory)) break
      directories.add(directory)
    }
  }
  return directories
}
