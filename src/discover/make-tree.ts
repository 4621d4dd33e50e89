import { joinPath } from '../text/paths.ts'
import type { FileTree } from './file-tree.ts'
import type { Departure } from './path-history.ts'
import { PathIndex } from './path-index.ts'

/** What a tree knows beside its paths. */
export interface TreeSources {
  isIgnored(path: string): boolean
  /** The path that a link leads to, relative to the root; null for what is no link or leaves the root. */
  targetOf?(path: string): string | null
  /** Whether ignore files hide it from a walk (`FileTree.isHidden`). */
  isHidden?(path: string): boolean
  readonly submodules?: readonly string[]
  readonly missing?: readonly string[]
  departures?(paths: readonly string[]): ReadonlyMap<string, Departure>
}

/** A link to a directory that holds the link itself would be followed without an end. */
const mostLinks = 8

/** A tree of these paths, which must be sorted by code units. The sources are asked only for what rules want to know. */
export function makeTree(paths: readonly string[], sources: TreeSources): FileTree {
  const { isIgnored, targetOf = () => null, isHidden = () => false, submodules = [], missing = [] } = sources
  const { departures = () => new Map() } = sources
  const files = new Set(paths)
  const index = new PathIndex(paths)
  let directories: Set<string> | undefined
  const holdsDirectory = (path: string) => {
    directories ??= directoriesOf(paths)
    return directories.has(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)
  }
  /** The path with every link in it replaced by its target: a listed path with others below it is a link. */
  const resolved = (path: string, followed = 0): string => {
    if (followed === mostLinks) return path
    for (let at = path.indexOf('/'); ; at = path.indexOf('/', at + 1)) {
      const directory = at < 0 ? path : path.slice(0, at)
      const target = files.has(directory) ? targetOf(directory) : null
      if (target !== null)
        return resolved(joinPath(target, path.slice(directory.length + 1) || '.'), followed + 1)
      if (at < 0) return path
    }
  }
  return {
    paths,
    submodules,
    missing,
    departures,
    endingIn: (ending) => index.endingIn(ending),
    filesIn: (directory) => index.filesIn(directory),
    hasName: (name) => index.hasName(name),
    hasFile: (path) => files.has(path) || files.has(resolved(path)),
    hasDirectory: (path) => holdsDirectory(path) || holdsDirectory(resolved(path)),
    linkedDirectory: (path) => {
      const target = targetOf(path)
      return target !== null && holdsDirectory(target) ? target : null
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
