/**
 * Walks one line from container to container as CommonMark 0.31.2 counts: a tab reaches to the next multiple of four
 * columns, and a container may take only some of its columns.
 */
export class LineCursor {
  readonly text: string
  /** Offset of the line's ending; the end of the text for the last line. */
  readonly end: number
  /** Offset of the next character. A tab that is partly used up is still the next character. */
  at: number
  #column = 0
  #seen = -1
  #next = 0
  #indent = 0

  constructor(text: string, start: number, end: number) {
    this.text = text
    this.at = start
    this.end = end
  }

  /** Offset of the next character that is neither space nor tab; `end` when there is none. */
  get next(): number {
    this.#look()
    return this.#next
  }

  /** Columns of white space before `next`. */
  get indent(): number {
    this.#look()
    return this.#indent
  }

  get blank(): boolean {
    return this.next >= this.end
  }

  /** The line from `next` on. */
  rest(): string {
    return this.text.slice(this.next, this.end)
  }

  /** Takes up to `columns` columns of white space. */
  skipColumns(columns: number): void {
    this.#look()
    let left = Math.min(columns, this.#indent)
    this.#indent -= left
    while (left > 0) {
      const width = this.text.charCodeAt(this.at) === 9 ? 4 - (this.#column % 4) : 1
      this.#column += Math.min(width, left)
      if (width <= left) this.at++
      left -= width
    }
    this.#seen = this.at
  }

  /** Takes all white space and then `count` characters, none of them a tab. */
  skipMark(count: number): void {
    this.#column += this.indent + count
    this.at = this.next + count
    this.#seen = -1
  }

  #look(): void {
    if (this.#seen === this.at) return
    this.#seen = this.at
    let column = this.#column
    let at = this.at
    for (; at < this.end; at++) {
      const unit = this.text.charCodeAt(at)
      if (unit === 9) column += 4 - (column % 4)
      else if (unit === 32) column++
      else break
    }
    this.#next = at
    this.#indent = column - this.#column
  }
}
