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
  /** The statements in the word when it is code itself. */
  readonly code?: readonly ShellStatement[]
}
