import type { Place } from '../../text/span.ts'
import { isConfiguration } from './application.ts'
import { blueprint } from './blueprint.ts'
import { checkersOf } from './checkers.ts'
import { moduleTree } from './directories.ts'
import type { Access, Evaluator } from './evaluation.ts'
import { mkFlake } from './flake-parts.ts'
import { flakeUtils } from './flake-utils.ts'
import { flakelight } from './flakelight.ts'
import { nixpkgsFunction } from './import-file.ts'
import { inputsByName, perSystem } from './input-roles.ts'
import { isLibraryFunction, libraryValue } from './library.ts'
import { makerOf } from './makers.ts'
import { native } from './native.ts'
import { overSystems } from './systems.ts'
import { fromUnknown } from './unknown-attribute.ts'
import type { Thunk } from './value.ts'
import { type Input, library, nixpkgs, openNixpkgs, unknown, type Value } from './value.ts'

/** `inputs.x.name` */
export function selectFromInput(evaluator: Evaluator, subject: Input, access: Access): Value {
  const { name } = access
  const { role, path } = subject
  if (name === 'inputs') return inputsByName(evaluator)
  const known = memberOfRole[role]?.(evaluator, subject, access)
  if (known) return known
  if (unmade.has(role)) return { ...subject, path: [...path, name ?? '*'] }
  const named = fromUnknown(access)
  return named.kind === 'builder' ? named : { ...subject, path: [...path, name ?? '*'].slice(-6) }
}

type SelectMember = (evaluator: Evaluator, subject: Input, access: Access) => Value | null

/** Inputs of which what is not known is nothing that packages come from. */
const unmade: ReadonlySet<Input['role']> = new Set([
  'flake-parts',
  'devenv',
  'devshell',
  'checkers',
  'flakelight',
])

/** What is known of the attributes of inputs; null for all others. */
const memberOfRole: Readonly<Partial<Record<Input['role'], SelectMember>>> = {
  nixpkgs: (_, subject, { name, at }) => {
    if (subject.path.length > 0) return unknown
    if (name === 'lib') return library
    if (name === 'legacyPackages' || name === 'packages') return perSystem(nixpkgs, at)
    return name === 'outPath' ? subject : { ...unknown, name: name ?? '*' }
  },
  'flake-utils': (evaluator, subject, { name }) =>
    name === null || name === 'lib' ? subject : flakeUtils(evaluator, name),
  'flake-parts': (evaluator, _, { name }) =>
    name === 'mkFlake' ? native(2, (given, where) => mkFlake(evaluator, given[0], given[1], where)) : null,
  devenv: (evaluator, _, { name }) => (name === 'mkShell' ? makerOf(evaluator, 'devenv') : null),
  devshell: (evaluator, _, { name }) => (name === 'mkShell' ? makerOf(evaluator, 'devshell') : null),
  checkers: (evaluator, _, { name }) => checkersOf(evaluator, name) ?? null,
  flakelight: (evaluator, _, { name }) => (name === 'mkFlake' ? flakelightFunction(evaluator) : null),
  'mach-nix': (_, __, { name }) => (name === 'mkPython' ? { kind: 'builder', name, waits: 1 } : null),
  other: (evaluator, { path: [first, ...deeper] }, { name, at }) => {
    if (name === null || deeper.length > 0) return null
    if (first === undefined) return name === 'legacyPackages' ? perSystem(openNixpkgs, at) : null
    return first === 'lib' && isLibraryFunction(name) ? libraryValue(evaluator, name) : null
  },
}

/** `flakelight ./. module`, or the same by `flakelight.lib.mkFlake`. */
function flakelightFunction(evaluator: Evaluator): Value {
  return native(2, ([source, module], at) => flakelight(evaluator, module ?? source, at))
}

/** Applying an input, or something from one, gives something that is as unknown. */
export function applyInput(evaluator: Evaluator, fn: Input, argument: Thunk, at: Place): Value {
  if (fn.role === 'blueprint' && fn.path.length === 0) return blueprint(evaluator, argument.force(), at)
  if (fn.role === 'flakelight' && fn.path.length === 0)
    return evaluator.apply(flakelightFunction(evaluator), argument, at)
  // `import poetry2nix { inherit pkgs; }` is that flake's own functions.
  if (fn.role !== 'other' && fn.role !== 'import-tree' && fn.path.length === 0) return fn
  if (fn.role === 'import-tree') return moduleTree(evaluator, argument.force(), at)
  if (fn.role === 'other' && fn.path.length === 0 && isSettings(argument.force())) {
    const set = evaluator.apply(nixpkgsFunction(evaluator), argument, at)
    return set.kind === 'nixpkgs' ? { ...set, open: true } : set
  }
  const bySystem = overSystems(evaluator, fn.path.at(-1), argument.force(), at)
  if (bySystem) return bySystem
  if (!isConfiguration(fn)) evaluator.state.later.push(argument)
  return { kind: 'unknown', call: { function: fn, argument } }
}

/** Whether an input is called as nixpkgs is: `import x { inherit system; overlays = [ … ]; }`. */
function isSettings(argument: Value): boolean {
  if (argument.kind !== 'attributes') return false
  const names = [...argument.entries.keys()]
  const known = ['system', 'localSystem', 'crossSystem', 'overlays', 'config']
  return names.length > 0 && names.every((name) => known.includes(name))
}
