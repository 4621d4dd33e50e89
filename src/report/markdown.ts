import { placeOf } from './concise.ts'
import {
  count,
  fixCounts,
  severityCounts,
  sinceSentence,
  skippedSentences,
  troubleSentences,
} from './counts.ts'
import type { Report, Reporter } from './report.ts'
import { tableCell } from './table-cell.ts'

/** A pull request comment or a job summary holds about 65,000 characters. */
const mostRows = 200

/** A table for pull request comments and job summaries. */
export const markdown: Reporter = {
  name: 'markdown',
  promise: 'human',
  render: (report) => {
    const verdict = severityCounts(report) ?? 'No findings'
    const sentences = [
      ...troubleSentences(report).map((sentence) => `${sentence}.`),
      ...skippedSentences(report),
      sinceSentence(report),
      fixCounts(report),
    ]
    const parts = [
      '## policy-check',
      `**${verdict}**, ${count(report.summary.files, 'file')} checked.`,
      ...tableOf(report),
      ...sentences.filter((sentence) => sentence !== '').map(tableCell),
    ]
    return `${parts.join('\n\n')}\n`
  },
}

function tableOf(report: Report): string[] {
  const rows = [
    ...report.findings.map((finding) => [
      finding.severity,
      placeOf(report, finding),
      finding.rule,
      `${finding.message} ${finding.next}`,
    ]),
    ...report.troubles.map((trouble) => ['trouble', placeOf(report, trouble), trouble.id, trouble.message]),
  ]
  if (rows.length === 0) return []
  const lines = rows.slice(0, mostRows).map((row) => `| ${row.map(tableCell).join(' | ')} |`)
  const table = ['| | place | rule | |', '|---|---|---|---|', ...lines].join('\n')
  return rows.length > mostRows ? [table, `… and ${rows.length - mostRows} more.`] : [table]
}
