import type { Severity } from '../advise/finding.ts'
import type { ReportedFinding } from './report.ts'

/** How often a rule found something, and what can be fixed. */
export interface RuleCount {
  readonly rule: string
  /** The worst of its findings. */
  readonly severity: Severity
  readonly count: number
  readonly safe: number
  readonly unsafe: number
}

/** Findings by rule, the most frequent first. */
export function ruleCounts(findings: readonly ReportedFinding[]): RuleCount[] {
  const byRule = new Map<string, ReportedFinding[]>()
  for (const finding of findings) {
    const known = byRule.get(finding.rule)
    if (known) known.push(finding)
    else byRule.set(finding.rule, [finding])
  }
  const rows = [...byRule].map(([rule, found]) => ({
    rule,
    severity: worstOf(found),
    count: found.length,
    safe: found.filter(({ fix }) => fix?.safety === 'safe').length,
    unsafe: found.filter(({ fix }) => fix?.safety === 'unsafe').length,
  }))
  return rows.sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1))
}

/** Lines of a table of these counts; none without one. */
export function countTable(rows: readonly RuleCount[]): string[] {
  if (rows.length === 0) return []
  const head = ['findings', 'safe fix', 'unsafe fix', 'severity', 'rule']
  const table = [
    head,
    ...rows.map(({ count, safe, unsafe, severity, rule }) => [
      `${count}`,
      `${safe}`,
      `${unsafe}`,
      severity,
      rule,
    ]),
  ]
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table.map((row) =>
    row
      .map((cell, column) => aligned(cell, column, widths))
      .join('  ')
      .trimEnd(),
  )
}

function worstOf(findings: readonly ReportedFinding[]): Severity {
  const order: readonly Severity[] = ['error', 'warning', 'note']
  return order.find((one) => findings.some(({ severity }) => severity === one)) ?? 'note'
}

/** Numbers to the right, words to the left. */
function aligned(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0
  return column < 3 ? cell.padStart(width) : cell.padEnd(width)
}
