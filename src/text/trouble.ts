import type { Span } from './span.ts'

/** A file or a region that could not be read or parsed. It stands beside the findings and hides none of them. */
export interface Trouble {
  readonly id: TroubleId
  readonly path: string
  /** Where reading failed; absent when the file as a whole could not be read. */
  readonly span?: Span
  /** A short sentence for people. */
  readonly message: string
  /** Whether it is about code embedded in the file; the file around it was read. */
  readonly isGuest?: true
}

export type TroubleId =
  | 'unreadable-file'
  | 'not-text'
  | 'syntax-error'
  | 'too-deep'
  | 'not-fixed'
  | 'internal-error'

/** A bug of ours that did not end the run: what it happened to is left out, and the report is written all the same. */
export interface Failure {
  /** The path of a file or the id of a rule. */
  readonly what: string
  readonly error: unknown
}

/** A file, or a rule, that was deliberately left out, with the reason. */
export interface Skipped {
  /** Path of a file, or absent for a rule. */
  readonly path?: string
  readonly rule?: string
  readonly reason: string
}
