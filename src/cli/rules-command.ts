import { ruleList } from '../report/rule-list.ts'
import type { AnyRule } from '../rule/rule.ts'
import { UsageError } from '../text/usage-error.ts'
import { allRules } from './all-rules.ts'
import { singleFormat } from './find-rule.ts'
import type { Request } from './read-arguments.ts'
import { surfaceOf, type Terminal } from './terminal.ts'

/** Prints every rule with its default severity, its fix and what it says. */
export function rulesCommand({ values }: Request, { output, env }: Terminal): number | UsageError {
  const format = singleFormat(values.format, ['text', 'json'])
  if (format instanceof UsageError) return format
  const json = () => `${JSON.stringify({ version: 1, rules: allRules.map(ruleObject) }, null, 2)}\n`
  output.write(format === 'json' ? json() : ruleList(allRules, surfaceOf(output, env).width))
  return 0
}

/** A rule as `--format json` shows it. */
export function ruleObject({ id, group, says, why, severity, fixes, options }: AnyRule) {
  return {
    id,
    group,
    says,
    why,
    severity,
    fixes: fixes ?? null,
    options: Object.keys(options?.entries ?? {}),
  }
}
