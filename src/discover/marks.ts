import { readSync } from 'node:fs'
import { type OpenFile, withOpen } from './open-file.ts'
import type { Mark } from './readable.ts'
import { sawContent } from './witness.ts'

/** Larger files are skipped: they are generated, and reading them would take most of the time of a run. In bytes. */
export const sizeLimit = 4 * 1024 * 1024

/** The line that opens the metadata of a PEP 723 script. */
export const headerOpening = '# /// script'

const shebang = Buffer.from('#!')
const opening = Buffer.from(headerOpening)

/** Read in this many bytes at a time: nearly every Python file at once. */
const chunk = Buffer.allocUnsafe(64 * 1024)

/** Whether an open file has no mark as far as it would be read, so that nothing else of it matters. */
export function lacksMark({ path, descriptor, size }: OpenFile, mark: Mark): boolean {
  if (holdsMark(descriptor, Math.min(size, sizeLimit), mark)) return false
  sawContent(path, () => ({ without: mark }))
  return true
}

/** Whether a file still has no mark; false where it cannot be looked into. */
export function lacksMarkStill(path: string, mark: Mark): boolean {
  return withOpen(path, false, (file) => lacksMark(file, mark)) === true
}

function holdsMark(descriptor: number, size: number, mark: Mark): boolean {
  if (mark === 'shebang') return bytesHold(chunk.subarray(0, readSync(descriptor, chunk, 0, 2, 0)), mark)
  // Chunks overlap, so that none splits the line.
  for (let at = 0; at < size; at += chunk.length - opening.length - 1) {
    const length = readSync(descriptor, chunk, 0, chunk.length, at)
    if (bytesHold(chunk.subarray(0, length), mark)) return true
    if (length < chunk.length) return false
  }
  return false
}

/** Whether the bytes of a file, or of a part of it, hold a mark. What a header says is for its parser to find out. */
export function bytesHold(bytes: Buffer, mark: Mark): boolean {
  if (mark === 'shebang') return bytes.subarray(0, shebang.length).equals(shebang)
  for (let at = bytes.indexOf(opening); at !== -1; at = bytes.indexOf(opening, at + 1)) {
    if (at === 0 || bytes[at - 1] === 0x0a || bytes[at - 1] === 0x0d) return true
  }
  return false
}
