import { isUtf8 } from 'node:buffer'
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
export function lacksMark({ path, descriptor, size }: OpenFile, mark: Exclude<Mark, ImportMark>): boolean {
  if (holdsMark(descriptor, Math.min(size, sizeLimit), mark)) return false
  sawContent(path, () => ({ without: mark }))
  return true
}

/** The content of code that holds the mark; null for any other, of which only what it imports counts. */
export function readCode(file: OpenFile, mark: ImportMark): Buffer | null {
  const bytes = readWhole(file)
  const isWanted = bytesHold(bytes, mark)
  sawContent(file.path, () => (isWanted ? countsOf(bytes) : { imports: importsHash(bytes) }))
  return isWanted ? bytes : null
}

/** What decides whether code holds an import of anything: its header, and the modules that it imports. */
function importsHash(bytes: Buffer): string {
  return hashOf(String(bytesHold(bytes, 'script-header')), [...importedModules(bytes)].sort().join(' '))
}

/** What counts of code that was read: all of a script and of what speaks to policy-check, else the part with the imports. */
function countsOf(bytes: Buffer): Content {
  if (bytesHold(bytes, 'script-header') || bytes.includes('policy-check:')) return hashOf(bytes)
  const isText = isUtf8(bytes) && !bytes.includes(0)
  return { code: hashOf(String(isText), bytes.subarray(0, endOfImports(bytes))) }
}

/** The end of the last statement that imports something, its names in parentheses or on further lines included. */
function endOfImports(bytes: Buffer): number {
  const start = Math.max(
    bytes.lastIndexOf('import '),
    bytes.lastIndexOf('import('),
    bytes.lastIndexOf('import\\'),
    0,
  )
  let end = bytes.indexOf('\n', start)
  while (end > 0 && bytes[end - 1] === 0x5c) end = bytes.indexOf('\n', end + 1)
  if (end === -1) return bytes.length
  return bytes.subarray(start, end).includes('(') ? Math.max(bytes.indexOf(')', start) + 1, end) : end
}

/** Whether what counts of a file's content is still the same; false where it cannot be looked into. */
export function countsStill(path: string, content: Exclude<Content, string>): boolean {
  const still = withOpen(path, false, (file) => {
    if ('without' in content) return lacksMark(file, content.without)
    const bytes = readWhole(file)
    if ('imports' in content) return importsHash(bytes) === content.imports
    const now = countsOf(bytes)
    return typeof now !== 'string' && 'code' in now && now.code === content.code
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
