import { exact } from '../../text/exact.ts'
import type { Guest } from '../embed/guest.ts'
import type { ShellStatement, ShellWord, ShellWordPart } from './ast.ts'
import { type Quoting, readLiteral } from './literal.ts'

const braceExpansion = /\{(?:[^{}\s,.]|\.(?!\.))*(?:,|\.\.)[^{}\s]*\}/

/** Text that the shell takes apart; what is quoted or expanded is one sign. */
function bareText(part: ShellWordPart): string {
  return part.kind === 'text' && !part.quoted ? part.text : '\0'
}

function mayExpandBraces(part: ShellWordPart): boolean {
  return bareText(part).includes('{')
}

/** Puts a word together from left to right. Offsets are the guest's. */
export class WordParts {
  readonly #parts: ShellWordPart[] = []
  readonly #guest: Guest

  constructor(guest: Guest) {
    this.#guest = guest
  }

  literal(start: number, end: number, quoting: Quoting): void {
    for (const { kind, start: from, end: to, text, hole } of readLiteral(this.#guest, start, end, quoting)) {
      const span = this.#guest.span(from, to)
      const quoted = quoting !== 'bare' || kind === 'escape'
      const last = this.#parts.at(-1)
      if (hole) {
        const { placeholder, value } = hole
        const known = value !== undefined && { value }
        this.#parts.push({ kind: 'hole', source: text, placeholder, ...known, span })
      } else if (last?.kind === 'text' && last.quoted === quoted && from > start) {
        this.#parts[this.#parts.length - 1] = {
          ...last,
          text: last.text + text,
          span: { start: last.span.start, end: span.end },
        }
      } else if (text !== '') this.#parts.push({ kind: 'text', text, quoted, span })
    }
  }

  /** `""` or `''` */
  empty(start: number, end: number): void {
    this.#parts.push({ kind: 'text', text: '', quoted: true, span: this.#guest.span(start, end) })
  }

  /** `$name`, `${name}`; not `plain` where it does more than insert the value. */
  variable(name: string, start: number, end: number, form: { plain: boolean; quoted: boolean }): void {
    this.#parts.push({ kind: 'variable', name, ...form, span: this.#guest.span(start, end) })
  }

  /** `$(…)` and its likes. */
  substitution(body: readonly ShellStatement[], start: number, end: number, quoted: boolean): void {
    this.#parts.push({ kind: 'substitution', body, quoted, span: this.#guest.span(start, end) })
  }

  /** What has no known value. */
  other(start: number, end: number): void {
    this.#parts.push({ kind: 'other', span: this.#guest.span(start, end) })
  }

  /** The whole word, which stands in this range. */
  word(start: number, end: number): ShellWord {
    const span = this.#guest.span(start, end)
    const parts = this.#parts
    if (parts.some(mayExpandBraces) && braceExpansion.test(parts.map(bareText).join(''))) {
      return {
        span,
        parts: [{ kind: 'other', span }, ...parts.filter((part) => part.kind !== 'text')],
        text: null,
      }
    }
    let text: string | null = ''
    for (const part of parts) text = text !== null && part.kind === 'text' ? text + part.text : null
    return { span, parts: exact(parts), text }
  }
}
