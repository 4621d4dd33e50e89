import type { Place } from '../../../text/span.ts'

/** One difference between the lock and the projects. */
export interface LockReason {
  readonly code: LockReasonCode
  /** A short sentence. */
  readonly message: string
  /** The words in a manifest that the lock does not know, else the words in the lock. */
  readonly at: Place
  readonly related: readonly (Place & { readonly message: string })[]
}

export type LockReasonCode =
  | 'unreadable'
  | 'version'
  | 'resolution'
  | 'fork-strategy'
  | 'exclude-newer'
  | 'environments'
  | 'required-environments'
  | 'conflicts'
  | 'requires-python'
  | 'prerelease'
  | 'members'
  | 'virtual'
  | 'editable'
  | 'constraints'
  | 'overrides'
  | 'excludes'
  | 'build-constraints'
  | 'dependency-groups'
  | 'dependency-metadata'
  | 'missing-root'
  | 'moved'
  | 'dynamic'
  | 'member-version'
  | 'provides-extras'
  | 'requires-dist'
  | 'requires-dev'
  | 'default-groups'
  | 'group-python'
