import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { made } from './makers.ts'
import { modulesOf } from './modules.ts'
import { native } from './native.ts'
import { library, nixpkgs, Thunk, unknown, type Value } from './value.ts'
import { noAttributes, setOf, updatedSet } from './value-attributes.ts'

/**
 * Functions of treefmt-nix and git-hooks that take the options of formatters and checkers: `evalModule pkgs ./treefmt.nix`,
 * `run { hooks = { … }; }`. Undefined for any other name.
 */
export function checkersOf(evaluator: Evaluator, name: string | null): Value | undefined {
  if (name === 'evalModule' || name === 'mkWrapper')
    return native(2, ([, module], at) => checked(evaluator, module?.force() ?? unknown, at))
  return name === 'run' ? native(1, ([options], at) => checked(evaluator, options.force(), at)) : undefined
}

function checked(evaluator: Evaluator, module: Value, at: Place): Value {
  const given = setOf(at, { pkgs: Thunk.of(nixpkgs), lib: Thunk.of(library) })
  const options = modulesOf(evaluator, module, given, at).reduce(updatedSet, noAttributes)
  return made('checkers', options, null, at)
}
