import { rulePage } from '../report/rule-page.ts'
import { UsageError } from '../text/usage-error.ts'
import { findRule, singleFormat } from './find-rule.ts'
import type { Request } from './read-arguments.ts'
import { ruleObject } from './rules-command.ts'
import type { Terminal } from './terminal.ts'

/** Prints everything a rule says about itself. */
export function explainCommand({ operands, values }: Request, { output }: Terminal): number | UsageError {
  const rule = findRule(operands[0], 'policy-check explain RULE')
  if (rule instanceof UsageError) return rule
  const format = singleFormat(values.format, ['markdown', 'json'])
  if (format instanceof UsageError) return format
  output.write(format === 'json' ? `${JSON.stringify(ruleObject(rule), null, 2)}\n` : rulePage(rule))
  return 0
}
