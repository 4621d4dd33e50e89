import { applyEdits, type Edit } from '../../text/edit.ts'
import { linesOf, type SourceFile } from '../../text/source-file.ts'
import { frame } from './code-frame.ts'

/** One line of a small diff. */
export interface DiffLine {
  readonly sign: '-' | '+'
  /** 1-based, in the file before the fix or after it. */
  readonly number: number
  readonly text: string
}

/** A fix of more lines than this is told by its title alone. */
const most = 4

/**
 * What edits of one file do, as lines that go and lines that come, each at most `width` columns wide. Empty where that is
 * more than a few lines.
 */
export function fixFrame(file: SourceFile, edits: readonly Edit[], width: number): DiffLine[] {
  if (edits.length === 0) return []
  const lines = linesOf(file)
  const start = Math.min(...edits.map(({ span }) => span.start))
  const end = Math.max(...edits.map(({ span }) => span.end))
  const first = lines.position(start).line
  const last = lines.position(end).line
  if (last - first >= most) return []
  const from = lines.lineSpan(first).start
  const old = file.text.slice(from, lines.lineSpan(last).end)
  const within = edits.map(({ span, text }) => ({
    span: { start: span.start - from, end: span.end - from },
    text,
  }))
  const before = textLines(old)
  const after = textLines(applyEdits(old, within))
  const same = (at: number) => before[at] === after[at]
  let head = 0
  while (head < before.length && head < after.length && same(head)) head++
  let tail = 0
  const room = Math.min(before.length, after.length) - head
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const gone = before.slice(head, before.length - tail)
  const come = after.slice(head, after.length - tail)
  if (gone.length > most || come.length > most) return []
  const shown = (sign: '-' | '+') => (text: string, at: number) => ({
    sign,
    number: first + head + at,
    text: frame({ path: file.path, text }, { start: 0, end: 0 }, width)[0]?.text ?? '',
  })
  return [...gone.map(shown('-')), ...come.map(shown('+'))]
}

/** The lines of a text without their ends. */
function textLines(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/)
}
