import type { Severity } from '../advise/finding.ts'
import type { Span } from '../text/span.ts'
import { hostPath } from './host-path.ts'
import { rangeOf } from './ranges.ts'
import type { Report, Reporter } from './report.ts'

/** Workflow commands that GitHub shows as annotations: ten errors and ten warnings a step. */
export const github: Reporter = {
  name: 'github',
  promise: 'integration',
  render: (report) =>
    [
      ...report.findings.map((finding) => {
        const { severity, rule, message, next } = finding
        return command(report, commands[severity], finding, rule, `${message} ${next}`)
      }),
      ...report.troubles.map((trouble) => command(report, 'warning', trouble, trouble.id, trouble.message)),
    ].join(''),
}

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' }

function command(
  report: Report,
  name: string,
  place: { readonly path: string; readonly span?: Span },
  title: string,
  message: string,
): string {
  const { start, end } = rangeOf(report, place)
  const properties = {
    file: hostPath(report, place.path),
    line: start.line,
    endLine: end.line,
    // GitHub takes columns only for annotations within one line.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title,
  }
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`
}

/** As `escapeData` of GitHub's toolkit, `packages/core/src/command.ts`. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** As `escapeProperty` of GitHub's toolkit. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
