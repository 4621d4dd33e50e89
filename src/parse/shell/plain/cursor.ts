import type { Span } from '../../../text/span.ts'
import type { Guest } from '../../embed/guest.ts'
import type { ShellComment } from '../ast.ts'
import { findHeredocs, type Heredoc } from '../heredocs.ts'

const reservedWord =
  /(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|in|select|function|time|coproc|\[\[?|[{}!])(?![^\s;&|()<>])/y

/** Where a reader stands in shell code. */
export class ShellCursor {
  readonly guest: Guest
  readonly text: string
  readonly comments: ShellComment[] = []
  at = 0
  /** End of the last token of a statement, before its redirections and the blanks that were passed. */
  end = 0
  /** Here-documents by where their operator stands, and by where their body begins. */
  readonly #operators: ReadonlyMap<number, Heredoc>
  readonly #bodies: ReadonlyMap<number, Heredoc>
  #passed = 0
  /** Set once something is not understood. The cursor then stands at the end, so that every reader comes to its end. */
  failed = false

  constructor(guest: Guest) {
    this.guest = guest
    this.text = guest.text
    const { heredocs } = findHeredocs(guest.text)
    this.#operators = new Map(heredocs.map((heredoc) => [heredoc.start, heredoc]))
    this.#bodies = new Map(heredocs.map((heredoc) => [heredoc.bodyStart, heredoc]))
  }

  /** Whether everything was understood up to the end, the places of all here-documents included. */
  get isDone(): boolean {
    const atEnd = this.at === this.text.length && this.#passed === this.#operators.size + this.#bodies.size
    return atEnd && !this.failed
  }

  isAtHeredoc(): boolean {
    return this.#operators.has(this.at)
  }

  /** Passes the operator of a here-document as a token, if one stands here. */
  matchHeredoc(): Heredoc | undefined {
    const heredoc = this.#operators.get(this.at)
    if (!heredoc) return undefined
    this.#passed++
    this.take(heredoc.end - heredoc.start)
    return heredoc
  }

  fail(): void {
    this.failed = true
    this.at = this.text.length
  }

  /** From an offset to the end of the last token. */
  spanFrom(start: number): Span {
    return this.guest.span(start, this.end)
  }

  /** Passes so many characters as a token. */
  take(length: number): void {
    this.at += length
    this.end = this.at
  }

  /** Passes what a sticky pattern finds here as a token, and gives the match. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match) this.take(match[0].length)
    return match
  }

  /** Passes blanks and a comment, on this line and those that continue it; gives the character that follows, or ''. */
  passBlanks(): string {
    const { text } = this
    for (;;) {
      const character = text[this.at]
      if (character === ' ' || character === '\t') this.at++
      else if (character === '#') this.#passComment()
      else if (character !== '\\' || text[this.at + 1] !== '\n') return character ?? ''
      else {
        this.at += 2
        // A line continued by nothing is no code that was meant so.
        if (/^[ \t]*(?:\n|$)/.test(text.slice(this.at, this.at + 200))) this.fail()
      }
    }
  }

  /** Passes blanks, comments, line ends and here-documents; gives the character that follows, or ''. */
  passLines(): string {
    for (;;) {
      const character = this.passBlanks()
      if (character !== '\n') return character
      this.at++
      const heredoc = this.#bodies.get(this.at)
      if (!heredoc) continue
      this.#passed++
      this.at = heredoc.close
    }
  }

  #passComment(): void {
    const start = this.at
    const lineEnd = this.text.indexOf('\n', start)
    this.at = lineEnd < 0 ? this.text.length : lineEnd
    this.comments.push({ span: this.guest.span(start, this.at) })
  }

  /** The word that the shell reserves for its own syntax, when one stands here; '' otherwise. */
  reservedWord(): string {
    reservedWord.lastIndex = this.at
    return reservedWord.exec(this.text)?.[0] ?? ''
  }

  /** Passes lines and then this word, which must follow. */
  expect(word: string): void {
    this.passLines()
    if (this.text.startsWith(word, this.at)) this.take(word.length)
    else this.fail()
  }
}
