import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Change } from './fix.ts'

/** Why nothing was written. */
export interface WriteFailure {
  readonly path: string
  readonly message: string
}

/**
 * Writes all changes or none. Each file is written beside its target and renamed over it, with the target's mode and
 * owner; a file that is a link, lies behind one, is read-only or was changed since it was read is not touched.
 */
export function writeChanges(root: string, changes: readonly Change[]): WriteFailure | null {
  const staged: Staged[] = []
  const directories: string[] = []
  const done: Staged[] = []
  let current = ''
  try {
    for (const change of changes) {
      current = change.path
      const refusal = refusalOf(root, change)
      if (refusal !== null) throw new Refused(refusal)
      directories.push(...makeDirectories(root, change.path))
      staged.push(stage(root, change))
    }
    for (const one of staged) {
      current = one.change.path
      if (!isAsRead(one.target, one.change)) throw new Refused(changedMeanwhile)
      renameSync(one.temporary, one.target)
      done.push(one)
    }
    return null
  } catch (error) {
    for (const one of done.reverse()) undo(root, one)
    for (const { temporary } of staged) rmSync(temporary, { force: true })
    for (const directory of directories.reverse()) removeIfEmpty(directory)
    return { path: current, message: `The fixes were not written: ${reasonOf(error)}.` }
  }
}

interface Staged {
  readonly change: Change
  readonly target: string
  readonly temporary: string
}

class Refused extends Error {}

const changedMeanwhile = 'the file has changed since it was read'

function refusalOf(root: string, change: Change): string | null {
  const parts = change.path.split('/')
  if (parts.includes('..') || parts.includes('')) return 'the path leaves the repository'
  for (let length = 1; length < parts.length; length++) {
    const stat = statOf(join(root, ...parts.slice(0, length)))
    if (stat && !stat.isDirectory()) return 'a directory above it is a symbolic link'
  }
  const target = join(root, change.path)
  const stat = statOf(target)
  if (change.before === null) return stat ? 'the file exists already' : null
  if (!stat) return 'the file is gone'
  if (stat.isSymbolicLink()) return 'it is a symbolic link'
  if (!stat.isFile()) return 'it is not a regular file'
  if ((stat.mode & 0o222) === 0) return 'the file is read-only'
  return isAsRead(target, change) ? null : changedMeanwhile
}

function isAsRead(target: string, { before }: Change): boolean {
  if (before === null) return statOf(target) === undefined
  return readFileSync(target).equals(Buffer.from(before, 'utf8'))
}

function stage(root: string, change: Change): Staged {
  const target = join(root, change.path)
  const temporary = temporaryBeside(target)
  writeNew(temporary, change.after, statOf(target))
  return { change, target, temporary }
}

function temporaryBeside(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
}

/** Writes a file that must not exist, with the mode and, where the system allows it, the owner of another one. */
function writeNew(path: string, text: string, like: Stats | undefined): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
  const descriptor = openSync(path, flags, 0o666)
  try {
    writeFileSync(descriptor, text, 'utf8')
    if (like) {
      try {
        fchownSync(descriptor, like.uid, like.gid)
      } catch {
        // Only the system's administrator may give files away; the mode below still holds.
      }
      fchmodSync(descriptor, like.mode & 0o7777)
    }
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function makeDirectories(root: string, path: string): string[] {
  const made: string[] = []
  const parts = path.split('/').slice(0, -1)
  for (let length = 1; length <= parts.length; length++) {
    const directory = join(root, ...parts.slice(0, length))
    if (statOf(directory)) continue
    mkdirSync(directory)
    made.push(directory)
  }
  return made
}

function undo(root: string, { change, target }: Staged): void {
  if (change.before === null) rmSync(target, { force: true })
  else
    renameSync(
      stage(root, { path: change.path, before: change.after, after: change.before }).temporary,
      target,
    )
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory)
  } catch {
    // Someone else put a file there meanwhile.
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.message
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EACCES' || error.code === 'EPERM') return 'permission denied'
    if (error.code === 'EROFS') return 'the file system is read-only'
    if (error.code === 'ENOSPC') return 'the disk is full'
  }
  return error instanceof Error ? error.message : String(error)
}
