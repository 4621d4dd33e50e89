import { readSync } from 'node:fs'
import { type OpenFile, withOpen } from './open-file.ts'
import type { ImportMark, Mark } from './readable.ts'
import { type Content, hashOf, sawContent } from './witness.ts'

/** Larger files are skipped: they are generated, and reading them would take most of the time of a run. In bytes. */
export const sizeLimit = 4 * 1024 * 1024

/** The line that opens the metadata of a PEP 723 script. */
export const headerOpening = '# /// script'

const shebang = Buffer.from('#!')
const opening = Buffer.from(headerOpening)

/** Read in this many bytes at a time: nearly every Python file at once. */
const chunk = Buffer.allocUnsafe(64 * 1024)

/** Whether an open file has no mark as far as it would be read, so that nothing else of it matters. */
export function lacksMark(file: OpenFile, mark: Mark): boolean {
  if (typeof mark !== 'string') return lacksImport(file, mark)
  const { path, descriptor, size } = file
  if (holdsMark(descriptor, Math.min(size, sizeLimit), mark)) return false
  sawContent(path, () => ({ without: mark }))
  return true
}

function lacksImport(file: OpenFile, mark: ImportMark): boolean {
  const bytes = readWhole(file)
  if (bytesHold(bytes, mark)) return false
  sawContent(file.path, () => ({ imports: importsHash(bytes) }))
  return true
}

/** What decides whether code holds an import of anything: its header, and the modules that it imports. */
function importsHash(bytes: Buffer): string {
  return hashOf(String(bytesHold(bytes, 'script-header')), [...importedModules(bytes)].sort().join(' '))
}

/** Whether a file still has no mark, or still imports the same; false where it cannot be looked into. */
export function lacksMarkStill(path: string, lack: Exclude<Content, string>): boolean {
  const still = withOpen(path, false, (file) => {
    if ('without' in lack) return lacksMark(file, lack.without)
    const bytes = readWhole(file)
    return importsHash(bytes) === lack.imports
  })
  return still === true
}

function readWhole({ descriptor, size }: OpenFile): Buffer {
  const bytes = Buffer.allocUnsafe(Math.min(size, sizeLimit))
  return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0))
}

function holdsMark(descriptor: number, size: number, mark: Exclude<Mark, ImportMark>): boolean {
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
  if (typeof mark !== 'string') {
    if (bytesHold(bytes, 'script-header')) return true
    return mark.imports.size > 0 && [...importedModules(bytes)].some((name) => mark.imports.has(name))
  }
  if (mark === 'shebang') return bytes.subarray(0, shebang.length).equals(shebang)
  for (let at = bytes.indexOf(opening); at !== -1; at = bytes.indexOf(opening, at + 1)) {
    if (at === 0 || bytes[at - 1] === 0x0a || bytes[at - 1] === 0x0d) return true
  }
  return false
}

/** The top-level modules that the lines of some code import, those in strings too. */
function importedModules(bytes: Buffer): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [, from, list = ''] of bytes.toString('latin1').matchAll(importLine)) {
    for (const part of from === undefined ? list.split(',') : [from]) {
      const [top = ''] = part.trim().split(/[.\s]/, 1)
      if (top !== '') found.add(top)
    }
  }
  return found
}

const importLine = /^[ \t]*(?:from[ \t]+([\w.]+)|import[ \t]+([^#;\r\n]*))/gm
