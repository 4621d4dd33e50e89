import type { Reporter } from '../report/report.ts'
import { reporters } from '../report/reporters.ts'
import { statistics } from '../report/statistics.ts'
import { nearest } from '../text/nearest.ts'
import { UsageError } from '../text/usage-error.ts'

/** A format and where its text goes; standard output without a file. */
export interface Destination {
  readonly reporter: Reporter
  readonly file: string | null
}

/**
 * Reads the `--format` arguments. Without one for standard output, `pretty` goes there, or with `--statistics` a table of
 * the rules.
 */
export function destinationsOf(
  formats: readonly string[],
  wantsStatistics = false,
): readonly Destination[] | UsageError {
  const destinations: Destination[] = []
  for (const format of formats) {
    const equals = format.indexOf('=')
    const name = equals === -1 ? format : format.slice(0, equals)
    const file = equals === -1 ? null : format.slice(equals + 1)
    const reporter = reporters.find((known) => known.name === name)
    const names = reporters.map((known) => known.name)
    if (!reporter) {
      const meant = nearest(name, names)
      const next = meant ? `Did you mean \`${meant}\`?` : `Known: ${names.join(', ')}.`
      return new UsageError(`There is no format \`${name}\`.`, { next })
    }
    if (file === '') return new UsageError(`\`--format ${format}\` names no file.`)
    destinations.push({ reporter, file })
  }
  if (destinations.filter(({ file }) => file === null).length > 1) {
    return new UsageError('Two formats would be written to standard output.', {
      next: 'Send all but one to a file, such as `--format sarif=policy-check.sarif`.',
    })
  }
  if (wantsStatistics) {
    if (destinations.some(({ file }) => file === null))
      return new UsageError('`--statistics` and a format would both be written to standard output.', {
        next: 'Send the format to a file, such as `--format json=findings.json`.',
      })
    return [...destinations, { reporter: statistics, file: null }]
  }
  const reporter = reporters.find(({ name }) => name === 'pretty')
  return destinations.length > 0 || !reporter ? destinations : [{ reporter, file: null }]
}
