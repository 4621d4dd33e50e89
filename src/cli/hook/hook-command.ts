import { printable } from '../../report/terminal/cells.ts'
import { UsageError } from '../../text/usage-error.ts'
import type { Request } from '../read-arguments.ts'
import { failOnOf } from '../severity.ts'
import type { Terminal } from '../terminal.ts'
import { readEvent } from './agent-event.ts'
import { agentNamed } from './agent-named.ts'
import { answerTo } from './answer.ts'
import { settingsText } from './hook-settings.ts'
import { judge } from './judge-event.ts'

/**
 * Answers the event of a coding agent on standard input, in the agent's own protocol. Whatever goes wrong here lets the agent
 * go on: exit code 0, and a word on standard error.
 */
export async function hookCommand(request: Request, terminal: Terminal): Promise<number | UsageError> {
  const { values, operands } = request
  if (values['print-settings']) return printSettings(operands, terminal)
  const failOn = failOnOf(values)
  if (failOn instanceof UsageError) return failOn
  if (operands.length > 0)
    return new UsageError('`hook` reads an event from standard input and takes no path.', {
      next: '`policy-check hook --print-settings claude` shows how an agent starts it.',
    })
  try {
    const input = terminal.input()
    if (input instanceof UsageError) return letThrough(input.message, terminal)
    const event = readEvent(input.toString('utf8'), terminal.cwd)
    const verdict = event && (await judge(event, terminal))
    if (verdict instanceof UsageError) return letThrough(verdict.message, terminal)
    if (!event || !verdict) return 0
    const { output, errors, code } = answerTo(event, verdict, { failOn, asks: values['no-ask'] !== true })
    if (output) terminal.output.write(`${JSON.stringify(output)}\n`)
    if (errors) terminal.errors.write(errors)
    return code
  } catch (error) {
    return letThrough(error instanceof Error ? error.message : String(error), terminal)
  }
}

function letThrough(reason: string, { errors }: Terminal): number {
  errors.write(`policy-check hook: ${printable(reason.replace(/\.$/, ''))}. Nothing was judged.\n`)
  return 0
}

function printSettings(
  [name = 'claude', extra]: readonly string[],
  { output, cwd }: Terminal,
): number | UsageError {
  const agent = agentNamed(name)
  if (agent instanceof UsageError) return agent
  if (extra !== undefined) return new UsageError('`--print-settings` shows those of one agent.')
  output.write(settingsText(agent, cwd, null))
  return 0
}
