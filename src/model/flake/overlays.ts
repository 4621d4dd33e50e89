import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import type { PackageCollection, Value } from './value.ts'
import { Thunk } from './value.ts'
import { attributesOf } from './value-attributes.ts'
import { flattened } from './value-lists.ts'

/** A package set with an overlay `final: prev: { … }` on top. */
export function overlaid(
  evaluator: Evaluator,
  base: PackageCollection,
  overlay: Thunk,
  at: Place,
): PackageCollection {
  let result: PackageCollection = base
  const final = new Thunk(() => result)
  result = applied(evaluator, base, overlay.force(), final, at)
  return result
}

/** A package set with a list of overlays on top, in order. */
export function overlaidBy(
  evaluator: Evaluator,
  base: PackageCollection,
  overlays: Value,
  at: Place,
): PackageCollection {
  let result: PackageCollection = base
  const final = new Thunk(() => result)
  for (const { thunk } of flattened(overlays).elements.slice(0, 20)) {
    result = applied(evaluator, result, thunk.force(), final, at)
  }
  return result
}

function applied(
  evaluator: Evaluator,
  base: PackageCollection,
  overlay: Value,
  final: Thunk,
  at: Place,
): PackageCollection {
  if (overlay.kind !== 'function') return base
  const half = evaluator.apply(overlay, final, at)
  const { entries } = attributesOf(evaluator.apply(half, Thunk.of(base), at))
  return entries.size === 0 ? base : { ...base, extra: new Map([...base.extra, ...entries]) }
}
