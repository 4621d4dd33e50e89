import type { Command } from '../commands/command.ts'
import type { AssignedValues } from './assigned-values.ts'

/**
 * Whether a script calls an interpreter of its own making: a variable that it sets to a path which is that of no venv, such
 * as `PYTHON="$DEPS/python/bin/python"`.
 */
export function isOtherInterpreter({ words: [first], span, host }: Command, values: AssignedValues): boolean {
  const [part, ...others] = first?.parts ?? []
  if (host !== 'script' || first?.text !== null || part?.kind !== 'variable' || others.length > 0)
    return false
  return values.wasSet(part.name, 'interpreter', span.start)
}
