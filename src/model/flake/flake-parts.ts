import { quietModules } from '../../tables/nixpkgs-names.ts'
import type { Place } from '../../text/span.ts'
import { hooksOption } from './checkers.ts'
import type { Evaluator } from './evaluation.ts'
import { selfOf } from './evaluation-state.ts'
import { systemsFirst } from './flake-utils.ts'
import { inputsByName } from './input-roles.ts'
import { merged } from './library-attributes.ts'
import { made } from './makers.ts'
import { modulesOf, optionIn } from './modules.ts'
import {
  type Attribute,
  type Attributes,
  library,
  type Maker,
  nixpkgs,
  someText,
  Thunk,
  unknown,
  type Value,
} from './value.ts'
import {
  attributesOf,
  noAttributes,
  setOf,
  someAttributes,
  updatedSet,
  withAttribute,
} from './value-attributes.ts'

/** `flake-parts.lib.mkFlake { inherit inputs; } module`: the outputs that its modules define. */
export function mkFlake(evaluator: Evaluator, _args: Thunk, module: Thunk | undefined, at: Place): Value {
  const given = withOwnArguments(evaluator, module, at, {
    inputs: new Thunk(() => inputsByName(evaluator)),
    self: Thunk.live(() => selfOf(evaluator.state)),
    lib: Thunk.of(library),
    config: Thunk.of(unknown),
  })
  let outputs: Value = noAttributes
  let isLost = false
  const lose = (lost: Value) => {
    if (!isQuietModule(lost)) isLost = true
  }
  const own = modulesOf(evaluator, module?.force() ?? unknown, given, at, lose)
  const modules = [...own, ...own.flatMap((options) => partitionsOf(evaluator, options, given, at))]
  let open = modules.length === 0 || isLost
  for (const options of modules) {
    if (options.open) open = true
    // Options of the flake's own modules may build as well.
    for (const [name, { thunk }] of options.entries) if (!read.has(name)) evaluator.state.later.push(thunk)
    for (const { value } of optionIn(options, ['flake'])) outputs = merged(outputs, attributesOf(value), 4)
  }
  evaluator.state.ownOutputs = outputs
  const perSystem = modules.flatMap((options) => optionIn(options, ['perSystem']).map(({ value }) => value))
  const pkgs = packagesOf(evaluator, perSystem, at)
  for (const value of perSystem) {
    outputs = merged(outputs, systemsFirst(outputsOf(evaluator, value, pkgs, at)), 4)
    evaluator.state.ownOutputs = outputs
  }
  const known = attributesOf(outputs)
  return { ...known, open: open || known.open }
}

/** Options of modules that are read, and those that are no values of their own. */
const read: ReadonlySet<string> = new Set([
  'flake',
  'perSystem',
  'systems',
  'imports',
  'config',
  'options',
  'partitions',
])

/** What modules are given, and what `_module.args` of some of them adds for all. */
function withOwnArguments(
  evaluator: Evaluator,
  module: Thunk | undefined,
  at: Place,
  values: Readonly<Record<string, Thunk>>,
): Attributes {
  const given = setOf(at, values)
  const own = modulesOf(evaluator, module?.force() ?? unknown, given, at)
    .flatMap((options) => optionIn(options, ['_module', 'args']))
    .map(({ value }) => attributesOf(value))
  return own.reduce((all, added) => ({ ...updatedSet(all, added), open: true }), given)
}

/** Whether a module from elsewhere makes no dev shells of its own. */
function isQuietModule(module: Value): boolean {
  return module.kind === 'input' && (quietModules.has(module.name ?? '') || module.role !== 'other')
}

/** `partitions.dev.module`: modules that are evaluated apart, with inputs of their own, for some of the outputs. */
function partitionsOf(evaluator: Evaluator, options: Attributes, given: Value, at: Place): Attributes[] {
  return optionIn(options, ['partitions']).flatMap(({ value }) =>
    [...attributesOf(value).entries.values()].flatMap(({ thunk }) => {
      for (const { value: flake } of optionIn(thunk.force(), ['extraInputsFlake'])) {
        if (flake.kind === 'path' && flake.path !== null) evaluator.state.inputFlakes.add(flake.path)
      }
      return optionIn(thunk.force(), ['module']).flatMap((partition) =>
        modulesOf(evaluator, partition.value, given, at),
      )
    }),
  )
}

/** The nixpkgs that one module gives to all: `perSystem = …: { _module.args.pkgs = import nixpkgs { … }; }`. */
function packagesOf(evaluator: Evaluator, perSystem: readonly Value[], at: Place): Value {
  for (const one of perSystem) {
    const [changed] = optionIn(outputsOf(evaluator, one, nixpkgs, at), ['_module', 'args', 'pkgs'])
    if (changed?.value.kind === 'nixpkgs') return changed.value
  }
  return nixpkgs
}

/** The outputs that `perSystem` defines for one system. */
function outputsOf(evaluator: Evaluator, perSystem: Value, pkgs: Value, at: Place): Value {
  const ownOutputs = Thunk.live(() => selfOf(evaluator.state))
  const given = setOf(at, {
    pkgs: Thunk.of(pkgs),
    lib: Thunk.of(library),
    system: Thunk.of(someText),
    config: Thunk.live(() => withoutSystems(ownOutputs.force())),
    "self'": Thunk.live(() => withoutSystems(ownOutputs.force())),
    "inputs'": new Thunk(() => inputsOfSystem(evaluator, at)),
    inputs: new Thunk(() => inputsByName(evaluator)),
    self: ownOutputs,
  })
  const modules = modulesOf(evaluator, perSystem, given, at)
  let outputs: Value = modules.length === 0 ? someAttributes : noAttributes
  for (const options of modules) {
    outputs = merged(outputs, withShells(options), 3)
  }
  return outputs
}

/** Other flake-parts modules make dev shells as well. */
function withShells(options: Attributes): Value {
  let shells: Attributes = noAttributes
  const kinds: readonly [readonly string[], Maker][] = [
    [['devenv', 'shells'], 'devenv'],
    [['devshells'], 'devshell'],
    [['make-shells'], 'shell'],
  ]
  for (const [path, maker] of kinds) {
    for (const { value } of optionIn(options, path)) {
      for (const [name, attribute] of attributesOf(value).entries) {
        const { place, thunk } = attribute
        const shell = new Thunk(() => made(maker, moduleSet(maker, thunk, place), name, place))
        shells = withAttribute(shells, name, { thunk: shell, place })
      }
    }
  }
  if (shells.entries.size === 0) return options
  const [place] = [...shells.entries.values()].map((shell) => shell.place)
  if (!place) return options
  const own = options.entries.get('devShells')?.thunk.force() ?? noAttributes
  return withAttribute(options, 'devShells', { thunk: Thunk.of(merged(own, shells, 1)), place })
}

/** devenv's shells are modules; the others are plain options. */
function moduleSet(maker: Maker, thunk: Thunk, place: Place): Value {
  if (maker !== 'devenv') return thunk.force()
  const elements = [{ thunk, place, removable: false, via: [] }]
  return withAttribute(noAttributes, 'modules', {
    thunk: Thunk.of({ kind: 'list', elements, open: false }),
    place,
  })
}

/** `self.packages.<system>.x` as `self'.packages.x`. */
function withoutSystems(outputs: Value): Value {
  if (outputs.kind !== 'attributes') return unknown
  const entries = new Map<string, Attribute>()
  for (const [name, { thunk, place }] of outputs.entries) {
    const one = new Thunk(() => attributesOf(thunk.force()).every?.thunk.force() ?? unknown)
    const option = { thunk: one, place }
    entries.set(name, hookOptions.has(name) ? hooksOption(option) : option)
  }
  return { kind: 'attributes', entries, open: true }
}

/** Names that git-hooks' module for flake-parts has had. */
const hookOptions: ReadonlySet<string> = new Set(['pre-commit', 'git-hooks'])

/** `inputs'.nixpkgs.legacyPackages` needs no system. */
function inputsOfSystem(evaluator: Evaluator, at: Place): Value {
  const inputs = attributesOf(inputsByName(evaluator))
  const entries = new Map<string, Attribute>()
  for (const [name, { thunk, place }] of inputs.entries) {
    entries.set(name, {
      place,
      thunk: new Thunk(() => {
        const input = thunk.force()
        if (input.kind !== 'input' || input.role !== 'nixpkgs') return input
        const packages = { thunk: Thunk.of(nixpkgs), place: at }
        return withAttribute(withAttribute(someAttributes, 'legacyPackages', packages), 'packages', packages)
      }),
    })
  }
  return { ...inputs, entries }
}
