import type { Place } from '../../text/span.ts'
import type { FunctionValue, Thunk, Value } from './value.ts'

/** A function of nixpkgs or Nix with a number of arguments, as a curried value. */
export function native(
  arity: number,
  run: (given: [Thunk, ...Thunk[]], at: Place) => Value,
  options: Pick<FunctionValue, 'overridable'> = {},
): FunctionValue {
  return waiting([], arity, run, options)
}

function waiting(
  given: readonly Thunk[],
  arity: number,
  run: (given: [Thunk, ...Thunk[]], at: Place) => Value,
  options: Pick<FunctionValue, 'overridable'>,
): FunctionValue {
  return {
    kind: 'function',
    ...options,
    apply(argument, at) {
      const [first = argument, ...others] = [...given, argument]
      const all: [Thunk, ...Thunk[]] = [first, ...others]
      return all.length >= arity ? run(all, at) : waiting(all, arity, run, options)
    },
  }
}
