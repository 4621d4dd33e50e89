import type { NixExpression, NixString, NixStringPart } from '../ast.ts'
import { escaped } from '../reduce-strings.ts'
import type { NixCursor } from './cursor.ts'

/** Reads the expression after `${` and its closing brace. */
export type ReadInterpolation = () => NixExpression

/** Puts the parts of a string together. */
class Parts {
  readonly parts: NixStringPart[] = []
  readonly #cursor: NixCursor
  #textStart: number

  constructor(cursor: NixCursor) {
    this.#cursor = cursor
    this.#textStart = cursor.at
  }

  /** Where the cursor stands, an escape of this length begins. */
  escape(length: number, text: string): void {
    const { at } = this.#cursor
    this.endText()
    this.#cursor.at = at + length
    this.parts.push({ kind: 'escape', span: this.#cursor.span(at), text })
    this.#textStart = at + length
  }

  /** Where the cursor stands, `${` begins. */
  interpolation(read: ReadInterpolation): void {
    const { at } = this.#cursor
    this.endText()
    const expression = read()
    this.parts.push({ kind: 'interpolation', span: this.#cursor.span(at), expression })
    this.#textStart = this.#cursor.at
  }

  /** What stands before the cursor and in no other part is text. */
  endText(): void {
    const { at } = this.#cursor
    if (at > this.#textStart) this.parts.push({ kind: 'text', span: this.#cursor.span(this.#textStart, at) })
  }

  /** Whether nothing but a part that is no text stands before the cursor. */
  get isAtPartStart(): boolean {
    return this.#cursor.at === this.#textStart
  }
}

/** Reads `"…"`. */
export function readString(cursor: NixCursor, interpolation: ReadInterpolation): NixString {
  const { text, at: start } = cursor
  cursor.at++
  const parts = new Parts(cursor)
  while (!cursor.failed) {
    const character = text[cursor.at]
    if (character === '"') {
      parts.endText()
      cursor.at++
      return { kind: 'string', indented: false, parts: parts.parts, span: cursor.span(start) }
    }
    if (character === '$') readDollar(cursor, parts, '"\\', interpolation)
    else if (character === '\\') readEscape(cursor, parts, 1)
    else if (character === undefined) cursor.fail()
    else cursor.at++
  }
  return { kind: 'string', indented: false, parts: [], span: cursor.span(start) }
}

/** Reads `''…''`. */
export function readIndentedString(cursor: NixCursor, interpolation: ReadInterpolation): NixString {
  const { text, at: start } = cursor
  cursor.at += 2
  const parts = new Parts(cursor)
  while (!cursor.failed) {
    const character = text[cursor.at]
    if (character === '$') readDollar(cursor, parts, "'", interpolation)
    else if (character === undefined) cursor.fail()
    else if (character !== "'") cursor.at++
    else if (text[cursor.at + 1] !== "'") {
      // The grammar takes no part that begins with a quote and ends there.
      if (parts.isAtPartStart && text[cursor.at + 1] === '$') cursor.fail()
      else cursor.at++
    } else if (text[cursor.at + 2] === "'") parts.escape(3, "''")
    else if (text[cursor.at + 2] === '$') parts.escape(3, '$')
    else if (text[cursor.at + 2] === '\\') readEscape(cursor, parts, 3)
    else {
      parts.endText()
      cursor.at += 2
      return { kind: 'string', indented: true, parts: parts.parts, span: cursor.span(start) }
    }
  }
  return { kind: 'string', indented: true, parts: [], span: cursor.span(start) }
}

/** `${` begins an interpolation; another `$` keeps what follows from a meaning, unless that is one of `strong`. */
function readDollar(cursor: NixCursor, parts: Parts, strong: string, interpolation: ReadInterpolation): void {
  const following = cursor.text[cursor.at + 1]
  if (following === '{') parts.interpolation(interpolation)
  else if (following === undefined) cursor.fail()
  else cursor.at += strong.includes(following) ? 1 : 2
}

/** The character after a mark of this length stands for itself or for a control character. */
function readEscape(cursor: NixCursor, parts: Parts, mark: number): void {
  const code = cursor.text.codePointAt(cursor.at + mark)
  // Whoever writes half of a character's two units into a text is left to the grammar.
  if (code === undefined || code > 0xffff) cursor.fail()
  else parts.escape(mark + 1, escaped(String.fromCharCode(code)))
}
