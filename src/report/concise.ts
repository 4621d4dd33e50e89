import { rangeOf } from './ranges.ts'
import type { Report, Reporter } from './report.ts'
import { printable } from './terminal/cells.ts'

/** One line a finding, `path:line:column: severity rule message`, and one a trouble, for grep and editors. */
export const concise: Reporter = {
  name: 'concise',
  promise: 'human',
  render: (report) =>
    [
      ...report.findings.map((finding) => {
        const { severity, rule, message } = finding
        return `${placeOf(report, finding)}: ${severity} ${rule} ${printable(message)}\n`
      }),
      ...report.troubles.map(
        (trouble) => `${placeOf(report, trouble)}: trouble ${trouble.id} ${printable(trouble.message)}\n`,
      ),
    ].join(''),
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
