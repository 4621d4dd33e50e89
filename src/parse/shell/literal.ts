import type { Guest, Hole } from '../embed/guest.ts'

/** How literal text is quoted: not at all, `"…"`, `'…'`, `$'…'`. */
export type Quoting = 'bare' | 'double' | 'raw' | 'ansi'

/** A run of a literal, with guest offsets: text as written, an escape with what it stands for, or a hole. */
export interface Literal {
  readonly kind: 'text' | 'escape' | 'hole'
  readonly start: number
  readonly end: number
  readonly text: string
  readonly hole?: Hole
}

/** Takes the literal text of a guest range apart. */
export function readLiteral(guest: Guest, start: number, end: number, quoting: Quoting): Literal[] {
  if (start >= end) return []
  const holes = guest.holesIn(start, end)
  const { text } = guest
  const written = text.slice(start, end)
  if (holes.length === 0 && !written.includes('\\')) return [{ kind: 'text', start, end, text: written }]
  const literals: Literal[] = []
  let from = start
  let at = start
  let next = 0
  const flush = (to: number) => {
    if (from < to) literals.push({ kind: 'text', start: from, end: to, text: text.slice(from, to) })
  }
  while (at < end) {
    const hole = holes[next]
    const escaped = text[at] === '\\' ? readEscape(text, at, end, quoting) : undefined
    if (hole && at >= hole.start) {
      flush(at)
      literals.push({ kind: 'hole', start: hole.start, end: hole.end, text: hole.source, hole })
      from = at = hole.end
      next++
    } else if (escaped) {
      flush(at)
      literals.push({ kind: 'escape', start: at, end: at + escaped.length, text: escaped.text })
      from = at = at + escaped.length
    } else at++
  }
  flush(end)
  return literals
}

const escapesInDoubleQuotes = new Set(['$', '`', '"', '\\', '\n'])
const ansiEscape =
  /\\(?:([abeEfnrtv\\'"?])|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c(.))/y
const ansiLetters: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** What the backslash at `at` and the characters after it stand for; undefined when it is plain text. */
function readEscape(
  text: string,
  at: number,
  end: number,
  quoting: Quoting,
): { text: string; length: number } | undefined {
  if (quoting === 'raw' || at + 1 >= end) return undefined
  if (quoting === 'ansi') return readAnsiEscape(text, at)
  const next = String.fromCodePoint(text.codePointAt(at + 1) ?? 0)
  if (next === '\n') return { text: '', length: 2 }
  if (quoting === 'double' && !escapesInDoubleQuotes.has(next)) return undefined
  return { text: next, length: 1 + next.length }
}

function readAnsiEscape(text: string, at: number): { text: string; length: number } | undefined {
  ansiEscape.lastIndex = at
  const match = ansiEscape.exec(text)
  if (!match) return undefined
  const [whole, letter, octal, hex, short, long, control] = match
  if (letter) return { text: ansiLetters[letter] ?? letter, length: 2 }
  if (control) return { text: String.fromCharCode(control.charCodeAt(0) & 0x1f), length: 3 }
  const code = octal ? Number.parseInt(octal, 8) & 0xff : Number.parseInt(hex ?? short ?? long ?? '0', 16)
  return { text: code <= 0x10ffff ? String.fromCodePoint(code) : '', length: whole.length }
}
