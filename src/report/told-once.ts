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

/** What to show where at most `limit` may be: the most severe ones, in their own order. */
export function mostSevere<Item>(
  items: readonly Item[],
  severityOf: (item: Item) => Severity,
  limit: number,
): readonly Item[] {
  if (items.length <= limit) return items
  const ranked = order.flatMap((severity) => items.filter((item) => severityOf(item) === severity))
  const kept = new Set(ranked.slice(0, limit))
  return items.filter((item) => kept.has(item))
}
