import type { Move } from './move.ts'

/** Where a script stands between two statements. */
export interface Position {
  /** Relative to the repository root, or null when unknown or outside. */
  readonly directory: string | null
  readonly move?: Move
  /** Positions to which `cd -` and `popd` go back, the latest last. */
  readonly back?: readonly Position[]
  /** Of an unknown directory: where it may be. */
  readonly perhaps?: readonly string[]
  /** Set in a clone that the script entered: of this repository, or another checkout. */
  readonly clone?: 'own' | 'other'
}
