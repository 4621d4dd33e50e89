import type { Span } from '../../text/span.ts'
import type { CommandWord } from './word.ts'

/** One use of an option. */
export interface OptionUse {
  /** `--package`, `-p`; null when the word's text is not known. */
  readonly name: string | null
  readonly word: CommandWord
  /** The value of an option that takes one. */
  readonly value?: OptionValue
}

export interface OptionValue {
  readonly text: string | null
  /** Only the value, also in `--package=evio`; the whole word when that part cannot be told apart. */
  readonly span: Span
  /** The word that is only the value, for `--package evio`. */
  readonly word?: CommandWord
}

/** Words of a command after its name, told apart. */
export interface Arguments {
  readonly options: readonly OptionUse[]
  readonly operands: readonly CommandWord[]
  /** Index in the given words of the first word that was not read, when reading stopped early. */
  readonly rest: number
}

/**
 * Reads options as getopt and clap do: `--x v`, `--x=v`, `-xv`, `-x v`, clusters of flags, `--`. `valued` names the
 * options that take a value. With `stop`, reading ends at the first operand (and after `--`), as for `uv run`.
 */
export function readArguments(
  words: readonly CommandWord[],
  from: number,
  valued: ReadonlySet<string>,
  stop = false,
): Arguments {
  const options: OptionUse[] = []
  const operands: CommandWord[] = []
  let at = from
  for (; at < words.length; at++) {
    const word = words[at] as CommandWord
    const text = word.text ?? leadingText(word)
    if (text === '--') {
      if (stop) return { options, operands, rest: at + 1 }
      operands.push(...words.slice(at + 1))
      return { options, operands, rest: words.length }
    }
    if (!text.startsWith('-') || text === '-') {
      if (stop) return { options, operands, rest: at }
      operands.push(word)
      continue
    }
    const { name, attached } = splitOption(text, valued)
    if (!valued.has(name)) {
      options.push({ name: word.text === null ? null : name, word })
    } else if (attached !== null) {
      options.push({ name, word, value: attachedValue(word, attached) })
    } else {
      const value = words[at + 1]
      if (value) at++
      options.push(
        value ? { name, word, value: { text: value.text, span: value.span, word: value } } : { name, word },
      )
    }
  }
  return { options, operands, rest: at }
}

/** Text of a word up to its first unknown part. */
function leadingText(word: CommandWord): string {
  const first = word.parts[0]
  return first?.kind === 'text' ? first.text : ''
}

function splitOption(text: string, valued: ReadonlySet<string>): { name: string; attached: number | null } {
  if (text.startsWith('--')) {
    const equals = text.indexOf('=')
    return equals < 0 ? { name: text, attached: null } : { name: text.slice(0, equals), attached: equals + 1 }
  }
  for (let index = 1; index < text.length; index++) {
    const letter = '-' + text[index]
    if (!valued.has(letter)) continue
    if (index === text.length - 1) return { name: letter, attached: null }
    return { name: letter, attached: text[index + 1] === '=' ? index + 2 : index + 1 }
  }
  return { name: text, attached: null }
}

function attachedValue(word: CommandWord, offset: number): OptionValue {
  const text = word.text === null ? null : word.text.slice(offset)
  const plain = word.text !== null && word.span.end - word.span.start === word.text.length
  return { text, span: plain ? { start: word.span.start + offset, end: word.span.end } : word.span }
}

/** The last use of an option under any of its names; clap and getopt let the last one win. */
export function lastOption(uses: readonly OptionUse[], ...names: readonly string[]): OptionUse | undefined {
  return uses.findLast((use) => use.name !== null && names.includes(use.name))
}
