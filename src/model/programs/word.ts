import type { ShellStatement, ShellWordPart } from '../../parse/shell/ast.ts'
import type { Span } from '../../text/span.ts'

export interface CommandWord {
  readonly span: Span
  /** Value when known, variables with constant values included. */
  readonly text: string | null
  /** Path relative to the repository root when the word starts with an expression for that root. */
  readonly fromRoot?: string
  readonly parts: readonly ShellWordPart[]
  /** The statements in the word when it is code itself. */
  readonly code?: readonly ShellStatement[]
}
