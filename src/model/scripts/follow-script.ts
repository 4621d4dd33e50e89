import type { Script } from '../../parse/script.ts'
import { merge } from './branches.ts'
import { GatheredCommands } from './gathered-commands.ts'
import { Interpreter, type Surroundings } from './interpreter.ts'
import type { Interpreted } from './raw-command.ts'
import { reassigned } from './script-variables.ts'
import { Variables } from './variables.ts'

/**
 * Follows one script statement by statement, without running anything, and gathers the commands with their directories.
 * @param from where it begins when that is not where such a script starts
 */
export function interpretScript(
  script: Pick<Script, 'statements' | 'bindings' | 'variables'>,
  around: Surroundings,
  from = around.start,
): Interpreted {
  const gathered = new GatheredCommands()
  const ends = (script.bindings ?? [undefined]).map((bound) => {
    const start = (bound && around.startFor?.(bound)) ?? around.start
    const variables = new Variables(reassigned(script.statements), script.variables)
    const interpreter = new Interpreter({ ...around, start }, { variables, gathered, bound })
    return interpreter.list(script.statements, bound ? start : from, { repeats: bound !== undefined })
  })
  const { commands, definitions, turns, repeated } = gathered
  return { commands, definitions, turns, repeated, end: merge(ends) }
}
