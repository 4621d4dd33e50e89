import type { Span } from '../../text/span.ts'

/** The lines of a paragraph before a table, and the cells of the table. */
export interface SplitParagraph {
  readonly before: readonly Span[]
  /** Empty cells are left out. */
  readonly cells: readonly TableCell[]
}

/** A cell of a table. */
export interface TableCell {
  /** Without the white space around it. */
  readonly span: Span
  /** The words at the head of its column; null for that head itself. */
  readonly column: string | null
  /** Its row with `◆` in its own place, the cells joined by `|`; empty for the head and for wide tables. */
  readonly row: string
}

/** Of a wider table the row says nothing of one of its cells. */
const mostCells = 8

const delimiterRow = /^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/

/**
 * Splits a paragraph that holds a table (GitHub Flavored Markdown 0.29, "Tables (extension)"): a header row with as many
 * cells as the delimiter row below it, then rows to the end of the paragraph. A table may follow on lines of text.
 */
export function splitTable(text: string, lines: readonly Span[]): SplitParagraph {
  for (let index = 1; index < lines.length; index++) {
    const header = lines[index - 1] as Span
    const delimiter = lines[index] as Span
    const row = text.slice(delimiter.start, delimiter.end).trimEnd()
    if (!row.includes('-') || !delimiterRow.test(row)) continue
    const headerCells = cellsOf(text, header)
    if (!text.slice(header.start, header.end).includes('|') && !row.includes('|')) continue
    if (headerCells.length !== cellsOf(text, delimiter).length) continue
    const columns = headerCells.map(({ start, end }) => text.slice(start, end))
    const rows = lines.slice(index + 1).flatMap((line) => rowOf(text, cellsOf(text, line), columns))
    const head = headerCells.map((span) => ({ span, column: null, row: '' }))
    const cells = [...head, ...rows].filter(({ span }) => span.end > span.start)
    return { before: lines.slice(0, index - 1), cells }
  }
  return { before: lines, cells: [] }
}

function rowOf(text: string, cells: readonly Span[], columns: readonly string[]): TableCell[] {
  const words = cells.map(({ start, end }) => text.slice(start, end))
  return cells.map((span, at) => ({
    span,
    column: columns[at] ?? '',
    row: cells.length > mostCells ? '' : words.map((cell, other) => (other === at ? '◆' : cell)).join('|'),
  }))
}

/** Cells of a row: between unescaped pipes, a leading and a trailing pipe not counted. */
function cellsOf(text: string, line: Span): Span[] {
  const end = line.start + text.slice(line.start, line.end).trimEnd().length
  const cells: Span[] = []
  let start = text[line.start] === '|' ? line.start + 1 : line.start
  for (let at = start; at < end; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '|') {
      cells.push(trimmed(text, start, at))
      start = at + 1
    }
  }
  if (start < end) cells.push(trimmed(text, start, end))
  return cells
}

function trimmed(text: string, start: number, end: number): Span {
  const cell = text.slice(start, end)
  const before = cell.length - cell.trimStart().length
  return { start: Math.min(start + before, end), end: start + Math.max(cell.trimEnd().length, before) }
}
