import { severityCounts } from './counts.ts'
import type { Report, Reporter } from './report.ts'
import { countTable, ruleCounts } from './rule-table.ts'

/** How often each rule found something, the most frequent first, with what can be fixed. */
export const statistics: Reporter = {
  name: 'statistics',
  promise: 'human',
  render: (report) => [...countTable(ruleCounts(report.findings)), lastLine(report), ''].join('\n'),
}

function lastLine(report: Report): string {
  const { files } = report.summary
  return `${severityCounts(report) ?? 'No findings'} in ${files} file${files === 1 ? '' : 's'} checked.`
}
