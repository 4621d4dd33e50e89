/** One line of a document. */
export interface Line {
  readonly start: number
  /** Without the line ending. */
  readonly end: number
  /** Start of the next line. */
  readonly next: number
  readonly text: string
  /** White space at the start, in characters. */
  readonly indentation: number
  readonly blank: boolean
}

/** The lines of a text. */
export function linesOfText(text: string): Line[] {
  const lines: Line[] = []
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (start < text.length) {
    const found = text.indexOf('\n', start)
    const next = found < 0 ? text.length : found + 1
    let end = found < 0 ? text.length : found
    if (end > start && text[end - 1] === '\r') end--
    const content = text.slice(start, end)
    const trimmed = content.trimStart()
    lines.push({
      start,
      end,
      next,
      text: content,
      indentation: content.length - trimmed.length,
      blank: trimmed === '',
    })
    start = next
  }
  return lines
}

/** Levels of headings by the order in which their marks first appear. */
export function sectionLevels(): (mark: string) => number {
  const marks: string[] = []
  return (mark) => {
    if (!marks.includes(mark)) marks.push(mark)
    return marks.indexOf(mark) + 1
  }
}
