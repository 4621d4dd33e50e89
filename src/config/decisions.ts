import * as v from 'valibot'
import type { AnyRule } from '../rule/rule.ts'
import type { Decision, SeveritySetting } from './config.ts'

/**
 * The severity in force after these decisions. Options for a rule that is off by default switch it on as a warning; one
 * that the configuration switches off stays off.
 */
export function severityAfter(decisions: readonly Decision[]): SeveritySetting {
  let severity: SeveritySetting = 'off'
  let settled = false
  for (const { severity: set, options, span } of decisions) {
    if (set !== undefined) {
      severity = set
      settled = span !== undefined
    } else if (severity === 'off' && !settled && Object.keys(options).length > 0) severity = 'warning'
  }
  return severity
}

/** The options in force after these decisions, defaults filled in. */
export function optionsAfter(
  rule: AnyRule | undefined,
  decisions: readonly Decision[],
): Readonly<Record<string, unknown>> {
  const given = Object.assign({}, ...decisions.map(({ options }) => options))
  return rule?.options ? (v.parse(rule.options, given) as Record<string, unknown>) : given
}
