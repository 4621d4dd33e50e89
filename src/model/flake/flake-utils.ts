import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { imported } from './import-file.ts'
import { perSystem } from './input-roles.ts'
import { merged } from './library-attributes.ts'
import { native } from './native.ts'
import { overlaid } from './overlays.ts'
import { type Attributes, nixpkgs, someList, someText, Thunk, unknown, type Value } from './value.ts'
import { attributesOf, noAttributes, setOf } from './value-attributes.ts'
import { listOf } from './value-lists.ts'

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
    case 'meld':
      return native(2, ([inputs, files], at) => melded(evaluator, inputs, files ?? inputs, at))
    case 'simpleFlake':
      return native(1, ([argument], at) => simpleFlake(evaluator, attributesOf(argument.force()), at))
    case 'mkFlake':
      return native(1, ([argument], at) => builtOutputs(evaluator, attributesOf(argument.force()), at))
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

/** `meld inputs [ ./a.nix ./b.nix ]`: what each of the files makes of the inputs, put together. */
function melded(evaluator: Evaluator, inputs: Thunk, files: Thunk, at: Place): Value {
  const { elements, open } = listOf(files.force())
  const parts = elements.map(({ thunk }) => {
    const file = thunk.force()
    return file.kind === 'path' ? evaluator.apply(imported(evaluator, file), inputs, at) : unknown
  })
  const whole = parts.reduce((left, right) => merged(left, attributesOf(right), 6), noAttributes as Value)
  const isOpen = open || parts.some(({ kind }) => kind !== 'attributes')
  return whole.kind === 'attributes' && isOpen ? { ...whole, open: true } : whole
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

/** `simpleFlake { name = "a"; overlay = …; shell = ./shell.nix; }`: nixpkgs under the overlay, and a shell of it. */
function simpleFlake(evaluator: Evaluator, { entries }: Attributes, at: Place): Value {
  const given = (name: string): Value => entries.get(name)?.thunk.force() ?? unknown
  const overlay = given('overlay')
  const pkgs = new Thunk(() =>
    overlay.kind === 'function' ? overlaid(evaluator, nixpkgs, Thunk.of(overlay), at) : nixpkgs,
  )
  const named = new Thunk(() => {
    const name = given('name')
    return evaluator.selectNamed(pkgs.force(), name.kind === 'text' ? (name.text ?? '') : '', at)
  })
  const shell = new Thunk(() => {
    const value = given('shell')
    const fn = value.kind === 'path' ? imported(evaluator, value) : value
    return fn.kind === 'function' ? evaluator.apply(fn, Thunk.of(setOf(at, { pkgs })), at) : fn
  })
  const outputs: Readonly<Record<string, Thunk>> = {
    ...(entries.has('shell') && { devShell: shell }),
    ...(overlay.kind === 'function' && { packages: named }),
  }
  return systemsFirst({ ...setOf(at, outputs), open: false })
}

/** `mkFlake { outputsBuilder = channels: { … }; }` of flake-utils-plus: the outputs of each system from its channels. */
function builtOutputs(evaluator: Evaluator, argument: Attributes, at: Place): Value {
  const builder = argument.entries.get('outputsBuilder')
  if (!builder) return { ...argument, open: true }
  const channels: Value = { ...noAttributes, every: { thunk: Thunk.of(nixpkgs), place: builder.place } }
  const built = systemsFirst(evaluator.apply(builder.thunk.force(), Thunk.of(channels), at))
  return merged({ ...argument, open: false }, built, 3)
}
