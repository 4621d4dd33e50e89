import type { Departure } from './path-history.ts'

/** Which paths the repository holds, for rules that ask whether something exists. Paths are relative to the root. */
export interface FileTree {
  /** Every file git sees (tracked, or untracked and not ignored), sorted by code units. Excluded files are included. */
  readonly paths: readonly string[]
  /** Submodules, checked out or not. */
  readonly submodules: readonly string[]
  /** Submodules that are not checked out: what they hold is not known. */
  readonly missing: readonly string[]
  /** What git's history says of paths that are not there; those of which it says nothing are left out. */
  departures(paths: readonly string[]): ReadonlyMap<string, Departure>
  /** The paths that end in these components, beside the one that is nothing else: `src/a.py` for `a.py`. */
  endingIn(ending: string): readonly string[]
  /** The files of a directory, without those of directories in it. */
  filesIn(directory: string): readonly string[]
  /** Whether a file or a directory somewhere has this name, or this name before a dot. */
  hasName(name: string): boolean
  /** Whether a file of this path is among `paths`, links to directories of the tree followed. */
  hasFile(path: string): boolean
  /** Whether a directory of this path holds at least one file, links followed likewise. The root is `.`. */
  hasDirectory(path: string): boolean
  /** The directory of this repository that a symbolic link of this path leads to, or null. */
  linkedDirectory(path: string): string | null
  /** Whether an ignore rule matches the path, so that its absence says nothing. */
  isIgnored(path: string): boolean
  /**
   * Whether programs that walk the tree with the `ignore` crate, such as uv, meet no file here, though git does: a `.ignore`
   * file hides it, or it is a link.
   */
  isHidden(path: string): boolean
}
