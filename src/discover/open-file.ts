import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { hashOf, sawContent, sawEntry, sawStamp } from './witness.ts'

/** Why a path was not opened, or its content not taken. */
export interface Refusal {
  readonly refused: 'absent' | 'link' | 'directory' | 'special' | 'too-large' | 'unreadable'
  /** The system's name of the error, such as `EACCES`; empty where the system had nothing against it. */
  readonly code: string
  /** In bytes, where it is known. */
  readonly size: number
}

/** A regular file that is open for reading. */
export interface OpenFile {
  readonly path: string
  readonly descriptor: number
  /** In bytes, when it was opened. */
  readonly size: number
}

export interface ReadLimits {
  /** In bytes. */
  readonly limit: number
  /** For what a person named, who may name a link; what lies in a repository is never followed. */
  readonly followLinks?: boolean
}

/**
 * The whole content of a file. The only way in which the program reads the disk: a link, a directory, a device, a pipe
 * and a file beyond the limit are refused, and none of them makes it wait. A directory above the file may still be a link;
 * `RealDirectories` tells.
 */
export function readBytes(path: string, { limit, followLinks = false }: ReadLimits): Buffer | Refusal {
  return withOpen(path, followLinks, (file) =>
    file.size > limit ? refusal('too-large', '', file.size) : contentOf(file),
  )
}

/** The text of a small file that the program itself or git wrote, or null where there is none to be had. */
export function readText(path: string, limits: ReadLimits): string | null {
  const bytes = readBytes(path, limits)
  return Buffer.isBuffer(bytes) ? bytes.toString('utf8') : null
}

/** Lets `use` look into a regular file and closes it again. */
export function withOpen<T>(path: string, followLinks: boolean, use: (file: OpenFile) => T): T | Refusal {
  const kept = followLinks ? 0 : (constants.O_NOFOLLOW ?? 0)
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY | kept | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    sawStamp(path, entryAt(path, followLinks), followLinks)
    return unopened(codeOf(error))
  }
  try {
    const stat = fstatSync(descriptor)
    sawStamp(path, stat, followLinks)
    if (stat.isDirectory()) return refusal('directory')
    if (!stat.isFile()) return refusal('special')
    return use({ path, descriptor, size: stat.size })
  } catch (error) {
    return refusal('unreadable', codeOf(error))
  } finally {
    closeSync(descriptor)
  }
}

/** Whether there is something at a path; links are followed. */
export function exists(path: string): boolean {
  const stat = entryAt(path, true)
  sawEntry(path, stat, true)
  return stat !== undefined
}

/** The entry at a path, or undefined where the system shows none. */
export function entryAt(path: string, followLinks: boolean): Stats | undefined {
  try {
    return followLinks
      ? statSync(path, { throwIfNoEntry: false })
      : lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** What stands in an open file, up to the size it had; it may have shrunk or grown since. */
export function contentOf({ path, descriptor, size }: OpenFile): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, length)
    if (read === 0) break
    length += read
  }
  const content = bytes.subarray(0, length)
  sawContent(path, () => hashOf(content))
  return content
}

/** What comes through an open stream such as standard input, until it ends or more than `limit` bytes have come. */
export function drain(descriptor: number, limit: number): Buffer {
  const chunks: Buffer[] = []
  for (let length = 0; length <= limit; ) {
    const chunk = Buffer.allocUnsafe(64 * 1024)
    const read = readSome(descriptor, chunk)
    if (read === 0) break
    chunks.push(chunk.subarray(0, read))
    length += read
  }
  return Buffer.concat(chunks)
}

/** A terminal or a pipe that does not block answers EAGAIN until there is something. */
function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, 0, chunk.length, null)
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0
      if (codeOf(error) !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

function unopened(code: string): Refusal {
  if (code === 'ENOENT' || code === 'ENOTDIR') return refusal('absent', code)
  if (code === 'ELOOP' || code === 'EMLINK') return refusal('link', code)
  if (code === 'ENXIO') return refusal('special', code)
  return refusal('unreadable', code)
}

function refusal(refused: Refusal['refused'], code = '', size = 0): Refusal {
  return { refused, code, size }
}

/** The system's name of an error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
