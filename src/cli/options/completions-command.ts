import { nearest } from '../../text/nearest.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import type { Request } from '../read-arguments.ts'
import type { Terminal } from '../terminal.ts'
import { completedShells } from './command-table.ts'
import { completions } from './completions.ts'

/** Prints the completions for a shell. */
export function completionsCommand({ operands }: Request, { output }: Terminal): number | UsageError {
  const [given, ...more] = operands
  const shell = completedShells.find((name) => name === given)
  if (!shell || more.length > 0) {
    const meant = given === undefined || shell ? undefined : nearest(given, completedShells)
    return new UsageError(shell ? 'One shell at a time.' : 'Completions for which shell?', {
      next: meant
        ? `Did you mean \`policy-check completions ${meant}\`?`
        : `Usage: \`policy-check completions ${completedShells.join('|')}\`.`,
    })
  }
  const rules = allRules.map(({ id }) => id)
  output.write(completions(shell, rules))
  return 0
}
