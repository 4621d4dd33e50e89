import type { Severity } from '../advise/finding.ts'
import { nearest } from '../text/nearest.ts'
import { UsageError } from '../text/usage-error.ts'
import type { Values } from './read-arguments.ts'

/** The severity from which on findings fail the check. */
export type FailOn = Severity | 'never'

const order = ['note', 'warning', 'error', 'never'] as const

/** Reads `--fail-on` and `--exit-zero`. */
export function failOnOf(values: Values): FailOn | UsageError {
  if (values['exit-zero']) return 'never'
  const given = values['fail-on'] ?? 'error'
  const known = order.find((name) => name === given)
  if (known) return known
  const meant = nearest(given, order)
  return new UsageError(`\`--fail-on ${given}\` is not a severity.`, {
    next: meant ? `Did you mean \`${meant}\`?` : 'Known: error, warning, note, never.',
  })
}

/** Whether a finding of this severity fails the check. */
export function isFailing(severity: Severity, failOn: FailOn): boolean {
  return order.indexOf(severity) >= order.indexOf(failOn)
}
