import { isUtf8 } from 'node:buffer'
import { join } from 'node:path'
import type { SourceFile } from '../text/source-file.ts'
import type { Skipped, Trouble } from '../text/trouble.ts'
import { lacksMark, readCode, sizeLimit } from './marks.ts'
import { contentOf, type Refusal, withOpen } from './open-file.ts'
import type { Blob } from './read-blobs.ts'
import type { Mark } from './readable.ts'

/** What became of one file: its text, a deliberate skip, a trouble, or nothing when it does not exist. */
export type ReadResult =
  | { readonly file: SourceFile }
  | { readonly skipped: Skipped }
  /** `bytes` where they were read and are no text. */
  | { readonly trouble: Trouble; readonly bytes?: Buffer }
  | null

/** The lock of a large workspace is large and still has to be read. */
const lockSizeLimit = 64 * 1024 * 1024

/** Reads one file below the root from the disk, without following a symbolic link in its last part. */
export function readFile(root: string, path: string, mark?: Mark): ReadResult {
  return readFileAt(join(root, path), path, { mark })
}

/** Reads one file from an absolute place, under the name that reports give it. */
export function readFileAt(
  place: string,
  path: string,
  { mark, followLinks = false }: { readonly mark?: Mark | undefined; readonly followLinks?: boolean },
): ReadResult {
  const limit = limitOf(path)
  const content = withOpen(place, followLinks, (file) => {
    if (typeof mark === 'object') return readCode(file, mark)
    if (mark && lacksMark(file, mark)) return null
    return file.size > limit ? { skipped: tooLarge(path, file.size) } : contentOf(file)
  })
  if (content === null || 'skipped' in content) return content
  return Buffer.isBuffer(content) ? decode(path, content) : unopened(path, content, mark)
}

/** Turns the bytes of a file into text, or says why they are none; of what is too large, the length is enough. */
export function decode(path: string, bytes: Blob): ReadResult {
  if (!Buffer.isBuffer(bytes) || bytes.length > limitOf(path))
    return { skipped: tooLarge(path, bytes.length) }
  const reason = whyNoText(bytes)
  if (reason !== null) return { trouble: { id: 'not-text', path, message: reason }, bytes }
  return { file: { path, text: bytes.toString('utf8') } }
}

function whyNoText(bytes: Buffer): string | null {
  const encoding = utf16Mark(bytes)
  if (encoding !== null) return `It is encoded in ${encoding}; only UTF-8 is read.`
  const zero = bytes.indexOf(0)
  if (zero !== -1) return `It holds a NUL byte in line ${lineAt(bytes, zero)}, so it is not text.`
  if (isUtf8(bytes)) return null
  const at = firstInvalid(bytes)
  return `It is not UTF-8: line ${lineAt(bytes, at)} holds the byte 0x${hex(bytes[at])}.`
}

/** A file without the mark that is asked for is nothing to talk about, nor is what cannot be looked into for it. */
function unopened(path: string, { refused, code }: Refusal, mark: Mark | undefined): ReadResult {
  if (refused === 'absent') return null
  if (refused === 'unreadable') return { trouble: unreadable(path, code) }
  if (mark && refused !== 'special') return null
  return { skipped: { path, reason: reasons[refused] } }
}

const reasons = {
  link: 'a symbolic link; links are not followed',
  directory: 'a directory, not a file',
  special: 'not a regular file',
  'too-large': 'too large',
}

function unreadable(path: string, code: string): Trouble {
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code
  return { id: 'unreadable-file', path, message: `The file cannot be read: ${reason}.` }
}

function limitOf(path: string): number {
  return path === 'uv.lock' || path.endsWith('/uv.lock') ? lockSizeLimit : sizeLimit
}

function tooLarge(path: string, size: number): Skipped {
  const mebibytes = (size / 1024 / 1024).toFixed(1)
  return { path, reason: `${mebibytes} MiB; files over ${limitOf(path) / 1024 / 1024} MiB are not read` }
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
