import type { NixLambda } from '../../parse/nix/ast.ts'
import type { Evaluator } from './evaluation.ts'
import { type Bound, placeIn, type Scope } from './scope.ts'
import { type FunctionValue, Thunk, unknown, type Value } from './value.ts'

/** A function written in the repository. */
export function closure(evaluator: Evaluator, lambda: NixLambda, scope: Scope): FunctionValue {
  const { formals, name } = lambda
  return {
    kind: 'function',
    ...(formals && {
      formals: formals.map((formal) => formal.name.name),
      places: formals.map((formal) => placeIn(scope, formal.name.span)),
    }),
    ...(name && { parameter: name.name }),
    apply(argument) {
      const names = new Map<string, Bound>()
      const inner: Scope = { file: scope.file, parent: scope, names }
      if (name) names.set(name.name, { thunk: argument, place: placeIn(scope, name.span), formal: true })
      for (const { name: formal, fallback } of formals ?? []) {
        const place = placeIn(scope, formal.span)
        const thunk = new Thunk(() => {
          evaluator.step()
          const subject = argument.force()
          if (fallback && lacks(subject, formal.name)) return evaluator.evaluate(fallback, inner)
          const access = { name: formal.name, pattern: formal.name, at: place, subject: place, nixpkgs: null }
          const given = evaluator.select(subject, access)
          return given.kind === 'unknown' && fallback ? evaluator.evaluate(fallback, inner) : given
        })
        names.set(formal.name, { thunk, place, formal: true })
      }
      return evaluator.evaluate(lambda.body, inner)
    },
  }
}

function lacks(subject: Value, name: string): boolean {
  if (subject === unknown) return true
  return subject.kind === 'attributes' && !subject.entries.has(name) && !subject.every && !subject.open
}
