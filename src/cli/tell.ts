import type { CheckResult } from '../check.ts'
import type { Discovery } from '../discover/discovery.ts'
import type { UsageError } from '../text/usage-error.ts'
import { reportOf } from './report-of.ts'
import type { Session } from './session.ts'
import { type FailOn, isFailing } from './severity.ts'
import { writeReports } from './write-reports.ts'

/** Writes the reports of a result; gives the exit code. */
export function tell(session: Session, result: CheckResult, discovery: Discovery): number | UsageError {
  const { values, terminal, place, config, destinations, failOn } = session
  const shown = values.quiet
    ? { ...result, findings: result.findings.filter(({ severity }) => isFailing(severity, failOn)) }
    : result
  const report = reportOf(shown, discovery, config, place.name)
  const taste = { verbose: values.verbose ?? false, quiet: values.quiet ?? false, named: place.within }
  const isSaid = destinations.some(({ reporter, file }) => reporter.name === 'pretty' && file === null)
  if (result.files === 0 && !values.quiet && !isSaid) terminal.errors.write('No file was checked.\n')
  return writeReports(report, place.root, destinations, terminal, taste) ?? exitCode(result, failOn)
}

/** 1 when a finding fails the check. */
export function exitCode({ findings }: CheckResult, failOn: FailOn): 0 | 1 {
  return findings.some(({ severity }) => isFailing(severity, failOn)) ? 1 : 0
}
