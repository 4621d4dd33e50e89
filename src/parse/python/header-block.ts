import type { Span } from '../../text/span.ts'
import { type Guest, GuestBuilder } from '../embed/guest.ts'
import { pythonComments } from './comments.ts'

/** The metadata block of a PEP 723 script: `# /// script` to `# ///`. */
export interface HeaderBlock {
  /** Both of these lines included. */
  readonly span: Span
  /** The TOML between them, `# ` left out, behind the line break of the opening. */
  readonly guest: Guest
}

/** Why uv refuses to read a block, in its own words. */
export interface BlockFlaw {
  readonly span: Span
  readonly message: string
}

const opening = '# /// script'

/**
 * The block as uv finds it (uv-scripts/src/lib.rs, `ScriptTag::parse`): from the first opening to the last closing of
 * the comment lines after it. Null when there is none. Unlike uv this tells a comment from the text of a string: tests
 * write scripts that are not their own.
 */
export function findHeader(text: string): HeaderBlock | BlockFlaw | null {
  const start = text.indexOf(opening)
  if (start < 0 || (start > 0 && !/[\r\n]/.test(text[start - 1] ?? ''))) return null
  const first = lineAt(text, start)
  if (text.slice(first.start, first.end) !== opening || !isComment(text, start)) return null
  const lines: Line[] = []
  for (let at = first.next; at < text.length; at = lines.at(-1)?.next ?? text.length) {
    const line = lineAt(text, at)
    if (!/^#(?: |$)/.test(text.slice(at, Math.min(line.end, at + 2)))) break
    lines.push(line)
  }
  const last = lines.findLastIndex(({ start, end }) => text.slice(start, end) === '# ///')
  if (last < 0)
    return { span: first, message: unclosed(lines.some(({ start }) => text.startsWith('# ///', start))) }
  const end = lines[last] as Line
  const second = nextBlock(text, end.next)
  if (second)
    return { span: second, message: 'The script has a second block of PEP 723 metadata, so uv refuses it.' }
  const builder = new GuestBuilder(text).copy({ start: first.end, end: first.next })
  for (const line of lines.slice(0, last)) {
    builder.copy({ start: Math.min(line.start + 2, line.end), end: line.next })
  }
  return { span: { start, end: end.end }, guest: builder.build() }
}

interface Line extends Span {
  /** Where the next line starts. */
  readonly next: number
}

/** One line, its line break left out of the span. */
function lineAt(text: string, start: number): Line {
  const found = text.indexOf('\n', start)
  if (found < 0) return { start, end: text.length, next: text.length }
  return { start, end: text[found - 1] === '\r' ? found - 1 : found, next: found + 1 }
}

function isComment(text: string, at: number): boolean {
  for (const { start } of pythonComments(text)) if (start >= at) return start === at
  return false
}

function unclosed(trailing: boolean): string {
  return trailing
    ? '`# ///` must be alone on its line to close the metadata, so uv refuses the script.'
    : 'Nothing closes the metadata: every line from `# /// script` to `# ///` begins with `#` and a space.'
}

/** The opening of another complete block; uv refuses two. A block of another type may hold such a line. */
function nextBlock(text: string, from: number): Span | null {
  const block = /^# \/\/\/ ([a-zA-Z0-9-]+)\r?$/gm
  block.lastIndex = from
  for (let found = block.exec(text); found; found = block.exec(text)) {
    const first = lineAt(text, found.index)
    let closed = false
    let line = first
    do {
      line = lineAt(text, line.next)
      const written = text.slice(line.start, line.end)
      if (!/^#(?: |$)/.test(written.slice(0, 2))) break
      closed = written === '# ///' && !/^#[ \r\n]?$/.test(text.slice(line.next, line.next + 2))
    } while (!closed && line.next < text.length)
    if (closed && found[1] === 'script') return { start: first.start, end: first.end }
    block.lastIndex = Math.max(line.start, first.next)
  }
  return null
}
