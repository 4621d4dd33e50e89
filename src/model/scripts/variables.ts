import type { HostValue } from '../../parse/script.ts'
import type { ShellAssignment, ShellWord, ShellWordPart } from '../../parse/shell/ast.ts'
import type { Span } from '../../text/span.ts'
import type { CommandWord } from '../programs/word.ts'
import { commandValue, commandWord, isSplit, type Scope } from './word-values.ts'

/** What one turn of a loop, or one call of a function, puts in the place of a variable. */
export interface BoundValue {
  /** Null when it is not known. */
  readonly text: string | null
  /** Where the value is written, when that is a place of its own. */
  readonly written?: Span
}

/** As many turns of a loop are followed, and as many calls of a function. */
const mostTurns = 40

/** The variables of a script while it is followed: constants, lists, and what loops and calls bind. */
export class Variables {
  readonly values = new Map<string, string | null>()
  readonly written = new Map<string, Span>()
  readonly #lists = new Map<string, readonly CommandWord[]>()
  readonly #unstable: ReadonlySet<string>

  /**
   * @param unstable names that the script gives more than one value
   * @param given what the host sets before the script starts
   */
  constructor(unstable: ReadonlySet<string>, given: readonly HostValue[] = []) {
    this.#unstable = unstable
    for (const { name, text, span } of given) this.bind(name, { text, written: span })
  }

  /** Notes `NAME=value` and `NAME=(a b)`. */
  assign({ name, value, items, appends }: ShellAssignment, scope: Scope): void {
    this.written.delete(name)
    this.#lists.delete(name)
    if (items && !appends && !this.#unstable.has(name)) this.#lists.set(name, this.expand(items, scope))
    const text = value ? commandValue(commandWord(value, scope)) : value === undefined ? '' : null
    this.values.set(name, this.#unstable.has(name) || appends ? null : text)
    if (value && name.startsWith('UV_')) this.written.set(name, value.span)
  }

  /** Sets a variable for one command; gives what takes it back. */
  lend(assignment: ShellAssignment, scope: Scope): () => void {
    const { name } = assignment
    const before = this.values.get(name)
    const span = this.written.get(name)
    this.assign(assignment, scope)
    return () => {
      if (before === undefined) this.values.delete(name)
      else this.bind(name, { text: before, ...(span && { written: span }) })
    }
  }

  /** Gives a variable the value of one turn. */
  bind(name: string, { text, written }: BoundValue): void {
    this.values.set(name, text)
    if (written) this.written.set(name, written)
    else this.written.delete(name)
  }

  /** Gives `$1`, `$2` … and `$@` the words of a call; gives what restores those of the caller. */
  enter(words: readonly CommandWord[]): () => void {
    const names = Array.from({ length: 9 }, (_, index) => String(index + 1))
    const before = names.map((name) => ({ name, value: this.values.get(name), span: this.written.get(name) }))
    const list = this.#lists.get('@')
    for (const [index, name] of names.entries()) {
      const word = words[index]
      if (word) this.bind(name, boundTo(word))
      else this.values.delete(name)
    }
    this.#lists.set('@', words)
    return () => {
      if (list) this.#lists.set('@', list)
      else this.#lists.delete('@')
      for (const { name, value, span } of before) {
        if (value === undefined) this.values.delete(name)
        else this.bind(name, { text: value, ...(span && { written: span }) })
      }
    }
  }

  /** Words as the shell hands them over: `"${list[@]}"` and `"$@"` become the words of the list. */
  expand(words: readonly ShellWord[], scope: Scope): CommandWord[] {
    return words.flatMap((word) => {
      const listed = this.#listed(word, scope)
      if (listed) return listed.map((one) => ({ ...one, stands: word.span }))
      const whole = commandWord(word, scope)
      // Which words it becomes is not told: they have no places of their own.
      return [isSplit(word, scope) ? { ...whole, text: null } : whole]
    })
  }

  /** The turns of a loop over these words; none when no value is known. */
  turns(words: readonly ShellWord[] | undefined, scope: Scope): BoundValue[] {
    const whole = (words ?? []).flatMap((word) => this.#listed(word, scope) ?? [commandWord(word, scope)])
    const turns = whole.flatMap((word) => {
      const value = boundTo(word)
      const [part] = word.parts
      const splits =
        word.parts.length === 1 && (part?.kind === 'hole' || (part?.kind === 'variable' && !part.quoted))
      const pieces = splits ? (value.text?.split(/\s+/).filter(Boolean) ?? []) : []
      return pieces.length > 1 ? pieces.map((text) => ({ text })) : [value]
    })
    const known = turns.some(({ text }) => text !== null && !/[*?[\]]/.test(text))
    return known && turns.length <= mostTurns ? turns : []
  }

  #listed(word: ShellWord, scope: Scope): readonly CommandWord[] | undefined {
    const [part] = word.parts
    if (part?.kind !== 'variable' || word.parts.length !== 1) return undefined
    return isWholeList(part, scope) ? this.#lists.get(part.name) : undefined
  }
}

function isWholeList(part: ShellWordPart & { readonly kind: 'variable' }, { source }: Scope): boolean {
  if (part.name === '@' || part.name === '*') return part.plain
  return /^\$\{\w+\[[@*]\]\}$/.test(source.slice(part.span.start, part.span.end))
}

/** The value of a word for a variable; a word of one piece of text is written where it stands. */
function boundTo(word: CommandWord): BoundValue {
  const text = commandValue(word)
  const written = word.written ?? (text !== null && isPlain(word) ? word.span : undefined)
  return written ? { text, written } : { text }
}

/** Whether a word is nothing but text, perhaps in quotes. */
function isPlain({ parts }: CommandWord): boolean {
  return parts.length === 1 && parts[0]?.kind === 'text'
}
