import type { Place } from '../../text/span.ts'
import { callPackage } from './call-package.ts'
import type { Evaluator } from './evaluation.ts'
import type { LibraryFunction } from './library-function.ts'
import { native } from './native.ts'
import { type Attributes, nixpkgs, Thunk, unknown, type Value } from './value.ts'
import { attributesOf, noAttributes, updatedSet, withAttribute } from './value-attributes.ts'

type Run = LibraryFunction['run']

/** `fix (self: …)`: a function applied to its own result. */
const fixed: Run = (evaluator, [fn], at) => {
  if (!fn) return unknown
  const result: Thunk = new Thunk(() =>
    evaluator.apply(
      fn.force(),
      Thunk.live(() => result.force()),
      at,
    ),
  )
  return result.force()
}

/** `makeScope newScope (self: { … })`: a set whose `callPackage` finds its own names first. */
const scope: Run = (evaluator, [newScope, fn], at) => {
  if (!newScope || !fn) return unknown
  return scopeOf(evaluator, newScope, (self) => evaluator.apply(fn.force(), self, at), at)
}

function scopeOf(evaluator: Evaluator, newScope: Thunk, make: (self: Thunk) => Value, at: Place): Value {
  const self: Thunk = new Thunk(() => {
    const own = attributesOf(make(Thunk.live(() => self.force())))
    const extended = native(1, ([overlay], where) =>
      scopeOf(evaluator, newScope, (final) => over(evaluator, make(final), overlay, final, where), where),
    )
    const parts: Readonly<Record<string, Thunk>> = {
      callPackage: new Thunk(() => calling(evaluator, newScope.force(), self, at)),
      newScope,
      overrideScope: Thunk.of(extended),
      "overrideScope'": Thunk.of(extended),
    }
    const helpers = Object.entries(parts).reduce(
      (set, [name, thunk]) => withAttribute(set, name, { thunk, place: at }),
      noAttributes,
    )
    return updatedSet(helpers, own)
  })
  return self.force()
}

/** The function that `newScope self` gives; one of nixpkgs' own when `newScope` is not known. */
function calling(evaluator: Evaluator, newScope: Value, self: Thunk, at: Place): Value {
  if (newScope.kind === 'function') return evaluator.apply(newScope, self, at)
  return callPackage(evaluator, { ...nixpkgs, extra: attributesOf(self.force()).entries })
}

function over(evaluator: Evaluator, before: Value, overlay: Thunk, final: Thunk, at: Place): Attributes {
  const half = evaluator.apply(overlay.force(), final, at)
  return updatedSet(attributesOf(before), attributesOf(evaluator.apply(half, Thunk.of(before), at)))
}

/** Functions that make a set out of a function of that set. */
export const scopeFunctions: Record<string, LibraryFunction> = {
  fix: { arity: 1, run: fixed },
  "fix'": { arity: 1, run: fixed },
  makeExtensible: { arity: 1, run: fixed },
  makeScope: { arity: 2, run: scope },
  extends: {
    arity: 3,
    run: (evaluator, [overlay, fn, final], at) => {
      if (!overlay || !fn || !final) return unknown
      return over(evaluator, evaluator.apply(fn.force(), final, at), overlay, final, at)
    },
  },
}
