import type { ShellStatement } from '../../parse/shell/ast.ts'
import type { Place, Span } from '../../text/span.ts'

/** A change of the working directory away from where a script starts. */
export interface Move {
  /** `cd dir`, `pushd dir`, `working-directory`'s value … */
  readonly place: Place
  readonly by: 'cd' | 'pushd' | 'option' | 'setting'
  /** Relative to the repository root, null when unknown or outside. */
  readonly directory: string | null
  /** Directory before the move. */
  readonly from: string | null
  /** Of a setting: what must go with it when it is removed; absent when that is not certain. */
  readonly removal?: Span
  /** Made in an earlier block of the document, from which the reader may have come back. */
  readonly earlier?: true
}

/** A statement before which a script stands elsewhere than after it, with the moves that brought it there. */
export interface Turn {
  readonly statement: ShellStatement
  readonly before: { readonly move?: Move; readonly directory: string | null }
  readonly after: { readonly move?: Move; readonly directory: string | null }
  /** Where the statement before it in its list or chain ends, else its own start. */
  readonly from: number
  /** What follows it: the next statement of its list, or what `&&` joins to it. */
  readonly next?: ShellStatement
  readonly joined: 'list' | 'chain'
}
