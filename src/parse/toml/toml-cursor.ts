import { parse as parseValues } from 'smol-toml'
import type { Span } from '../../text/span.ts'

/** A part of a dotted key. */
export interface Key {
  readonly name: string
  readonly span: Span
}

const bareKey = /[\w-]+/y
const plainValue = /[^,\]}#\r\n]+/y

/** More parts than any file that a person or a tool writes; deeper tables would exhaust the stack of their readers. */
const deepest = 200

/** A place in the text of a valid TOML document, which moves over blanks, keys, strings and plain values. */
export class TomlCursor {
  readonly text: string
  at: number
  /** Comments that were passed. */
  readonly comments: Span[] = []

  constructor(text: string) {
    this.text = text
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  get atEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The character here; undefined at the end. */
  get here(): string | undefined {
    return this.text[this.at]
  }

  /** Skips spaces, line breaks and comments. */
  skipBlank(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at)
      if (unit === 32 || unit === 9 || unit === 10 || unit === 13) this.at++
      else if (unit === 35) this.#skipComment()
      else return
    }
  }

  #skipComment(): void {
    const start = this.at
    while (!this.atEnd && this.text.charCodeAt(this.at) !== 10) this.at++
    const end = this.text[this.at - 1] === '\r' ? this.at - 1 : this.at
    this.comments.push({ start, end })
  }

  skipSpaces(): void {
    while (this.here === ' ' || this.here === '\t') this.at++
  }

  /** Throws a RangeError where there is no key. */
  dottedKey(): Key[] {
    const keys: Key[] = []
    for (;;) {
      this.skipSpaces()
      keys.push(this.#simpleKey())
      if (keys.length > deepest) throw new RangeError('a key of too many parts')
      this.skipSpaces()
      if (this.here !== '.') return keys
      this.at++
    }
  }

  #simpleKey(): Key {
    const start = this.at
    const quote = this.here
    if (quote !== '"' && quote !== "'") {
      bareKey.lastIndex = this.at
      this.at += bareKey.exec(this.text)?.[0].length ?? 0
      if (this.at === start) throw new RangeError(`no key at ${this.at}`)
      return { name: this.text.slice(start, this.at), span: { start, end: this.at } }
    }
    this.skipString(quote)
    const written = this.text.slice(start, this.at)
    const escaped = quote === '"' && written.includes('\\')
    const name = escaped ? (Object.keys(parseValues(`${written} = 0`))[0] ?? '') : written.slice(1, -1)
    return { name, span: { start, end: this.at } }
  }

  /** Skips a string that begins here with this quote; answers how many quotes it begins with. */
  skipString(quote: string): 1 | 3 {
    const isLong = this.text.startsWith(quote.repeat(3), this.at)
    const end = isLong ? quote.repeat(3) : quote
    this.at = this.text.indexOf(end, this.at + end.length)
    while (quote === '"' && this.#isEscaped(this.at)) this.at = this.text.indexOf(end, this.at + 1)
    if (this.at < 0) this.at = this.text.length
    // Up to two quotes may stand directly before the closing three.
    while (isLong && this.text[this.at + 3] === quote) this.at++
    this.at += end.length
    return isLong ? 3 : 1
  }

  /** Whether an odd number of backslashes stands before a quote. */
  #isEscaped(quote: number): boolean {
    let backslashes = 0
    while (this.text[quote - 1 - backslashes] === '\\') backslashes++
    return backslashes % 2 === 1
  }

  /** Skips a number, a boolean or a date. */
  skipPlainValue(): void {
    plainValue.lastIndex = this.at
    this.at += plainValue.exec(this.text)?.[0].length ?? 0
    while (this.text[this.at - 1] === ' ' || this.text[this.at - 1] === '\t') this.at--
  }
}
