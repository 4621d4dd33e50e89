import type { Span } from './span.ts'

/** A position as people and editors count it. */
export interface Position {
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 code units; a byte order mark takes no column. */
  readonly column: number
  /** 0-based UTF-16 offset in the file. */
  readonly offset: number
}

/** Start and end position of a span. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

const byteOrderMark = 0xfeff

/** Turns offsets into positions. A line ends after `\n`, `\r\n` or a lone `\r`. */
export class LineIndex {
  readonly #text: string
  readonly #starts: number[] = [0]

  constructor(text: string) {
    this.#text = text
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) this.#starts.push(at + 1)
    }
  }

  /** Number of lines; an empty file has one. */
  get lines(): number {
    return this.#starts.length
  }

  /** Position of an offset; an offset outside the file is clamped to it. */
  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#text.length))
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= clamped) low = middle
      else high = middle - 1
    }
    const start = this.#starts[low] ?? 0
    const mark = low === 0 && clamped > 0 && this.#text.charCodeAt(0) === byteOrderMark ? 1 : 0
    return { line: low + 1, column: clamped - start + 1 - mark, offset: clamped }
  }

  /** Positions of both ends of a span. */
  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) }
  }

  /** Span of a line without its line ending; `line` is 1-based and clamped to the file. */
  lineSpan(line: number): Span {
    const index = Math.max(0, Math.min(line - 1, this.#starts.length - 1))
    const start = this.#starts[index] ?? 0
    let end = this.#starts[index + 1] ?? this.#text.length
    if (index + 1 < this.#starts.length) {
      if (this.#text.charCodeAt(end - 1) === 10) end--
      if (end > start && this.#text.charCodeAt(end - 1) === 13) end--
    }
    return { start, end }
  }
}
