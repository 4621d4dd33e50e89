import type { CommandWord } from '../programs/word.ts'
import type { Turn } from './move.ts'
import type { RawCommand, RawDefinition } from './raw-command.ts'

/**
 * What following a script finds. Code that runs several times, in a loop or when its function is called, is gathered once
 * for each set of values.
 */
export class GatheredCommands {
  readonly definitions: RawDefinition[] = []
  readonly turns: Turn[] = []
  readonly #commands: RawCommand[] = []
  readonly #variants = new Map<string, Map<string, RawCommand>>()
  readonly #called = new Set<RawCommand>()
  #quiet = 0

  /** Whether what is met now was gathered elsewhere. */
  get isQuiet(): boolean {
    return this.#quiet > 0
  }

  /** Follows code of which no command and no definition is gathered. */
  quietly<T>(run: () => T): T {
    this.#quiet++
    const value = run()
    this.#quiet--
    return value
  }

  define(definition: RawDefinition): void {
    if (!this.isQuiet) this.definitions.push(definition)
  }

  /**
   * @param repeats whether it stands in a loop or in a function that is called with words
   * @param called whether a call of its function led to it
   */
  add(raw: RawCommand, repeats: boolean, called: boolean): void {
    if (this.isQuiet) return
    if (repeats) {
      const place = placeOf(raw)
      const variants = this.#variants.get(place) ?? new Map<string, RawCommand>()
      // A word that a call hands over is judged where that call stands, as far as anyone reads so many calls.
      const isApart = variants.size < mostCalls
      const key = [
        raw.directory,
        ...raw.words.map((word) => knownText(word) + (isApart ? handedAt(word, raw) : '')),
      ].join('\u0001')
      if (variants.has(key)) return
      this.#variants.set(place, variants.set(key, raw))
    }
    if (called) this.#called.add(raw)
    this.#commands.push(raw)
  }

  /** The commands in the order in which they were met; of a function that was called, as its callers run them. */
  get commands(): RawCommand[] {
    const called = new Set([...this.#called].map(placeOf))
    return this.#commands.filter((raw) => this.#called.has(raw) || !called.has(placeOf(raw)))
  }

  /** Those that run in several ways, with their number. */
  get repeated(): ReadonlyMap<RawCommand, number> {
    const found = new Map<RawCommand, number>()
    for (const variants of this.#variants.values())
      if (variants.size > 1) for (const raw of variants.values()) found.set(raw, variants.size)
    for (const raw of this.#called) found.set(raw, Number.POSITIVE_INFINITY)
    return found
  }
}

/** Calls of one function whose words are told apart by where they stand, and not only by what they say. */
const mostCalls = 1_000

/** Where the value of a word is written, when that is not in the command itself; empty for the others. */
function handedAt({ written }: CommandWord, { span }: RawCommand): string {
  return written && (written.start < span.start || span.end < written.end) ? `@${written.start}` : ''
}

function placeOf({ span, shown }: RawCommand): string {
  return `${span.start}-${span.end}-${shown ? 'shown' : ''}`
}

function knownText({ text, fromRoot }: CommandWord): string {
  return text ?? (fromRoot === undefined ? '\u0002' : `\u0003${fromRoot}`)
}
