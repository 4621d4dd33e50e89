import type { Severity } from '../advise/finding.ts'
import { severityCounts } from './counts.ts'
import type { Report, ReportedFinding, Reporter } from './report.ts'

/** How often each rule found something, the most frequent first, with what can be fixed. */
export const statistics: Reporter = {
  name: 'statistics',
  promise: 'human',
  render(report) {
    const rows = rowsOf(report.findings)
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
    const lines =
      rows.length === 0
        ? []
        : table.map((row) =>
            row
              .map((cell, column) => aligned(cell, column, widths))
              .join('  ')
              .trimEnd(),
          )
    return [...lines, lastLine(report), ''].join('\n')
  },
}

interface Row {
  readonly rule: string
  readonly severity: Severity
  readonly count: number
  readonly safe: number
  readonly unsafe: number
}

function rowsOf(findings: readonly ReportedFinding[]): Row[] {
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

function worstOf(findings: readonly ReportedFinding[]): Severity {
  const order: readonly Severity[] = ['error', 'warning', 'note']
  return order.find((one) => findings.some(({ severity }) => severity === one)) ?? 'note'
}

/** Numbers to the right, words to the left. */
function aligned(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0
  return column < 3 ? cell.padStart(width) : cell.padEnd(width)
}

function lastLine(report: Report): string {
  const { files } = report.summary
  return `${severityCounts(report) ?? 'No findings'} in ${files} file${files === 1 ? '' : 's'} checked.`
}
