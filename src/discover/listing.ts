import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { Trouble } from '../text/trouble.ts'
import { git } from './git.ts'
import { findWorkTree } from './git-directory.ts'
import { ignoreTest } from './ignore-rules.ts'
import { type Entries, readEntries } from './index-entries.ts'
import { type Departure, departures } from './path-history.ts'
import { type ReadResult, readFile } from './read-file.ts'
import type { Mark } from './readable.ts'
import { RealDirectories } from './real-directories.ts'
import { withSubmodules } from './submodules.ts'
import { walk } from './walk-folders.ts'

/** Which files a root holds and how to read them. */
export interface Listing extends Entries {
  /** Absolute path. */
  readonly root: string
  /** The git work tree that holds the root, or null outside git. */
  readonly workTree: string | null
  readonly troubles: readonly Trouble[]
  /** Reads files in the given order. Those without the mark that is asked for are left out. */
  read(wanted: readonly Wanted[]): readonly ReadResult[]
  isIgnored(path: string): boolean
  /** What git's history says of paths that are not there (`departures` in path-history.ts). */
  departures(paths: readonly string[]): ReadonlyMap<string, Departure>
}

export interface Wanted {
  readonly path: string
  /** What the file must hold to be read. */
  readonly mark?: Mark
}

/** What is asked of git. */
const listed = ['ls-files', '-z', '-t', '-s', '-o', '-d', '--exclude-standard']

/**
 * The files on the disk as git sees them: tracked ones and untracked ones that no ignore rule matches. Git is given up
 * after `patience` milliseconds, and the files are found by a walk.
 */
export function listWorkTree(root: string, patience?: number): Listing {
  const workTree = findWorkTree(root)
  if (workTree === null) return listByWalking(root, null, [])
  // What the files hold is read from the disk.
  const isNameless = true
  const answer = git(root, workTree, listed, { isNameless, ...(patience === undefined ? {} : { patience }) })
  if (!answer.ok) return listByWalking(root, workTree, [refused(answer.reason)])
  const own = readEntries(answer.output.toString('utf8'), (path) => isHidden(join(root, path)))
  const entries = withSubmodules(root, own, (directory) => git(directory, directory, listed, { isNameless }))
  const troubles = unlisted(answer.warnings)
  const isIgnored = ignoreTest(root, workTree)
  const ask = (paths: readonly string[]) => departures(root, workTree, paths)
  return { ...entries, root, workTree, troubles, read: readerBelow(root), isIgnored, departures: ask }
}

function listByWalking(root: string, workTree: string | null, troubles: readonly Trouble[]): Listing {
  const isIgnored = ignoreTest(root, workTree ?? root)
  const found = walk(root, isIgnored)
  return {
    ...found,
    root,
    workTree,
    indexed: new Map(),
    submodules: [],
    missing: [],
    troubles: [...troubles, ...found.troubles],
    read: readerBelow(root),
    isIgnored,
    departures: () => new Map(),
  }
}

/** Reads from the disk; a file behind a directory that is a symbolic link is not read. */
export function readerBelow(root: string): Listing['read'] {
  const directories = new RealDirectories(root)
  return (wanted) =>
    wanted.map(({ path, mark }) => {
      if (directories.hold(path)) return readFile(root, path, mark) ?? misnamed(root, path)
      return mark ? null : { skipped: { path, reason: 'a directory above it is a symbolic link' } }
    })
}

/** A path is text here; what is no UTF-8 in its bytes has become this character, under which nothing can be opened. */
function misnamed(root: string, path: string): ReadResult {
  if (!path.includes('\ufffd') || lstatSync(join(root, path), { throwIfNoEntry: false })) return null
  const message = 'Its name is not UTF-8, so it cannot be opened; rename it to have it checked.'
  return { trouble: { id: 'unreadable-file', path, message } }
}

/** Whether the system does not let us see if there is a file. */
function isHidden(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch (error) {
    return !(
      error instanceof Error &&
      'code' in error &&
      (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    )
  }
}

/** The directories that git could not look into. */
function unlisted(warnings: string): Trouble[] {
  return [...warnings.matchAll(/^(?:warning: )?could not open directory '(.*?)\/?': (.*)/gm)].map(
    ([, path = '.', reason = '']) => {
      const message = `The directory cannot be listed: ${reason.toLowerCase()}.`
      return { id: 'unreadable-file', path, message }
    },
  )
}

function refused(reason: string): Trouble {
  const dubious = reason.includes('dubious ownership')
  const cure = dubious ? ' `git config --global --add safe.directory <root>` tells git to trust it.' : ''
  const said = dubious ? 'git does not trust a repository that belongs to someone else' : reason
  return {
    id: 'unreadable-file',
    path: '.git',
    message: `Git does not list the files (${said}), so they were found by a walk that honours \`.gitignore\`.${cure}`,
  }
}
