import { nearest } from '../../text/nearest.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import type { Request } from '../read-arguments.ts'
import type { Terminal } from '../terminal.ts'
import { completedShells } from './command-table.ts'
import { completions } from './completions.ts'

/** Prints the completions for a shell. */
export function completionsCommand({ operands }: Request, { output }: Terminal): number | UsageError {
  const [given = '', ...more] = operands
  const rules = allRules.map(({ id }) => id)
  const code = more.length > 0 ? null : completions(given, rules)
  if (code !== null) {
    output.write(code)
    return 0
  }
  const meant = more.length > 0 || given === '' ? undefined : nearest(given, completedShells)
  return new UsageError('Completions for which shell?', {
    next: meant
      ? `Did you mean \`policy-check completions ${meant}\`?`
      : `Usage: \`policy-check completions ${completedShells.join('|')}\`.`,
  })
}
