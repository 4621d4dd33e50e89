import { rulePage } from '../report/rule-page.ts'
import { ruleSummary, wrappedPage } from '../report/rule-summary.ts'
import { UsageError } from '../text/usage-error.ts'
import { findRule, singleFormat } from './find-rule.ts'
import type { Request } from './read-arguments.ts'
import { ruleObject } from './rules-command.ts'
import { surfaceOf, type Terminal } from './terminal.ts'

/** Wider lines are hard to read. */
const widest = 100

/** Prints what a rule says about itself: first what matters, everything with `--full`. */
export function explainCommand(
  { operands, values }: Request,
  { output, env }: Terminal,
): number | UsageError {
  const rule = findRule(operands[0], 'policy-check explain RULE')
  if (rule instanceof UsageError) return rule
  const format = values.format && singleFormat(values.format, ['markdown', 'json'])
  if (format instanceof UsageError) return format
  const width = Math.min(widest, surfaceOf(output, env).width)
  const text = values.full ? wrappedPage(rulePage(rule), width) : ruleSummary(rule, width)
  const other = format === 'json' ? `${JSON.stringify(ruleObject(rule), null, 2)}\n` : rulePage(rule)
  output.write(format ? other : text)
  return 0
}
