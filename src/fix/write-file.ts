import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isOutside } from '../discover/is-outside.ts'
import { codeOf } from '../discover/open-file.ts'
import { uninterrupted } from './uninterrupted.ts'

/** Why a file must not be written; its message is a clause such as `it is a symbolic link`. */
export class Refused extends Error {}

/** A text that stands beside its target and only has to be renamed. */
export interface Staged {
  readonly target: string
  readonly temporary: string
  /** Whether the target has another name, which keeps the old text. */
  readonly hasOtherName: boolean
}

/**
 * Writes the whole text or nothing to a file below the root, which is made or replaced. Null, or why it was not written:
 * a clause. A link is refused, as is what lies behind one.
 */
export function writeBelow(root: string, path: string, text: string): string | null {
  return explained(() => {
    refuseLinks(root, path)
    put(join(root, path), text)
  })
}

/**
 * Writes the whole text or nothing to a file that a person named, in the repository or elsewhere; a link in the repository
 * is not theirs and is refused. A device or a pipe, such as `/dev/stdout`, is written to as it is. Null, or why it was not
 * written.
 */
export function writeNamed(root: string, path: string, text: string): string | null {
  return explained(() => {
    const stat = statOf(path)
    const directory = realpathSync(dirname(path))
    if (isOutside(root, directory) && !isOutside(root, path))
      throw new Refused('a directory above it is a symbolic link')
    if (stat?.isSymbolicLink() && !isOutside(root, directory)) throw new Refused('it is a symbolic link')
    const target = stat ? realpathSync(path) : path
    if (isStream(target)) writeStream(path, text)
    else put(target, text)
  })
}

/** Writes the whole content or nothing to a file of the program's own, readable by this user alone. */
export function writeOwn(path: string, content: string | Buffer): string | null {
  return explained(() => put(path, content, 0o600))
}

/**
 * Adds text to the end of a file of the program's own, if it is a regular one that begins with `opening`. Whoever replaces
 * the file meanwhile, as `writeOwn` does, loses nothing: the text then goes where nobody reads. Null, or why it was not
 * added.
 */
export function appendOwn(path: string, opening: string, text: string): string | null {
  return explained(() => {
    const { O_RDWR, O_APPEND, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
    const descriptor = openSync(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK)
    try {
      if (!fstatSync(descriptor).isFile()) throw new Refused('it is not a regular file')
      const start = Buffer.from(opening, 'utf8')
      const found = Buffer.alloc(start.length)
      readSync(descriptor, found, 0, found.length, 0)
      if (!found.equals(start)) throw new Refused('it begins otherwise')
      writeFileSync(descriptor, text)
    } finally {
      closeSync(descriptor)
    }
  })
}

/**
 * Makes a directory for this user alone, with those above it. Node's own `recursive` never ends where the system answers
 * that nothing can be made, as below `/proc`.
 */
export function makeOwnDirectory(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    makeOwnDirectory(dirname(path))
    mkdirSync(path, { mode: 0o700 })
  }
}

/** Throws where a path leaves the root or leads through a link, or where it is none that may be written. */
export function refuseLinks(root: string, path: string): Stats | undefined {
  const parts = path.split('/')
  if (parts.includes('..') || parts.includes('')) throw new Refused('the path leaves the repository')
  for (let length = 1; length < parts.length; length++) {
    const stat = statOf(join(root, ...parts.slice(0, length)))
    if (stat && !stat.isDirectory()) throw new Refused('a directory above it is a symbolic link')
  }
  const stat = statOf(join(root, path))
  if (stat?.isSymbolicLink()) throw new Refused('it is a symbolic link')
  if (stat && !stat.isFile()) throw new Refused('it is not a regular file')
  if (stat && (stat.mode & 0o222) === 0) throw new Refused('the file is read-only')
  return stat
}

/** Writes a text beside its target, with the mode and, where the system allows it, the owner that the target has. */
export function stage(target: string, content: string | Buffer, mode = 0o666): Staged {
  const like = statOf(target)
  if (like && !like.isFile()) throw new Refused('it is not a regular file')
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    writeNew(temporary, content, mode, like)
  } catch (error) {
    remove(temporary)
    throw error
  }
  return { target, temporary, hasOtherName: like !== undefined && like.nlink > 1 }
}

/** Writes beside the target and puts it in its place; a signal in between would leave the temporary file behind. */
function put(target: string, content: string | Buffer, mode?: number): void {
  uninterrupted(() => replace(stage(target, content, mode)))
}

/** Puts what is staged in the place of its target. */
export function replace({ temporary, target }: Staged): void {
  try {
    renameSync(temporary, target)
  } catch (error) {
    remove(temporary)
    throw error
  }
}

/** Removes a file that may be there. */
export function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // A path through something that is no directory: nothing is there.
  }
}

/** What stands at a path, links not followed; undefined for nothing. */
export function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

/** An error of the system as a clause. */
export function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.message
  return reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  ENOENT: 'its directory does not exist',
  ENOTDIR: 'something above it is not a directory',
  ENXIO: 'nobody reads from this pipe',
}

function explained(write: () => void): string | null {
  try {
    write()
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

function writeNew(path: string, content: string | Buffer, mode: number, like: Stats | undefined): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode)
  try {
    writeFileSync(descriptor, content)
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

function isStream(target: string): boolean {
  const stat = statOf(target)
  return stat !== undefined && (stat.isFIFO() || stat.isCharacterDevice() || stat.isSocket())
}

/** Does not wait for a reader. */
function writeStream(path: string, text: string): void {
  const descriptor = openSync(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const bytes = Buffer.from(text, 'utf8')
    for (let at = 0; at < bytes.length; ) at += writeSome(descriptor, bytes, at)
  } finally {
    closeSync(descriptor)
  }
}

/** A full pipe answers EAGAIN until its reader has taken something. */
function writeSome(descriptor: number, bytes: Buffer, at: number): number {
  try {
    return writeSync(descriptor, bytes, at)
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    return 0
  }
}
