import { resolve } from 'node:path'
import { notRead } from '../discover/discover.ts'
import { writeNamed } from '../fix/write-file.ts'
import { notUnderstood } from '../model/flake/gaps.ts'
import type { Report } from '../report/report.ts'
import { foreignReason } from '../settle/out-of-scope.ts'
import type { Skipped } from '../text/trouble.ts'
import { UsageError } from '../text/usage-error.ts'
import type { Destination } from './formats.ts'
import { surfaceOf, type Terminal, type Wishes } from './terminal.ts'

/** How much of a report people get to see; formats for machines are always whole. */
export interface Verbosity {
  readonly verbose: boolean
  /** Nothing when there is nothing to do. */
  readonly quiet: boolean
  /** Paths that were named, whose skips are worth telling. */
  readonly named: readonly string[]
  readonly wishes: Wishes
}

/** Writes a report on an (absolute) root in each format to its place. A UsageError when a file cannot be written. */
export function writeReports(
  report: Report,
  root: string,
  destinations: readonly Destination[],
  terminal: Terminal,
  verbosity: Verbosity,
): UsageError | null {
  for (const { reporter, file } of destinations) {
    const forPeople = reporter.promise === 'human'
    const nothing = report.findings.length === 0 && report.troubles.length === 0
    if (file === null) {
      if (forPeople && verbosity.quiet && nothing) continue
      const shown = forPeople ? { ...report, skipped: worthTelling(report.skipped, verbosity) } : report
      terminal.output.write(
        reporter.render(shown, surfaceOf(terminal.output, terminal.env, verbosity.wishes)),
      )
      continue
    }
    const text = reporter.render(report, {
      ...{ colour: false, width: 100, links: false },
      limit: verbosity.wishes.limit ?? Number.POSITIVE_INFINITY,
    })
    const refusal = writeNamed(root, resolve(terminal.cwd, file), text)
    if (refusal !== null) return new UsageError(`The report \`${file}\` cannot be written: ${refusal}.`)
  }
  return null
}

/**
 * Excludes are the person's own wish, so they are told only when asked for or when an excluded path was named; so are files
 * that no reader knows.
 */
function worthTelling(skipped: readonly Skipped[], { verbose, quiet, named }: Verbosity): readonly Skipped[] {
  if (verbose) return skipped
  if (quiet) return []
  return skipped.filter(({ path, reason }) => {
    if (!['excluded by', notRead, foreignReason, notUnderstood].some((start) => reason.startsWith(start)))
      return true
    return path !== undefined && named.some((name) => path === name)
  })
}
