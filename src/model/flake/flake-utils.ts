import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { perSystem } from './input-roles.ts'
import { native } from './native.ts'
import { someList, someText, Thunk, unknown, type Value } from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** `flake-utils.lib.name` */
export function flakeUtils(evaluator: Evaluator, name: string): Value {
  switch (name) {
    case 'eachDefaultSystem':
      return native(1, ([fn], at) => eachSystem(evaluator, fn, at))
    case 'eachSystem':
      return native(2, ([first, fn], at) => eachSystem(evaluator, fn ?? first, at))
    case 'eachDefaultSystemMap':
      return native(1, ([fn], at) => perSystem(evaluator.apply(fn.force(), Thunk.of(someText), at), at))
    case 'eachSystemMap':
      return native(2, ([first, fn], at) =>
        perSystem(evaluator.apply((fn ?? first).force(), Thunk.of(someText), at), at),
      )
    case 'eachDefaultSystemPassThrough':
      return native(1, ([fn], at) => evaluator.apply(fn.force(), Thunk.of(someText), at))
    case 'eachSystemPassThrough':
      return native(2, ([first, fn], at) => evaluator.apply((fn ?? first).force(), Thunk.of(someText), at))
    case 'mkApp':
      return native(1, ([argument]) => argument.force())
    case 'flattenTree':
      return native(1, ([tree]) => tree.force())
    case 'simpleFlake':
    case 'mkFlake':
      return native(1, ([argument]) => ({ kind: 'unknown', call: { function: unknown, argument } }))
    case 'defaultSystems':
    case 'allSystems':
      return someList
    case 'system':
      return perSystem(someText, { path: '', span: { start: 0, end: 0 } })
    default:
      return unknown
  }
}

/** `eachSystem systems (system: { devShells = …; })` gives `devShells.<system>`. */
function eachSystem(evaluator: Evaluator, fn: Thunk, at: Place): Value {
  return systemsFirst(evaluator.apply(fn.force(), Thunk.of(someText), at))
}

/** The outputs of one system as outputs of all. */
export function systemsFirst(outputs: Value): Value {
  const { entries, open } = attributesOf(outputs)
  const lifted = [...entries].map(
    ([name, { thunk, place }]) =>
      [name, { thunk: new Thunk(() => perSystem(thunk.force(), place)), place }] as const,
  )
  return { kind: 'attributes', entries: new Map(lifted), open }
}
