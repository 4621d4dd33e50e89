import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import type { Thunk, Value } from './value.ts'

/** A function of `lib` or `builtins`: its number of arguments and what it gives. */
export interface LibraryFunction {
  readonly arity: number
  run(evaluator: Evaluator, given: readonly Thunk[], at: Place): Value
}
