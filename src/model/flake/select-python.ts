import { pythonBuilders, pythonHelpers, pythonSetName, textAttributes } from '../../tables/nixpkgs-names.ts'
import { isPythonLibrary, standardLibrary } from '../../tables/pypi-names.ts'
import type { Place } from '../../text/span.ts'
import { widened } from './application.ts'
import { callPackage } from './call-package.ts'
import type { Access, Evaluator } from './evaluation.ts'
import { noteBuild } from './evaluation-state.ts'
import { native } from './native.ts'
import { interpreterAt } from './nixpkgs.ts'
import { overlaid } from './overlays.ts'
import {
  type Element,
  type Interpreter,
  library,
  nixpkgs,
  optionsOf,
  type PackageCollection,
  type PythonEnvironment,
  pythonPackages,
  someScalar,
  someText,
  Thunk,
  unknown,
  type Value,
} from './value.ts'
import { attributesOf } from './value-attributes.ts'
import { flattened } from './value-lists.ts'

/** `python3Packages.name` */
export function selectFromSet(evaluator: Evaluator, subject: PackageCollection, access: Access): Value {
  const { name, at } = access
  const own = name === null ? undefined : subject.extra.get(name)
  if (own) return own.thunk.force()
  // Under an overlay that cannot be read, a computed name may be one of the flake's own.
  if (name === null && subject.open) return unknown
  if (name !== null && subject.over && !isOfPython(name)) return evaluator.select(subject.over, access)
  if (name === 'python') return interpreterAt(access, 'python')
  if (name === 'pkgs') return nixpkgs
  if (name === 'lib') return library
  if (name === 'overrideScope' || name === "overrideScope'" || name === 'extend') {
    return native(1, ([overlay], where) => extendedSet(evaluator, subject, overlay, where))
  }
  if (name === 'override') return native(1, () => subject)
  if (name !== null && pythonSetName.test(name)) return subject
  if (name === 'makePythonPath') return native(1, ([list]) => joined(list))
  if (name === 'callPackage') return calledPackage(evaluator, subject)
  const other = name === null ? null : noPackage(name, subject.open === true, at)
  if (other) return other
  return {
    kind: 'python-package',
    name: name ?? access.pattern,
    source: at,
    via: [],
    nixpkgs: access.nixpkgs,
  }
}

/** What stands among the packages and is none: builders, helpers, facts about the interpreter. */
function noPackage(name: string, isOpen: boolean, at: Place): Value | null {
  const waits = pythonBuilders.get(name)
  if (waits !== undefined) return { kind: 'builder', name, waits }
  if (name === 'toPythonApplication') return native(1, (_, where) => application(name, where))
  if (/^(is(Py|CPython)|pythonAtLeast|pythonOlder|disabled)/.test(name)) return someScalar
  if (textAttributes.has(name)) return someText
  // A hook that nobody here knows may do anything in a shell.
  if (isOpen && isQuietHook(name)) return { ...unknown, name }
  const isHelper = pythonHelpers.has(name) || standardLibrary.has(name) || isQuietHook(name)
  return isHelper ? application(name, at) : null
}

/** Whether the set of Python packages surely has a name, where nixpkgs itself may have it too. */
function isOfPython(name: string): boolean {
  return (
    isPythonLibrary(name) || pythonBuilders.has(name) || pythonHelpers.has(name) || name.startsWith('python')
  )
}

/** `python3Packages.callPackage`: what the called file builds, and when that is not known, a package all the same. */
function calledPackage(evaluator: Evaluator, set: PackageCollection): Value {
  return native(2, ([target, given], at) => {
    const call = callPackage(evaluator, set)
    const result = evaluator.apply(evaluator.apply(call, target, at), given ?? target, at)
    if (result.kind !== 'unknown') return result
    const builder = 'python3Packages.callPackage'
    noteBuild(evaluator.state, { builder, name: null, directory: null, source: at })
    return { kind: 'python-package', name: builder, source: at, via: [], builder, nixpkgs: null }
  })
}

/** Hooks of nixpkgs' builders are no packages, save the one that makes a virtual environment with pip. */
function isQuietHook(name: string): boolean {
  return name.endsWith('Hook') && name !== 'venvShellHook'
}

function application(name: string, source: Place): Value {
  return { kind: 'application', name, source, via: [] }
}

function joined(list: Thunk): Value {
  return { ...someText, contexts: flattened(list.force()).elements }
}

/** `python3Packages.overrideScope overlay` maintains Python packages in Nix, unless the overlay is empty. */
function extendedSet(evaluator: Evaluator, set: PackageCollection, overlay: Thunk, at: Place): Value {
  const result = overlaid(evaluator, set, overlay, at)
  if (result.extra.size > set.extra.size)
    noteBuild(evaluator.state, { builder: 'overrideScope', name: null, directory: null, source: at })
  return result
}

/** `python3.name` */
export function selectFromInterpreter(evaluator: Evaluator, subject: Interpreter, access: Access): Value {
  const { name, at } = access
  switch (name) {
    case 'pkgs':
    case 'pythonPackages':
      return { ...pythonPackages, extra: subject.extra }
    case 'withPackages':
      return native(1, ([choose], where) => environment(evaluator, subject, access.subject, choose, where))
    case 'buildEnv':
      return builderOfEnvironments(at)
    case 'override':
      return native(1, ([argument], where) => overridden(evaluator, subject, argument, where))
    case 'overrideAttrs':
    case 'overrideDerivation':
      return native(1, () => subject)
    case null:
      return unknown
  }
  if (name === 'interpreter') {
    const context = { thunk: Thunk.of(subject), place: at, removable: false, via: [] }
    return { ...someText, contexts: [context] }
  }
  if (textAttributes.has(name)) return someText
  if (/^(out|dev|lib|bin|passthru|python|pythonOn\w+)$/.test(name)) return { ...subject, source: at }
  if (/^(is(Py|CPython)|has)/.test(name)) return someScalar
  return unknown
}

/** `python3.withPackages (ps: [ … ])`: without packages of PyPI it is the bare interpreter. */
function environment(
  evaluator: Evaluator,
  subject: Interpreter,
  interpreter: Place,
  choose: Thunk,
  at: Place,
): Value {
  const set: Value = { ...pythonPackages, extra: subject.extra }
  const chosen = choose.force()
  const packages = flattened(
    chosen.kind === 'function' ? evaluator.apply(chosen, Thunk.of(set), at) : unknown,
  )
  const isBare = packages.elements.every(({ thunk }) => thunk.force().kind === 'application')
  if (isBare && !packages.open) return { ...subject, source: at }
  const names = packages.elements.flatMap(({ thunk }) => namesOf(thunk.force()))
  const within = widened(interpreter, at) === at
  const open = packages.open || hasUnknown(packages.elements)
  return environmentOf(names, at, within ? interpreter : null, open)
}

/** `python3.buildEnv`, which is used by `override`. */
function builderOfEnvironments(place: Place): Value {
  const thunk = Thunk.of(native(1, ([argument], where) => builtEnvironment(argument, where)))
  return { kind: 'attributes', entries: new Map([['override', { thunk, place }]]), open: true }
}

/** `python3.buildEnv.override { extraLibs = [ … ]; }` */
function builtEnvironment(argument: Thunk, at: Place): Value {
  const libraries = attributesOf(argument.force()).entries.get('extraLibs')
  const names = libraries ? flattened(libraries.thunk.force()).elements : []
  return environmentOf(
    names.flatMap(({ thunk }) => namesOf(thunk.force())),
    at,
    null,
    !libraries || hasUnknown(names),
  )
}

function hasUnknown(elements: readonly Element[]): boolean {
  return elements.some(({ thunk }) =>
    optionsOf(thunk.force()).some((option) => option.kind === 'unknown' || isNameless(option)),
  )
}

function environmentOf(
  names: readonly string[],
  source: Place,
  interpreter: Place | null,
  open: boolean,
): PythonEnvironment {
  return { kind: 'python-environment', names: [...new Set(names)], source, via: [], open, interpreter }
}

function namesOf(value: Value): string[] {
  return optionsOf(value).flatMap((option) =>
    option.kind === 'python-package' && !isNameless(option) ? [option.name] : [],
  )
}

/** Whether the name of a package is computed, or nothing is known of it but who builds it. */
function isNameless(value: Value): boolean {
  if (value.kind !== 'python-package') return false
  return value.name.includes('*') || (value.builder !== undefined && value.name === value.builder)
}

/** `python3.override { packageOverrides = …; }` maintains Python packages in Nix; other overrides choose a variant. */
function overridden(evaluator: Evaluator, subject: Interpreter, argument: Thunk, at: Place): Value {
  const given = argument.force()
  const overlay = given.kind === 'attributes' ? given.entries.get('packageOverrides') : undefined
  const source = widened(subject.source, at)
  if (!overlay) return { ...subject, source }
  const set = overlaid(evaluator, { ...pythonPackages, extra: subject.extra }, overlay.thunk, at)
  const known = overlay.thunk.force().kind === 'function'
  if (set.extra.size > subject.extra.size || !known) {
    noteBuild(evaluator.state, { builder: 'packageOverrides', name: null, directory: null, source: at })
  }
  return { ...subject, source, extra: set.extra }
}

/** `(python3.withPackages …).name` */
export function selectFromEnvironment(subject: PythonEnvironment, access: Access): Value {
  const { name } = access
  if (name === 'pkgs') return pythonPackages
  if (name === 'python') return interpreterAt(access, 'python')
  if (name === 'interpreter' || name === 'sitePackages') {
    const context = { thunk: Thunk.of(subject), place: access.at, removable: false, via: [] }
    return { ...someText, contexts: name === 'interpreter' ? [context] : [] }
  }
  if (name === 'env' || name === 'out') return subject
  if (name === 'override' || name === 'overrideAttrs') return native(1, () => subject)
  return name !== null && textAttributes.has(name) ? someText : unknown
}
