import type { NixAttribute, NixExpression } from '../../parse/nix/ast.ts'
import type { Place } from '../../text/span.ts'
import type { EvaluationState } from './evaluation-state.ts'
import type { Scope } from './scope.ts'
import type { Thunk, Value } from './value.ts'

/** What the parts of the evaluator may ask of the whole. Total: nothing throws, everything ends. */
export interface Evaluator {
  readonly state: EvaluationState
  /** Whether the budget ran out, so that some values are unknown for no other reason. */
  readonly exhausted: boolean
  /** Counts one step; false when there are none left. */
  step(cost?: number): boolean
  /** The expression's value, computed when it is needed. */
  thunk(expression: NixExpression, scope: Scope): Thunk
  evaluate(expression: NixExpression, scope: Scope): Value
  /** The value of a whole file without arguments. */
  evaluateFile(path: string): Value
  /** The value of `fn argument`; `at` is the whole application. */
  apply(fn: Value, argument: Thunk, at: Place): Value
  select(subject: Value, access: Access): Value
  /** An attribute that no expression in the repository selects, such as one that a function looks up. */
  selectNamed(subject: Value, name: string, at: Place): Value
  /** The name of an attribute: a constant, or text whose unknown parts are `*`. */
  attributeName(attribute: NixAttribute, scope: Scope): { name: string | null; pattern: string }
}

/** One access of an attribute. */
export interface Access {
  /** Null when it is computed and not known. */
  readonly name: string | null
  /** The name with `*` for the parts that are not known. */
  readonly pattern: string
  /** From the subject's first character to the attribute's last. */
  readonly at: Place
  /** The subject alone. */
  readonly subject: Place
  /**
   * What stands before the name of an application of nixpkgs at this place, such as `pkgs.`; null when unknown. It is
   * asked only when evaluation is over: to ask it forces the binding `pkgs`, which may be just what is being computed.
   */
  readonly nixpkgs: (() => string | null) | null
}
