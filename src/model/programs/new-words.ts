import type { CommandWord } from './word.ts'

/** Words of a new command: text, or a word of the old one as it stands. */
export type NewWords = readonly (string | CommandWord)[]

/** The value of a word, empty when it is not known. */
export function textOf(word: string | CommandWord): string {
  return typeof word === 'string' ? word : (word.text ?? '')
}
