import { count } from './counts.ts'
import { rangeOf } from './ranges.ts'
import type { Report, Reporter } from './report.ts'
import { printable } from './terminal/cells.ts'
import { mostSevere } from './told-once.ts'

/**
 * One line a finding, `path:line:column: severity: message [rule]` as gcc writes it, and one a trouble, for grep and the
 * problem matchers of editors.
 */
export const concise: Reporter = {
  name: 'concise',
  promise: 'human',
  render(report, { limit }) {
    const line = (place: Parameters<typeof rangeOf>[1], label: string, message: string, id: string) =>
      `${placeOf(report, place)}: ${label}: ${printable(message)} [${id}]\n`
    const { findings, troubles } = report
    const left = findings.length - limit
    return [
      ...mostSevere(findings, ({ severity }) => severity, limit).map((finding) =>
        line(finding, finding.severity, finding.message, finding.rule),
      ),
      ...(left > 0 ? [`${count(left, 'more finding')}: \`--max-findings all\` shows them.\n`] : []),
      ...troubles.map((trouble) => line(trouble, 'trouble', trouble.message, trouble.id)),
    ].join('')
  },
}

/** `path:line:column`, as compilers write it. */
export function placeOf(report: Report, place: Parameters<typeof rangeOf>[1]): string {
  const { line, column } = rangeOf(report, place).start
  return `${shownPath(place.path)}:${line}:${column}`
}

/** A path at the start of a line, where a runner of GitHub would take `::error …` for a command; `./` keeps it a path. */
export function shownPath(path: string): string {
  return /^(?:::|##\[)/.test(path) ? `./${printable(path)}` : printable(path)
}
