/** One printable unit of a line: what is written, how many terminal columns it takes, where it stands in the source. */
export interface Cell {
  readonly text: string
  readonly columns: number
  /** UTF-16 offset in the text given. */
  readonly offset: number
}

const tabWidth = 4
const plain = /^[\x20-\x7e]*$/
/** Controls, bidirectional overrides and invisible marks: they must not reach a terminal from a file's text. */
const unprintable = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/u
const zeroWidth = /^(?:\p{M}|\p{Cf})+$/u
/** East Asian wide and full-width characters and everything that is drawn as emoji by itself. */
const wide =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u

let segmenter: Intl.Segmenter | undefined

/** Splits text of one line into cells: tabs become spaces, controls a visible name, a grapheme stays whole. */
export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = []
  let column = 0
  for (const { segment, index } of graphemes(text)) {
    const cell = cellOf(segment, column)
    cells.push({ ...cell, offset: index })
    column += cell.columns
  }
  return cells
}

/** Text that is safe to print: line breaks and controls are shown by name. */
export function printable(text: string): string {
  if (plain.test(text)) return text
  return Array.from(text, (character) => (unprintable.test(character) ? nameOf(character) : character)).join(
    '',
  )
}

/** As `printable`, for text of several lines: their breaks stay. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

/** Terminal columns that printable text takes. */
export function columnsOf(text: string): number {
  if (plain.test(text)) return text.length
  return cellsOf(text).reduce((sum, { columns }) => sum + columns, 0)
}

function* graphemes(text: string): Iterable<{ segment: string; index: number }> {
  if (plain.test(text)) {
    for (let index = 0; index < text.length; index++) yield { segment: text.charAt(index), index }
    return
  }
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  yield* segmenter.segment(text)
}

function cellOf(grapheme: string, column: number): { text: string; columns: number } {
  if (grapheme === '\t') {
    const columns = tabWidth - (column % tabWidth)
    return { text: ' '.repeat(columns), columns }
  }
  if (plain.test(grapheme)) return { text: grapheme, columns: grapheme.length }
  const visible = printable(grapheme)
  if (visible !== grapheme) return { text: visible, columns: Array.from(visible).length }
  if (zeroWidth.test(grapheme)) return { text: grapheme, columns: 0 }
  return { text: grapheme, columns: wide.test(grapheme) || grapheme.includes('\ufe0f') ? 2 : 1 }
}

/** `␛` for ESC as Unicode's control pictures have it, `<U+202E>` for what has no picture. */
function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}
