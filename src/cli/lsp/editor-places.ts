import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Position, Range } from 'vscode-languageserver'
import { linesOf, type SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { realPath } from '../real-path.ts'

/** The range of a span, in lines and UTF-16 columns from 0; the first line's start without a file. */
export function rangeIn(file: SourceFile | undefined, span: Span | undefined): Range {
  if (!file || !span) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
  const { start, end } = linesOf(file).range(span)
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  }
}

/** The offset of a position, clamped to its line. */
export function offsetIn(file: SourceFile, { line, character }: Position): number {
  const lines = linesOf(file)
  if (line >= lines.lines) return file.text.length
  const { start, end } = lines.lineSpan(line + 1)
  const mark = start === 0 && file.text.charCodeAt(0) === 0xfeff ? 1 : 0
  return Math.min(start + mark + character, end)
}

/** The span of a range. */
export function spanIn(file: SourceFile, { start, end }: Range): Span {
  return { start: offsetIn(file, start), end: offsetIn(file, end) }
}

/** The file of an address, absolute, links above it resolved; null for what is no file of the disk. */
export function fileOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null
  try {
    return realPath(fileURLToPath(uri))
  } catch {
    return null
  }
}

/** The address of a file below a root. */
export function addressOf(root: string, path: string): string {
  return pathToFileURL(join(root, path)).href
}

/** The path of a file as seen from a root; null for one that lies outside. */
export function pathIn(root: string, file: string): string | null {
  const path = relative(root, file).split(sep).join('/')
  return path === '' || path === '..' || path.startsWith('../') ? null : path
}
