import type { Place } from '../../text/span.ts'
import { callPackage } from './call-package.ts'
import { directoryFunctions, packagesOfDirectory } from './directories.ts'
import type { Evaluator } from './evaluation.ts'
import { importValue, isNixpkgs } from './import-file.ts'
import { inputOf, roleOf } from './input-roles.ts'
import { attributeFunctions } from './library-attributes.ts'
import type { LibraryFunction } from './library-function.ts'
import { listFunctions } from './library-lists.ts'
import { scopeFunctions } from './library-scopes.ts'
import { textFunctions } from './library-text.ts'
import { native } from './native.ts'
import { overlaid } from './overlays.ts'
import {
  either,
  library,
  nixpkgs,
  someList,
  someScalar,
  someText,
  type Text,
  Thunk,
  unknown,
  type Value,
} from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** Parts of `lib` that hold functions of `lib`. */
const parts = new Set(
  `attrsets strings lists trivial customisation modules meta debug fixedPoints generators options lib builtins asserts sources filesystem derivations fileset`.split(
    ' ',
  ),
)

const identity: LibraryFunction = { arity: 1, run: (_, [value]) => value?.force() ?? unknown }
const second: LibraryFunction = { arity: 2, run: (_, given) => given[1]?.force() ?? unknown }
const third: LibraryFunction = { arity: 3, run: (_, given) => given[2]?.force() ?? unknown }
const scalar: LibraryFunction = { arity: 1, run: () => someScalar }

const functions: ReadonlyMap<string, LibraryFunction> = new Map(
  Object.entries({
    ...listFunctions,
    ...attributeFunctions,
    ...textFunctions,
    ...directoryFunctions,
    ...scopeFunctions,
    import: { arity: 1, run: (evaluator, [target]) => importValue(evaluator, target?.force() ?? unknown) },
    fetchTarball: { arity: 1, run: (_, [source]) => fetched(source) },
    fetchGit: { arity: 1, run: (_, [source]) => fetched(source) },
    fetchTree: { arity: 1, run: (_, [source]) => fetched(source) },
    getFlake: { arity: 1, run: (_, [source]) => fetched(source) },
    id: identity,
    lowPrio: identity,
    hiPrio: identity,
    recurseIntoAttrs: identity,
    dontRecurseIntoAttrs: identity,
    hydraJob: identity,
    toList: identity,
    const: { arity: 2, run: (_, [value]) => value?.force() ?? unknown },
    seq: second,
    cleanSource: identity,
    filterSource: second,
    sourceByRegex: { arity: 2, run: (_, [source]) => source?.force() ?? unknown },
    sourceFilesBySuffices: { arity: 2, run: (_, [source]) => source?.force() ?? unknown },
    cleanSourceWith: { arity: 1, run: (_, [set]) => attributeIn(set, 'src') },
    toSource: { arity: 1, run: (_, [set]) => attributeIn(set, 'root') },
    path: { arity: 1, run: (_, [set]) => attributeIn(set, 'path') },
    deepSeq: second,
    trace: second,
    traceVal: identity,
    warn: second,
    addErrorContext: second,
    addMetaAttrs: second,
    setPrio: second,
    warnIf: third,
    warnIfNot: third,
    throwIf: third,
    throwIfNot: third,
    mkIf: second,
    mkForce: identity,
    mkDefault: identity,
    mkBefore: identity,
    mkAfter: identity,
    mkVMOverride: identity,
    mkOverride: second,
    mkOrder: second,
    mkMerge: { arity: 1, run: (_, [list]) => either(valuesOf(list)) },
    isNull: scalar,
    isBool: scalar,
    isString: scalar,
    isList: scalar,
    isAttrs: scalar,
    isFunction: scalar,
    stringLength: scalar,
    length: scalar,
    pathExists: scalar,
    versionAtLeast: { arity: 2, run: () => someScalar },
    versionOlder: { arity: 2, run: () => someScalar },
    tryEval: {
      arity: 1,
      run: (_, [value], at) => ({
        kind: 'attributes',
        entries: new Map([['value', { thunk: value ?? Thunk.of(unknown), place: at }]]),
        open: true,
      }),
    },
    pipe: {
      arity: 2,
      run: (evaluator, [start, steps], at) =>
        functionsIn(steps).reduce<Value>(
          (value, step) => evaluator.apply(step, Thunk.of(value), at),
          start?.force() ?? unknown,
        ),
    },
    flip: {
      arity: 3,
      run: (evaluator, [fn, first, other], at) => {
        if (!fn || !first || !other) return unknown
        return evaluator.apply(evaluator.apply(fn.force(), other, at), first, at)
      },
    },
    makeOverridable: {
      arity: 2,
      run: (evaluator, [fn, argument], at) =>
        fn && argument ? evaluator.apply(fn.force(), argument, at) : unknown,
    },
    callPackageWith: {
      arity: 3,
      run: (evaluator, [set, target, given], at) => {
        const from = set?.force() ?? unknown
        const isSet = from.kind === 'nixpkgs' || from.kind === 'python-packages'
        const call = callPackage(evaluator, isSet ? from : nixpkgs)
        if (!target || !given) return unknown
        return evaluator.apply(evaluator.apply(call, target, at), given, at)
      },
    },
    packagesFromDirectoryRecursive: { arity: 1, run: packagesOfDirectory },
    composeManyExtensions: { arity: 1, run: (evaluator, [list], at) => composed(evaluator, list, at) },
    composeExtensions: {
      arity: 2,
      run: (evaluator, given, at) => {
        const elements = given.map((thunk) => ({ thunk, place: at, removable: false, via: [] }))
        return composed(evaluator, Thunk.of({ kind: 'list', elements, open: false }), at)
      },
    },
  } satisfies Record<string, LibraryFunction>),
)

/** `lib.name` or `builtins.name`; unknown for functions whose results no policy looks at. */
export function libraryValue(evaluator: Evaluator, name: string): Value {
  if (parts.has(name)) return library
  if (name === 'currentSystem') return someText
  if (name === 'platforms' || name === 'systems') return someSystems
  const found = functions.get(name)
  if (found) return native(found.arity, (given, at) => found.run(evaluator, given, at))
  return { kind: 'unknown', name }
}

/** Whether nixpkgs' `lib` has a function of this name that the evaluator knows. */
export function isLibraryFunction(name: string): boolean {
  return functions.has(name) && !/^(import|fetch|getFlake)/.test(name)
}

/** `lib.systems.flakeExposed`, `lib.platforms.linux`: lists of systems. */
const someSystems: Value = {
  kind: 'attributes',
  entries: new Map(),
  every: { thunk: Thunk.of(someList), place: { path: '', span: { start: 0, end: 0 } } },
  open: true,
}

/** What is fetched is unknown, unless its address says that it is nixpkgs. */
function fetched(source: Thunk | undefined): Value {
  const value = source?.force() ?? unknown
  const url: Value =
    value.kind === 'attributes' ? (value.entries.get('url')?.thunk.force() ?? unknown) : value
  const { pattern } = url.kind === 'text' ? url : (someText as Text)
  if (isNixpkgs(pattern)) return { kind: 'unknown', name: 'nixpkgs' }
  const role = roleOf('', pattern)
  return role === 'other' ? unknown : inputOf(role)
}

function attributeIn(set: Thunk | undefined, name: string): Value {
  return (
    attributesOf(set?.force() ?? unknown)
      .entries.get(name)
      ?.thunk.force() ?? unknown
  )
}

function valuesOf(list: Thunk | undefined): Value[] {
  const value = list?.force()
  return value?.kind === 'list' ? value.elements.slice(0, 50).map(({ thunk }) => thunk.force()) : [unknown]
}

function functionsIn(list: Thunk | undefined): Value[] {
  return valuesOf(list)
}

/** Several overlays as one. */
function composed(evaluator: Evaluator, list: Thunk | undefined, at: Place): Value {
  if (list) evaluator.state.later.push(list)
  return native(2, ([final, previous]) => {
    let base = previous?.force() ?? unknown
    if (base.kind !== 'nixpkgs' && base.kind !== 'python-packages') return unknown
    const before = base.extra
    for (const overlay of valuesOf(list)) {
      void final
      base = overlaid(evaluator, base, Thunk.of(overlay), at)
    }
    const added = [...base.extra].filter(([name, attribute]) => before.get(name) !== attribute)
    return { kind: 'attributes', entries: new Map(added), open: true }
  })
}
