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
  /** What also must go when the move is removed, such as `cd x && `; absent when that is not certain. */
  readonly removal?: Span
  /** What goes back to where the move came from, to be removed with it. */
  readonly returns: readonly Span[]
  /** Made in an earlier block of the document, from which the reader may have come back. */
  readonly earlier?: true
}
