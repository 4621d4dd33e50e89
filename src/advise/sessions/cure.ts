import type { SessionCommand } from '../../model/environments/session.ts'
import type { Place } from '../../text/span.ts'
import type { Fix, Severity } from '../finding.ts'

/** One cure for commands of a session that share an environment. */
export interface Cure {
  /** The commands that break the policy, in their order. */
  readonly lines: readonly SessionCommand[]
  /** Other commands that change with them: what enters the environment, and what runs in it. */
  readonly beside: readonly SessionCommand[]
  /** What stands elsewhere and goes with them. */
  readonly places?: readonly Place[]
  /** What to do, as sentences. */
  readonly next: string
  readonly severity?: Severity
  readonly fix?: Fix
}
