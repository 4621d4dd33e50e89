import type { ShellStatement, ShellWordPart } from '../../parse/shell/ast.ts'
import type { Span } from '../../text/span.ts'

export interface CommandWord {
  readonly span: Span
  /** Value when known, variables with constant values included. */
  readonly text: string | null
  /** Path relative to the repository root when the word starts with an expression for that root. */
  readonly fromRoot?: string
  readonly parts: readonly ShellWordPart[]
  /** Where the value is written when the word only stands for it: an item of a loop or of a matrix. */
  readonly written?: Span
  /** Where the list stands that it is one word of: `"$@"`, `"${words[@]}"`. */
  readonly stands?: Span
  /** The statements in the word when it is code itself. */
  readonly code?: readonly ShellStatement[]
}

/** Words as they are written: those of a list as the one word that stands for them. */
export function asWritten<T>(words: readonly (CommandWord | T)[]): readonly (CommandWord | T)[] {
  let before: Span | undefined
  return words.flatMap((word) => {
    const stands = isWord(word) ? word.stands : undefined
    const again = stands !== undefined && stands === before
    before = stands
    if (stands === undefined) return [word]
    return again ? [] : [{ span: stands, text: null, parts: [] }]
  })
}

function isWord(word: unknown): word is CommandWord {
  return typeof word === 'object' && word !== null && 'parts' in word
}
