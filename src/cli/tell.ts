import type { CheckResult } from '../check.ts'
import type { Discovery } from '../discover/discovery.ts'
import type { UsageError } from '../text/usage-error.ts'
import { bugCode, bugReport } from './bug-report.ts'
import type { Session } from './prepare.ts'
import { reportOf } from './report-of.ts'
import { type FailOn, isFailing } from './severity.ts'
import { writeReports } from './write-reports.ts'

/** Writes the reports of a result; gives the exit code. */
export function tell(session: Session, result: CheckResult, discovery: Discovery): number | UsageError {
  const { values, terminal, place, config, destinations, failOn, wishes } = session
  const shown = values.quiet
    ? { ...result, findings: result.findings.filter(({ severity }) => isFailing(severity, failOn)) }
    : result
  const report = reportOf(shown, discovery, config, place.name)
  const verbosity = {
    verbose: values.verbose ?? false,
    quiet: values.quiet ?? false,
    named: place.within,
    wishes,
  }
  const isSaid = destinations.some(({ reporter, file }) => reporter.name === 'pretty' && file === null)
  if (result.files === 0 && !values.quiet && !isSaid) terminal.errors.write('No file was checked.\n')
  const refusal = writeReports(report, place.root, destinations, terminal, verbosity)
  return refusal ?? tellFailures(result, session) ?? exitCode(result, failOn)
}

/** A bug of ours is told behind the report, which holds all else; gives its exit code. */
function tellFailures({ failures }: CheckResult, { terminal, args }: Session): number | null {
  const [first] = failures
  if (!first) return null
  terminal.errors.write(bugReport(first.error, args, first.what))
  if (failures.length > 1) {
    const others = failures.slice(1).map(({ what }) => what)
    terminal.errors.write(`  likewise: ${JSON.stringify(others.slice(0, 20))}\n`)
  }
  return bugCode
}

/** 1 when a finding fails the check. */
export function exitCode({ findings }: CheckResult, failOn: FailOn): 0 | 1 {
  return findings.some(({ severity }) => isFailing(severity, failOn)) ? 1 : 0
}
