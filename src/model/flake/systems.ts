import { systemFunctions } from '../../tables/nixpkgs-names.ts'
import type { Place } from '../../text/span.ts'
import { applyByName } from './bind-arguments.ts'
import type { Evaluator } from './evaluation.ts'
import { systemsFirst } from './flake-utils.ts'
import { perSystem } from './input-roles.ts'
import type { Value } from './value.ts'

/**
 * The result of a function that is not known and that is named as those are which make outputs for every system, such as
 * `forAllSystems (system: …)`; undefined for any other.
 */
export function overSystems(
  evaluator: Evaluator,
  name: string | undefined,
  argument: Value,
  at: Place,
): Value | undefined {
  const way = name === undefined ? undefined : systemFunctions.get(name)
  if (!way || argument.kind !== 'function') return undefined
  const { parameter, formals = [] } = argument
  const known = ['system', 'pkgs']
  if (!known.includes(parameter ?? '') && !formals.some((formal) => known.includes(formal))) return undefined
  const outputs = applyByName(evaluator, argument, at)
  return way === 'lifted' ? systemsFirst(outputs) : perSystem(outputs, at)
}
