import type { ReportedFinding } from '../../settle/identity.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Place } from '../../text/span.ts'
import type { Trouble } from '../../text/trouble.ts'

/** One state of a repository: what was found, and where it can be read. */
export interface Judged {
  readonly findings: readonly ReportedFinding[]
  readonly troubles: readonly Trouble[]
  source(path: string): SourceFile | undefined
}

/** What of a state counts when it is compared with another: plain data, so that a later run may know it. */
export interface Told {
  readonly findings: readonly ToldFinding[]
  readonly troubles: readonly ToldTrouble[]
}

/** A finding without its places. */
export interface ToldFinding {
  readonly rule: string
  readonly path: string
  readonly message: string
  /** The words on which it stands, and those of the other places for which it stands; white space is evened out. */
  readonly words: readonly string[]
}

/** A trouble without its place. */
export interface ToldTrouble {
  readonly id: string
  readonly path: string
  readonly message: string
}

/** What counts of a state. */
export function tell({ findings, troubles, source }: Judged): Told {
  const wordsAt = ({ path, span }: Place) =>
    (source(path)?.text.slice(span.start, span.end) ?? '').replace(/\s+/g, ' ').trim()
  return {
    findings: findings.map((finding) => {
      const { rule, path, message, covers = [] } = finding
      return { rule, path, message, words: [finding, ...covers].map(wordsAt) }
    }),
    troubles: troubles.map(({ id, path, message }) => ({ id, path, message })),
  }
}
