import type { Trouble } from '../text/trouble.ts'
import { byFile, type FileReport } from './by-file.ts'
import { placeOf } from './concise.ts'
import { markup } from './markup.ts'
import type { Report, ReportedFinding, Reporter } from './report.ts'

/** JUnit XML: a suite for each file, a failed case for each finding, a case with an error for each trouble. */
export const junit: Reporter = {
  name: 'junit',
  promise: 'stable',
  render: (report) => {
    const suites = byFile(report).map((file) => suiteOf(report, file))
    const body = suites.length > 0 ? suites.join('') : passed
    const totals = `tests="${Math.max(1, report.findings.length + report.troubles.length)}" failures="${report.findings.length}" errors="${report.troubles.length}"`
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="policy-check" ${totals}>\n${body}</testsuites>\n`
  },
}

/** Readers take a file without any case for a run that went wrong. */
const passed =
  '  <testsuite name="policy-check" tests="1" failures="0" errors="0">\n    <testcase name="no findings" classname="policy-check"/>\n  </testsuite>\n'

function suiteOf(report: Report, { path, findings, troubles }: FileReport): string {
  const counts = `tests="${findings.length + troubles.length}" failures="${findings.length}" errors="${troubles.length}"`
  const cases = [
    ...findings.map((finding) => failureOf(report, finding)),
    ...troubles.map((trouble) => errorOf(report, trouble)),
  ]
  return `  <testsuite name="${markup(path)}" ${counts}>\n${cases.join('')}  </testsuite>\n`
}

function failureOf(report: Report, finding: ReportedFinding): string {
  const { rule, severity, message, why, next } = finding
  const place = placeOf(report, finding)
  const text = markup(`${place}\n${message}\nWhy: ${why}\nNext: ${next}`)
  return caseOf(rule, place, `<failure type="${severity}" message="${markup(message)}">${text}</failure>`)
}

function errorOf(report: Report, trouble: Trouble): string {
  const place = placeOf(report, trouble)
  return caseOf(
    trouble.id,
    place,
    `<error type="trouble" message="${markup(trouble.message)}">${markup(place)}</error>`,
  )
}

function caseOf(id: string, place: string, content: string): string {
  return `    <testcase name="${markup(`${id} ${place}`)}" classname="${markup(id)}">\n      ${content}\n    </testcase>\n`
}
