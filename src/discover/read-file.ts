import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from '../text/source-file.ts'
import type { Skipped, Trouble } from '../text/trouble.ts'
import { holdsMark } from './marks.ts'
import type { Mark } from './readable.ts'

/** What became of one file: its text, a deliberate skip, a trouble, or nothing when it does not exist. */
export type ReadResult =
  | { readonly file: SourceFile }
  | { readonly skipped: Skipped }
  | { readonly trouble: Trouble }
  | null

/** Larger files are skipped: they are generated, and reading them would take most of the time of a run. */
export const sizeLimit = 4 * 1024 * 1024

/** The lock of a large workspace is large and still has to be read. */
const lockSizeLimit = 64 * 1024 * 1024

/** Reads one file below the root from the disk, without following a symbolic link in its last part. */
export function readFile(root: string, path: string, mark?: Mark): ReadResult {
  let descriptor: number
  try {
    descriptor = openSync(
      join(root, path),
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    )
  } catch (error) {
    return unopened(path, codeOf(error), mark)
  }
  try {
    const stat = fstatSync(descriptor)
    if (stat.isDirectory()) return mark ? null : { skipped: { path, reason: 'a directory, not a file' } }
    if (!stat.isFile()) return { skipped: { path, reason: 'not a regular file' } }
    if (mark && !holdsMark(descriptor, Math.min(stat.size, limitOf(path)), mark)) return null
    if (stat.size > limitOf(path)) return { skipped: tooLarge(path, stat.size) }
    return decode(path, readAll(descriptor, stat.size))
  } catch (error) {
    return { trouble: unreadable(path, codeOf(error)) }
  } finally {
    closeSync(descriptor)
  }
}

/** Turns the bytes of a file into text, or says why they are none. */
export function decode(path: string, bytes: Buffer): ReadResult {
  if (bytes.length > limitOf(path)) return { skipped: tooLarge(path, bytes.length) }
  const encoding = utf16Mark(bytes)
  if (encoding !== null) {
    return { trouble: notText(path, `It is encoded in ${encoding}; only UTF-8 is read.`) }
  }
  const zero = bytes.indexOf(0)
  if (zero !== -1)
    return { trouble: notText(path, `It holds a NUL byte in line ${lineAt(bytes, zero)}, so it is no text.`) }
  if (!isUtf8(bytes)) {
    const at = firstInvalid(bytes)
    return {
      trouble: notText(
        path,
        `It is not UTF-8: line ${lineAt(bytes, at)} holds the byte 0x${hex(bytes[at])}.`,
      ),
    }
  }
  return { file: { path, text: bytes.toString('utf8') } }
}

function unopened(path: string, code: string, mark: Mark | undefined): ReadResult {
  if (code === 'ENOENT' || code === 'ENOTDIR') return null
  if (code === 'ELOOP' || code === 'EMLINK') {
    return mark ? null : { skipped: { path, reason: 'a symbolic link; links are not followed' } }
  }
  if (code === 'ENXIO') return { skipped: { path, reason: 'not a regular file' } }
  return { trouble: unreadable(path, code) }
}

function unreadable(path: string, code: string): Trouble {
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code
  return { id: 'unreadable-file', path, message: `The file cannot be read: ${reason}.` }
}

function notText(path: string, message: string): Trouble {
  return { id: 'not-text', path, message }
}

function limitOf(path: string): number {
  return path === 'uv.lock' || path.endsWith('/uv.lock') ? lockSizeLimit : sizeLimit
}

function tooLarge(path: string, size: number): Skipped {
  const mebibytes = (size / 1024 / 1024).toFixed(1)
  return { path, reason: `${mebibytes} MiB; files over ${limitOf(path) / 1024 / 1024} MiB are not read` }
}

/** Reads until the end even when the file shrinks or grows meanwhile. */
function readAll(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, length)
    if (read === 0) break
    length += read
  }
  return bytes.subarray(0, length)
}

function utf16Mark(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 (little-endian)'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 (big-endian)'
  return null
}

/** Offset of the first byte that is no UTF-8. */
function firstInvalid(bytes: Buffer): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let offset = 0
  for (const character of text) {
    const length = Buffer.byteLength(character)
    if (character === '\ufffd' && !bytes.subarray(offset, offset + 3).equals(replacement)) return offset
    offset += length
  }
  return offset
}

const replacement = Buffer.from('\ufffd')

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1
  for (let at = bytes.indexOf(10); at !== -1 && at < offset; at = bytes.indexOf(10, at + 1)) line++
  return line
}

function hex(byte: number | undefined): string {
  return (byte ?? 0).toString(16).padStart(2, '0')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
