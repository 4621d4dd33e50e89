import type { Place, Span } from '../text/span.ts'

/** SARIF's levels, so nothing is translated. */
export type Severity = 'error' | 'warning' | 'note'

/** One place where the repository breaks a policy. */
export interface Finding extends Place {
  readonly rule: string
  readonly severity: Severity
  /** A short sentence, identifiers in backticks. */
  readonly message: string
  /** The rule's reason. */
  readonly why: string
  /** What to do now. */
  readonly next: string
  /** Where a command comes from, such as "`shellHook` of devShell `default`". */
  readonly origin?: string
  readonly related: readonly Related[]
  /** Other places that break the policy in the same way, for which this finding stands; they are among `related`. */
  readonly covers?: readonly Place[]
  readonly fix?: Fix
}

/** What is said of one place; what is left out is the rule's own. */
export type Said = Pick<Finding, 'message' | 'next' | 'origin' | 'fix'> &
  Partial<Pick<Finding, 'related' | 'covers' | 'severity' | 'why'>>

/** Another place that belongs to a finding. */
export interface Related extends Place {
  readonly message: string
}

/** A change that removes a finding, as data. */
export type Fix = SafeFix | UnsafeFix

export interface SafeFix {
  readonly title: string
  readonly safety: 'safe'
  readonly edits: readonly FileEdit[]
}

export interface UnsafeFix {
  readonly title: string
  readonly safety: 'unsafe'
  /** Why a person must look at it. */
  readonly because: string
  readonly edits: readonly FileEdit[]
}

/** Replace a span of a file by text. A file that does not exist is created by one edit of the span 0..0. */
export interface FileEdit extends Place {
  readonly span: Span
  readonly text: string
  /** Set where the new text stands for all that a loop does, and not for one of its turns. */
  readonly allTurns?: true
}
