import type { Binding, HostValue, Script } from '../../parse/script.ts'
import { merge } from './branches.ts'
import { GatheredCommands } from './gathered-commands.ts'
import { Interpreter, type Surroundings } from './interpreter.ts'
import type { Interpreted } from './raw-command.ts'
import { reassigned } from './script-variables.ts'
import { Variables } from './variables.ts'

/** Values that the host hands over as variables of the shell, and not in the place of its expressions. */
function variablesOf(bound: Binding | undefined): HostValue[] {
  return (bound ?? []).filter(({ name }) => !name.includes('.'))
}

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
    const given = [...(script.variables ?? []), ...variablesOf(bound)]
    const variables = new Variables(reassigned(script.statements), given)
    const interpreter = new Interpreter({ ...around, start }, { variables, gathered, bound })
    return interpreter.list(script.statements, bound ? start : from, { repeats: bound !== undefined })
  })
  const { commands, definitions, turns, repeated } = gathered
  return { commands, definitions, turns, repeated, end: merge(ends) }
}
