import type { Span } from '../../text/span.ts'

/**
 * Guest code as its own parser reads it, with the way back to the host file. It is made of pieces of the host's text:
 * what the host indents, quotes or prefixes is left out, an escape reads as what it stands for, and a hole (an
 * expression of the host) reads as one word of underscores, so that `${lib.getExe pkgs.uv} sync` keeps its first word.
 */
export class Guest {
  readonly text: string
  readonly #host: string
  readonly #pieces: readonly Piece[]
  /** In order of `start`. */
  readonly holes: readonly Hole[]

  constructor(host: string, text: string, pieces: readonly Piece[], holes: readonly Hole[]) {
    this.#host = host
    this.text = text
    this.#pieces = pieces
    this.holes = holes
  }

  /** The whole of a host text as guest code, without a byte order mark. */
  static whole(text: string): Guest {
    const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
    return new GuestBuilder(text).copy({ start, end: text.length }).build()
  }

  /** Span in the host file of a range of guest offsets: from its first to its last character. */
  span(start: number, end: number): Span {
    const from = this.#hostStart(start)
    return { start: from, end: end > start ? Math.max(from, this.#hostEnd(end)) : from }
  }

  /** The host's own text of a native span. */
  hostText(span: Span): string {
    return this.#host.slice(span.start, span.end)
  }

  /** The holes that share a character with a range of guest offsets. */
  holesIn(start: number, end: number): readonly Hole[] {
    let low = 0
    let high = this.holes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.holes[middle]?.end ?? 0) <= start) low = middle + 1
      else high = middle
    }
    let after = low
    while ((this.holes[after]?.start ?? end) < end) after++
    return this.holes.slice(low, after)
  }

  /** A builder for code inside this guest's code, such as the argument of `bash -c`. */
  builder(): GuestBuilder {
    return new GuestBuilder(this.#host)
  }

  /** The same code with the way back to the host of `outer`, when this guest's own host is the text of `outer`. */
  within(outer: Guest): Guest {
    const builder = outer.builder()
    for (const { kind, at, length, start, end } of this.#pieces) {
      if (kind === 'copy') outer.copyInto(builder, start, end)
      else if (kind === 'escape') builder.escape(outer.span(start, end), this.text.slice(at, at + length))
      else {
        const [hole] = this.holesIn(at, at + length)
        builder.hole(outer.span(start, end), hole?.placeholder, hole?.value)
      }
    }
    return builder.build()
  }

  /** Adds a range of this guest to another one, escapes and holes kept. */
  copyInto(builder: GuestBuilder, start: number, end: number): void {
    for (let index = this.#find(start); index < this.#pieces.length; index++) {
      const piece = this.#pieces[index] as Piece
      if (piece.at >= end) return
      const from = Math.max(start, piece.at)
      const to = Math.min(end, piece.at + piece.length)
      if (from >= to) continue
      if (piece.kind === 'copy') {
        const host = piece.start + from - piece.at
        builder.copy({ start: host, end: host + to - from })
      } else if (piece.kind === 'hole') {
        const hole = this.holesIn(from, to)[0]
        builder.hole({ start: piece.start, end: piece.end }, hole?.placeholder, hole?.value)
      } else builder.escape({ start: piece.start, end: piece.end }, this.text.slice(from, to))
    }
  }

  #find(offset: number): number {
    let low = 0
    let high = this.#pieces.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#pieces[middle]?.at ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  #hostStart(offset: number): number {
    const piece = this.#pieces[this.#find(offset)]
    if (!piece) return 0
    if (offset >= piece.at + piece.length) return piece.end
    return piece.kind === 'copy' ? piece.start + offset - piece.at : piece.start
  }

  #hostEnd(offset: number): number {
    const piece = this.#pieces[this.#find(Math.max(0, offset - 1))]
    if (!piece) return 0
    return piece.kind === 'copy' ? Math.min(piece.end, piece.start + offset - piece.at) : piece.end
  }
}

interface Piece {
  readonly kind: 'copy' | 'escape' | 'hole'
  /** Offset and length in the guest. */
  readonly at: number
  length: number
  /** Span in the host. */
  readonly start: number
  end: number
}

/** A part of the guest code that only the host can read; offsets are the guest's. */
export interface Hole {
  readonly start: number
  readonly end: number
  /** As written in the host. */
  readonly source: string
  /** Stands for something the reader has to fill in, such as `<member>`. */
  readonly placeholder: boolean
  /** What the host puts there, when that is a constant. */
  readonly value?: string
}

/** Puts guest code together from the host's text, from front to back. */
export class GuestBuilder {
  readonly #host: string
  readonly #pieces: Piece[] = []
  readonly #holes: Hole[] = []
  readonly #texts: string[] = []
  #length = 0

  constructor(host: string) {
    this.#host = host
  }

  /** Length of the guest text so far. */
  get length(): number {
    return this.#length
  }

  /** Host text that reads in the guest as it stands; the `\r` of a line ending is left out. */
  copy(span: Span): this {
    const text = this.#host.slice(span.start, span.end)
    let from = 0
    for (let ending = text.indexOf('\r\n'); ending >= 0; ending = text.indexOf('\r\n', from)) {
      this.#copyPiece({ start: span.start + from, end: span.start + ending })
      from = ending + 1
    }
    return this.#copyPiece({ start: span.start + from, end: span.end })
  }

  #copyPiece(span: Span): this {
    if (span.end <= span.start) return this
    const last = this.#pieces.at(-1)
    const length = span.end - span.start
    if (last?.kind === 'copy' && last.end === span.start) {
      last.end = span.end
      last.length += length
    } else this.#pieces.push({ kind: 'copy', at: this.#length, length, ...span })
    return this.#add(this.#host.slice(span.start, span.end))
  }

  /** Host text that reads as another text in the guest, such as `''$` as `$`. An empty text leaves it out. */
  escape(span: Span, text: string): this {
    if (text === '') return this
    this.#pieces.push({ kind: 'escape', at: this.#length, length: text.length, ...span })
    return this.#add(text)
  }

  /** An expression of the host, or a placeholder. */
  hole(span: Span, placeholder = false, value?: string): this {
    const length = Math.max(1, span.end - span.start)
    const start = this.#length
    const source = this.#host.slice(span.start, span.end)
    this.#pieces.push({ kind: 'hole', at: start, length, ...span })
    this.#holes.push({
      start,
      end: start + length,
      source,
      placeholder,
      ...(value !== undefined && { value }),
    })
    return this.#add('_'.repeat(length))
  }

  build(): Guest {
    return new Guest(this.#host, this.#texts.join(''), this.#pieces, this.#holes)
  }

  #add(text: string): this {
    this.#texts.push(text)
    this.#length += text.length
    return this
  }
}
