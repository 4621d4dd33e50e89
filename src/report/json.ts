import type { Fix } from '../advise/finding.ts'
import type { Trouble } from '../text/trouble.ts'
import { rangeOf } from './ranges.ts'
import type { Report, ReportedFinding, Reporter } from './report.ts'

/** Version of the shape below. It changes only when a key is removed or means something else. */
const version = 1

/** The whole report as one object. */
export const json: Reporter = {
  name: 'json',
  promise: 'stable',
  render: (report) => {
    const { skipped, summary, since } = report
    const findings = report.findings.map((finding) => findingObject(report, finding))
    const troubles = report.troubles.map((trouble) => troubleObject(report, trouble))
    const whole = { version, root: report.root ?? '.', findings, troubles, skipped, summary }
    return `${JSON.stringify({ ...whole, ...(since && { since }) }, null, 2)}\n`
  },
}

/** One object a line: `{"type":"finding", …}`, then troubles and skips, and the summary last. */
export const jsonl: Reporter = {
  name: 'jsonl',
  promise: 'stable',
  render: (report) =>
    [
      ...report.findings.map((finding) => ({ type: 'finding', ...findingObject(report, finding) })),
      ...report.troubles.map((trouble) => ({ type: 'trouble', ...troubleObject(report, trouble) })),
      ...report.skipped.map((skipped) => ({ type: 'skipped', ...skipped })),
      { type: 'summary', version, ...report.summary, ...(report.since && { since: report.since }) },
    ]
      .map((object) => `${JSON.stringify(object)}\n`)
      .join(''),
}

function findingObject(report: Report, finding: ReportedFinding) {
  const { rule, severity, path, message, why, next, origin, identity, fix, related } = finding
  return {
    rule,
    severity,
    path,
    range: rangeOf(report, finding),
    message,
    why,
    next,
    ...(origin === undefined ? {} : { origin }),
    identity,
    ...(fix ? { fix: fixObject(fix) } : {}),
    related: related.map((place) => ({
      path: place.path,
      range: rangeOf(report, place),
      message: place.message,
    })),
  }
}

function fixObject(fix: Fix) {
  const { title, safety } = fix
  const edits = fix.edits.map(({ path, span, text }) => ({ path, start: span.start, end: span.end, text }))
  return fix.safety === 'unsafe' ? { title, safety, because: fix.because, edits } : { title, safety, edits }
}

function troubleObject(report: Report, trouble: Trouble) {
  const { id, path, message } = trouble
  return { id, path, ...(trouble.span ? { range: rangeOf(report, trouble) } : {}), message }
}
