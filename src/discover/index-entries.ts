/** What `git ls-files -z -t -s` says, with or without `-o` and `-d`. */
export interface Entries {
  /** Sorted by code units, each path once. */
  readonly paths: readonly string[]
  /** Object name of tracked files. */
  readonly indexed: ReadonlyMap<string, string>
  /** Tracked symbolic links; they are among the paths. */
  readonly links: ReadonlySet<string>
  /** Paths of other repositories inside this one that it knows nothing of. */
  readonly repositories: readonly string[]
  /** Paths of submodules. */
  readonly submodules: readonly string[]
  /** Those of them that are not checked out, so that nobody knows what they hold. */
  readonly missing: readonly string[]
}

/**
 * Reads the output of git; submodules and repositories inside this one are no paths, nor are files that git takes for
 * deleted, unless `isThere` knows better: git says the same of a file in a directory that may not be read.
 */
export function readEntries(output: string, isThere: (path: string) => boolean = () => false): Entries {
  const paths = new Set<string>()
  const deleted = new Set<string>()
  const indexed = new Map<string, string>()
  const links = new Set<string>()
  const repositories: string[] = []
  const submodules: string[] = []
  for (const entry of output.split('\0')) {
    const tag = entry[0]
    if (tag === undefined) continue
    if (tag === '?') {
      const path = entry.slice(2)
      if (path.endsWith('/')) repositories.push(path.slice(0, -1))
      else paths.add(path)
      continue
    }
    const tab = entry.indexOf('\t')
    const [mode, name] = entry.slice(2, tab).split(' ')
    const path = entry.slice(tab + 1)
    if (tag === 'R') deleted.add(path)
    else if (mode === '160000') submodules.push(path)
    else if (mode === '120000') {
      links.add(path)
      paths.add(path)
    } else if (name !== undefined) {
      paths.add(path)
      indexed.set(path, name)
    }
  }
  for (const path of deleted) {
    if (isThere(path)) continue
    paths.delete(path)
    indexed.delete(path)
  }
  return { paths: [...paths].sort(), indexed, links, repositories, submodules, missing: [] }
}
