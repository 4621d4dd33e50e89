import type { Severity } from '../advise/finding.ts'
import type { ReportedFinding } from './report.ts'

/** Findings that say the same of several places: one message for one fact. */
export interface Cause {
  /** The first of them, which is shown in full. */
  readonly finding: ReportedFinding
  /** The others, in the order of the report. */
  readonly others: readonly ReportedFinding[]
}

/** Puts together what has one rule, one message and one way to mend it; in the order of the first of each. */
export function causesOf(findings: readonly ReportedFinding[]): Cause[] {
  const causes = new Map<string, { finding: ReportedFinding; others: ReportedFinding[] }>()
  for (const finding of findings) {
    const key = keyOf(finding)
    const cause = causes.get(key)
    if (cause) cause.others.push(finding)
    else causes.set(key, { finding, others: [] })
  }
  return [...causes.values()]
}

function keyOf({ rule, severity, message, next, fix, related }: ReportedFinding): string {
  const mended = fix && [fix.title, fix.safety, fix.edits.length]
  return JSON.stringify([rule, severity, message, next, mended, related.map((place) => place.message)])
}

const order: readonly Severity[] = ['error', 'warning', 'note']

/** The causes to show where at most `limit` findings may be: the most severe ones, in their own order. */
export function firstCauses(causes: readonly Cause[], limit: number): readonly Cause[] {
  if (causes.length <= limit) return causes
  const ranked = order.flatMap((severity) => causes.filter(({ finding }) => finding.severity === severity))
  const kept = new Set(ranked.slice(0, limit))
  return causes.filter((cause) => kept.has(cause))
}
