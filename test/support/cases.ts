import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Finding } from '../../src/advise/finding.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import type { Files } from './in-memory.ts'

/** A small repository on disk with what is expected of it. */
export interface Case {
  readonly files: Files
  /** `expect.txt`: a line for each finding, `path:line:column rule message`. */
  readonly expected: string
  /** What every fix makes of the files that change, when the case has a `fixed/` tree. */
  readonly fixed?: Files
}

/** Reads `fixtures/<rule-id>/<case>/`. */
export function readCase(directory: URL): Case {
  const all = readFiles(directory)
  const { 'expect.txt': expected = '', ...others } = all
  const files = Object.fromEntries(Object.entries(others).filter(([path]) => !path.startsWith('fixed/')))
  const fixed = new URL('fixed/', directory)
  return existsSync(fixed) ? { files, expected, fixed: readFiles(fixed) } : { files, expected }
}

/** Every file below a directory as UTF-8 text, by path. */
export function readFiles(directory: URL): Files {
  const top = fileURLToPath(directory)
  const files: Record<string, string> = {}
  const visit = (path: string) => {
    for (const entry of readdirSync(join(top, path), { withFileTypes: true })) {
      const inside = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.isDirectory()) visit(inside)
      else files[inside] = readFileSync(join(top, inside), 'utf8')
    }
  }
  visit('')
  return files
}

/** Findings as `path:line:column rule message`. */
export function findingLines(files: Files, findings: readonly Finding[]): string[] {
  return findings.map(({ path, span, rule, message }) => {
    const { line, column } = new LineIndex(files[path] ?? '').position(span.start)
    return `${path}:${line}:${column} ${rule} ${message}`
  })
}

/** A finding as `path:line:column rule ⟦words⟧`: the first line of what it marks, with `…` for the others. */
export function wordsOf(files: Files, { path, span, rule }: Finding): string {
  const text = files[path]
  if (text === undefined) throw new Error(`a finding names ${path}, which was not read`)
  const { line, column } = new LineIndex(text).position(span.start)
  const [first = '', ...below] = text.slice(span.start, span.end).split(/\r\n|\r|\n/)
  return `${path}:${line}:${column} ${rule} ⟦${first}${below.length > 0 ? '…' : ''}⟧`
}

/** The lines of an `expect.txt`; empty lines and lines that start with `#` are for readers. */
export function expectedLines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}
