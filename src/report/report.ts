import type { AnyRule } from '../rule/rule.ts'
import type { ReportedFinding } from '../settle/identity.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Skipped, Trouble } from '../text/trouble.ts'
import type { WorkspaceGraph } from './graph/workspace-graph.ts'

export type { ReportedFinding }

/** The result of a check, ready to be shown. Everything is sorted: equal input gives equal bytes. */
export interface Report {
  readonly version: string
  /** The checked directory as it was given, `.` when none was. Paths are relative to it. */
  readonly root?: string
  readonly findings: readonly ReportedFinding[]
  readonly troubles: readonly Trouble[]
  readonly skipped: readonly Skipped[]
  readonly summary: Summary
  /** The rules that ran, for texts that belong to a rule. */
  readonly rules: readonly AnyRule[]
  /** The text of each file that a finding or trouble names. */
  source(path: string): SourceFile | undefined
  /** Set where only what a change brought is shown. */
  readonly since?: SinceWords
  /** The repository as a picture, for formats that show one. */
  graph?(): WorkspaceGraph
}

/** The change of which a report tells. */
export interface SinceWords {
  /** As it was named. */
  readonly reference: string
  /** The commit from which it starts. */
  readonly base: string
  /** How many findings it took away. */
  readonly mended: number
}

export interface Summary {
  readonly error: number
  readonly warning: number
  readonly note: number
  readonly suppressed: number
  readonly baselined: number
  readonly files: number
}

/** What the program that prints knows about where the text goes. */
export interface Surface {
  readonly colour: boolean
  /** Columns of the terminal. */
  readonly width: number
  readonly links: boolean
  /** How many findings formats for people show; `Infinity` for all. */
  readonly limit: number
}

/** One output format: a pure function from a report to text. */
export interface Reporter {
  readonly name: string
  /** `stable` formats are versioned, `integration` formats follow their host, `human` formats may change any day. */
  readonly promise: 'stable' | 'integration' | 'human'
  render(report: Report, surface: Surface): string
}
