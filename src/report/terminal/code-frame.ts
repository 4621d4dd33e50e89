import { linesOf, type SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { type Cell, cellsOf } from './cells.ts'

/** One line of source with marks under the words that are meant. */
export interface FrameLine {
  /** 1-based, or null for lines left out. */
  readonly number: number | null
  readonly text: string
  /** `^` under the words, spaces before them; empty when nothing in this line is meant. */
  readonly marks: string
}

const shownLines = 5
/** Source units around a span that can reach the screen; a line may hold megabytes. */
const reach = 1000

/**
 * The lines a span touches, each at most `width` columns wide: a longer line is cut around the span. Of a long span the
 * first three lines and the last one are shown. An empty span is marked by one `^`.
 */
export function frame(file: SourceFile, span: Span, width: number): FrameLine[] {
  const lines = linesOf(file)
  const first = lines.position(span.start).line
  const last = Math.max(first, lines.position(span.end > span.start ? span.end - 1 : span.end).line)
  const numbers = Array.from({ length: Math.min(last - first + 1, shownLines) }, (_, at) => first + at)
  if (last - first >= shownLines) numbers.splice(-2, 2, Number.NaN, last)
  return numbers.map((number) => {
    if (Number.isNaN(number)) return { number: null, text: '…', marks: '' }
    return { number, ...markedLine(file.text, lines.lineSpan(number), span, width) }
  })
}

function markedLine(text: string, line: Span, span: Span, width: number): { text: string; marks: string } {
  let from = Math.min(Math.max(span.start, line.start), line.end)
  const to = Math.max(from, Math.min(span.end, line.end))
  while (from > span.start && from < to && /\s/.test(text.charAt(from))) from++
  const near = {
    start: Math.max(line.start, from - reach),
    end: Math.min(line.end, to, from + reach) + reach,
  }
  const start = wholeCharacter(text, near.start)
  const end = wholeCharacter(text, Math.min(line.end, near.end))
  const cells = cellsOf(withoutMark(text.slice(start, end), start)).map((cell) => ({
    ...cell,
    offset: cell.offset + start + (start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0),
  }))
  const shown = cut(cells, { from, to, width, before: start > line.start, after: end < line.end })
  const marks = from === span.start || from < to ? marksUnder(shown, from, to) : ''
  return {
    text: shown
      .map((cell) => cell.text)
      .join('')
      .trimEnd(),
    marks,
  }
}

/** A byte order mark takes no column. */
function withoutMark(slice: string, start: number): string {
  return start === 0 && slice.charCodeAt(0) === 0xfeff ? slice.slice(1) : slice
}

/** Moves an offset out of the middle of a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const unit = text.charCodeAt(offset)
  return offset > 0 && unit >= 0xdc00 && unit < 0xe000 ? offset + 1 : offset
}

interface Window {
  readonly from: number
  readonly to: number
  readonly width: number
  /** Whether the line goes on before or after the cells. */
  readonly before: boolean
  readonly after: boolean
}

/** The cells that fit, the span's first ones among them, with `…` where something is left out. */
function cut(cells: readonly Cell[], { from, to, width, before, after }: Window): Cell[] {
  if (!before && !after && columns(cells) <= width) return [...cells]
  const wanted = columns(cells.filter(({ offset }) => offset >= from && offset < to))
  const context = Math.max(4, Math.min(30, Math.floor((width - wanted) / 2)))
  let first = cells.findIndex(({ offset }) => offset >= from)
  if (first === -1) first = cells.length
  let room =
    before || columns(cells.slice(0, first)) + Math.min(wanted, width / 2) > width - 1 ? context : width
  while (first > 0 && (cells[first - 1]?.columns ?? 0) <= room) room -= cells[--first]?.columns ?? 0
  const left = before || first > 0
  let free = width - (left ? 1 : 0)
  const shown: Cell[] = left ? [ellipsis(-1)] : []
  let rest = columns(cells.slice(first))
  for (const cell of cells.slice(first)) {
    if ((rest > free || after) && cell.columns > free - 1) return [...shown, ellipsis(cell.offset)]
    shown.push(cell)
    free -= cell.columns
    rest -= cell.columns
  }
  return after ? [...shown, ellipsis(to)] : shown
}

function ellipsis(offset: number): Cell {
  return { text: '…', columns: 1, offset }
}

function columns(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.columns, 0)
}

function marksUnder(cells: readonly Cell[], from: number, to: number): string {
  const before = columns(cells.filter(({ offset }) => offset < from))
  const under = columns(cells.filter(({ offset }) => offset >= from && offset < to))
  return ' '.repeat(before) + '^'.repeat(Math.max(1, under))
}
