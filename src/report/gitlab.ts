import { createHash } from 'node:crypto'
import type { Severity } from '../advise/finding.ts'
import { hostPath } from './host-path.ts'
import { rangeOf } from './ranges.ts'
import type { Report, Reporter } from './report.ts'

/** GitLab's Code Quality report: an array of issues, matched between runs by `fingerprint`. */
export const gitlab: Reporter = {
  name: 'gitlab',
  promise: 'integration',
  render: (report) => {
    const issues = [
      ...report.findings.map((finding) => ({
        description: `${finding.message} ${finding.next}`,
        check_name: finding.rule,
        fingerprint: sha256(finding.identity),
        severity: severities[finding.severity],
        location: locationOf(report, finding),
      })),
      ...report.troubles.map((trouble) => ({
        description: trouble.message,
        check_name: trouble.id,
        fingerprint: sha256(`${trouble.id} ${trouble.path} ${trouble.span?.start ?? ''} ${trouble.message}`),
        severity: 'minor',
        location: locationOf(report, trouble),
      })),
    ]
    return `${JSON.stringify(issues, null, 2)}\n`
  },
}

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', note: 'info' }

function locationOf(report: Report, place: Parameters<typeof rangeOf>[1]) {
  const { start, end } = rangeOf(report, place)
  return { path: hostPath(report, place.path), lines: { begin: start.line, end: end.line } }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
