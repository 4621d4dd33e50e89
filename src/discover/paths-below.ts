import type { FileTree } from './file-tree.ts'

/** The paths below a directory, found by halving: a large repository has too many to look at each for every project. */
export function pathsBelow({ paths }: FileTree, directory: string): readonly string[] {
  if (directory === '.') return paths
  // `0` follows `/`, so everything below the directory lies between the two.
  return paths.slice(firstFrom(paths, `${directory}/`), firstFrom(paths, `${directory}0`))
}

/** Index of the first path that is not before `bound`. */
function firstFrom(paths: readonly string[], bound: string): number {
  let low = 0
  let high = paths.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((paths[middle] ?? '') < bound) low = middle + 1
    else high = middle
  }
  return low
}
