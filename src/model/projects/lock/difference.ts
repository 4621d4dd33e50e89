import type { LockRequirement } from '../../../parse/lock/uv-lock.ts'
import type { LockReason, LockReasonCode } from './lock-reason.ts'
import type { Lowered, LoweredSource } from './lowered.ts'
import { compareRequirements, type LockContext } from './same-requirements.ts'

/** Two sets of requirements to tell apart. */
export interface Differences {
  readonly code: LockReasonCode
  /** What the sets are, for people. */
  readonly what: string
  readonly wanted: readonly Lowered[]
  readonly locked: readonly LockRequirement[]
  readonly context: LockContext
  /** The lock's path. */
  readonly path: string
}

/** One reason for each requirement that was added, removed or changed since the lock was made. */
export function difference({ code, what, wanted, locked, context, path }: Differences): LockReason[] {
  const { added, removed, changed } = compareRequirements(wanted, locked, context)
  return [
    ...changed.map(({ from, to }): LockReason => {
      const message = `\`${to.text}\`${originOf(to.source)} is not what the lock has: \`${from.text}\`.`
      const source = to.sourcePlace ? [{ ...to.sourcePlace, message: 'Its source is here.' }] : []
      const related = [...source, { path, span: from.span, message: 'The lock has this.' }]
      return { code, message, at: to.place, related }
    }),
    ...added.map((to): LockReason => {
      return { code, message: `\`${to.text}\` is not in the lock.`, at: to.place, related: [] }
    }),
    ...removed.map(({ text, span }): LockReason => {
      return {
        code,
        message: `The lock has \`${text}\`, which is no longer in ${what}.`,
        at: { path, span },
        related: [],
      }
    }),
  ]
}

/** Where a requirement comes from, for one whose text does not say it. */
function originOf(source: LoweredSource): string {
  if (source.kind === 'local') {
    const [form, another] = source.forms
    const kind = another || form === 'directory' || form === 'path' ? '' : ` (${form})`
    return source.at === null ? '' : ` from \`${source.at}\`${kind}`
  }
  if (source.kind === 'git') {
    return ` from the repository \`${source.url}\`${source.reference && ` (\`${source.reference}\`)`}`
  }
  if (source.kind === 'url') return ` from \`${source.url}\``
  return source.kind === 'registry' && source.index !== null ? ` from the index \`${source.index}\`` : ''
}
