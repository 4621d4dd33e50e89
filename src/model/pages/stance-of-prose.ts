import type { MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import { wordsAround } from './clauses.ts'
import { decide } from './cues.ts'
import type { Stance } from './verdict.ts'

/** A code span in its block. */
export interface ProseSpan {
  /** The block from the start of its first line, so that list marks and signs count. */
  readonly text: string
  /** From the last backtick before the command to its end. */
  readonly at: number
  readonly end: number
  /** The name of the program. */
  readonly program: string | null
  /** The head of the column that it stands in. */
  readonly column?: string | null
  /** Its row of a table, with `◆` in its own place. */
  readonly row?: string
  /** Titles of the boxes around it. */
  readonly boxes: readonly string[]
  /** Headings above it, the innermost first. */
  readonly headings: readonly MarkdownHeading[]
}

/** The stance of a code span by its sentence, its item, its column; one that is joined to an order is an order as well. */
export function stanceInProse(span: ProseSpan, depth = 0): Stance {
  const { text, at, end, program, column, row, boxes, headings } = span
  const words = wordsAround(text, at, end, program)
  const alone = /^\s*[-*+] `*◆`*(?:[.:]?\s*(?:\n|$)|\s+(?:—|–|-{1,2})\s)/.test(words.item)
  const section = alone && `${headings.map((heading) => heading.text).join(' / ')}\n- ◆`
  const stance = decide('prose', {
    ...words,
    ...(column && { column }),
    ...(row && { row }),
    ...(boxes.length > 0 && { box: boxes.join('\n') }),
    ...(section && { section }),
  })
  if (stance.value !== 'mentions' || depth > 8) return stance
  const joined = joinedTo(text, at)
  if (!joined || stanceInProse({ ...span, ...joined }, depth + 1).value !== 'runs') return stance
  return { value: 'runs', because: 'joined: it is joined to one that the reader is told to run' }
}

/** The stance of a command in a line that a script prints. */
export function stanceOfShown(line: string, at: number, end: number, program: string | null): Stance {
  const { clause } = wordsAround(line, at, end, program)
  return decide('shown', { clause, shown: `${line.slice(0, at)}◆${line.slice(end)}` })
}

/** The content of the code span that the one at `at` follows after a comma, `and` or `or`. */
function joinedTo(text: string, at: number): { at: number; end: number } | null {
  const from = Math.max(0, at - 500)
  const before = text.slice(from, at).replace(/(?<!`)`+$/, '')
  const found = /(?<!`)(`+)([^`\n]+)\1(?:,|,? (?:and|or|then|and then))\s+$/.exec(before)
  if (!found) return null
  const [, quote = '', content = ''] = found
  const start = from + found.index + quote.length
  return { at: start, end: start + content.length }
}
