import type { Span } from '../../../text/span.ts'

const nameStart = 1
const nameInner = 2
const pathInner = 4
const digit = 8

/** What each ASCII character may be part of. */
const kinds = new Uint8Array(128)
for (let code = 0; code < kinds.length; code++) {
  const character = String.fromCharCode(code)
  if (/[A-Za-z_]/.test(character)) kinds[code] = nameStart
  if (/[A-Za-z0-9_'-]/.test(character)) kinds[code] = (kinds[code] ?? 0) | nameInner
  if (/[A-Za-z0-9._+/-]/.test(character)) kinds[code] = (kinds[code] ?? 0) | pathInner
  if (/[0-9]/.test(character)) kinds[code] = (kinds[code] ?? 0) | digit
}

const slashCode = 47
/** What may follow the colon of a bare URI. */
const uri = /[A-Za-z0-9%/?:@&=+$,\-_.!~*']/

/** Where a reader stands in Nix code: it finds the tokens, whose bounds depend on what is expected. */
export class NixCursor {
  readonly text: string
  readonly comments: Span[] = []
  at = 0
  /** Set once something is not understood. The cursor then stands at the end, so that every reader comes to its end. */
  failed = false
  readonly #shift: number
  #pathStart = 0
  #pathEnd = 0
  #lastSeparator = -1

  /** `shift` is added to the offsets of spans. */
  constructor(text: string, shift: number) {
    this.text = text
    this.#shift = shift
  }

  fail(): void {
    this.failed = true
    this.at = this.text.length
  }

  span(start: number, end = this.at): Span {
    return { start: start + this.#shift, end: end + this.#shift }
  }

  /** From an offset to the end of what was read last. */
  spanTo(start: number, last: { readonly span: Span }): Span {
    return { start: start + this.#shift, end: last.span.end }
  }

  readonly textOf = (span: Span): string => this.text.slice(span.start - this.#shift, span.end - this.#shift)

  /** Passes blanks and comments; gives the character that the cursor then stands at, or '' at the end. */
  next(): string {
    this.at = this.afterBlanks(this.at)
    return this.text[this.at] ?? ''
  }

  /** The character that follows an offset, blanks and comments aside. */
  characterAfter(offset: number): string {
    return this.text[this.afterBlanks(offset)] ?? ''
  }

  afterBlanks(offset: number): number {
    const { text } = this
    let at = offset
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === 32 || code === 10 || code === 9 || code === 13) at++
      else if (text[at] === '#') at = this.#comment(at, text.indexOf('\n', at))
      else if (text[at] === '/' && text[at + 1] === '*') {
        const close = text.indexOf('*/', at + 2)
        if (close < 0) return at
        at = this.#comment(at, close + 2)
      } else return at
    }
  }

  #comment(start: number, found: number): number {
    const end = found < 0 ? this.text.length : found
    const span = this.span(start, end)
    // Whoever looks ahead passes a comment more than once.
    if ((this.comments.at(-1)?.start ?? -1) < span.start) this.comments.push(span)
    return end
  }

  /** Whether these characters stand here. */
  startsWith(characters: string): boolean {
    return this.text.startsWith(characters, this.at)
  }

  /** Passes blanks and then these characters, which must follow. */
  expect(characters: string): void {
    this.next()
    if (this.startsWith(characters)) this.at += characters.length
    else this.fail()
  }

  /** Passes blanks and then this word, which must follow. */
  expectWord(word: string): void {
    this.next()
    if (this.word() === word) this.at += word.length
    else this.fail()
  }

  /** The name or keyword that starts here; '' where none does, or where it is the start of a path. */
  word(): string {
    const { text, at } = this
    if (!is(text.charCodeAt(at), nameStart)) return ''
    let end = at + 1
    while (is(text.charCodeAt(end), nameInner)) end++
    return this.isAtPath() ? '' : text.slice(at, end)
  }

  isAtDigit(): boolean {
    return is(this.text.charCodeAt(this.at), digit)
  }

  /** Whether a path such as `./a`, `a/b` or `a/${b}` starts here: characters of paths with something after a slash. */
  isAtPath(): boolean {
    const { text, at } = this
    if (!is(text.charCodeAt(at), pathInner)) return false
    if (at < this.#pathStart || at >= this.#pathEnd) this.#measurePath()
    return this.#lastSeparator >= at
  }

  /** Finds the run of path characters here, once for all tokens in it. */
  #measurePath(): void {
    const { text, at } = this
    let end = at
    let slash = -1
    let separator = -1
    for (let code = text.charCodeAt(end); is(code, pathInner); code = text.charCodeAt(++end)) {
      if (code === slashCode) slash = end
      else separator = slash
    }
    this.#pathStart = at
    this.#pathEnd = end
    this.#lastSeparator = text[end] === '$' ? slash : separator
  }

  /** Passes the characters of a path that stand here. */
  passPathCharacters(): void {
    while (is(this.text.charCodeAt(this.at), pathInner)) this.at++
  }

  /** What a sticky pattern finds here; '' when nothing. */
  match(pattern: RegExp): string {
    pattern.lastIndex = this.at
    return pattern.exec(this.text)?.[0] ?? ''
  }

  /** Whether a colon stands here that may belong to a bare URI. */
  isAtUriColon(): boolean {
    return this.text[this.at] === ':' && uri.test(this.text[this.at + 1] ?? '')
  }
}

function is(code: number, kind: number): boolean {
  return code < 128 && ((kinds[code] as number) & kind) !== 0
}
