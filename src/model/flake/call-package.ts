import { topLevelOnly } from '../../tables/nixpkgs-attributes.ts'
import { pythonSetName } from '../../tables/nixpkgs-names.ts'
import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { imported } from './import-file.ts'
import { native } from './native.ts'
import {
  type Attribute,
  type FunctionValue,
  nixpkgs,
  type PackageCollection,
  pythonPackages,
  Thunk,
  unknown,
  type Value,
} from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** `pkgs.callPackage file-or-function arguments`: formals that are not given come from the package set. */
export function callPackage(evaluator: Evaluator, set: PackageCollection): FunctionValue {
  return native(2, ([target, given], at) => {
    const value = target.force()
    const fn = value.kind === 'path' ? imported(evaluator, value) : value
    if (fn.kind !== 'function') {
      return evaluator.apply(evaluator.apply(fn, target, at), given ?? target, at)
    }
    const own = attributesOf(given?.force() ?? unknown).entries
    return evaluator.apply(fn, Thunk.of(supplied(evaluator, fn, set, own, at)), at)
  })
}

/** Functions that only the set of Python packages has. */
const pythonFunctions = ['buildPythonPackage', 'buildPythonApplication', 'pythonOlder']

/** Whether formals are those of a package from the set of Python packages; `fetchPypi` both sets have. */
function areOfPython(formals: readonly string[]): boolean {
  if (formals.some((name) => pythonFunctions.includes(name))) return true
  return formals.includes('fetchPypi') && !formals.some((name) => pythonSetName.test(name))
}

/** The argument for a function of packages: each formal from the set, what is given on top. */
export function supplied(
  evaluator: Evaluator,
  fn: FunctionValue,
  set: PackageCollection,
  given: ReadonlyMap<string, Attribute>,
  at: Place,
): Value {
  const formals = fn.formals ?? []
  const source = areOfPython(formals) ? pythonPackages : set
  const entries = new Map<string, Attribute>()
  for (const [index, name] of formals.entries()) {
    const place = fn.places?.[index] ?? at
    const from = topLevelOnly.has(name) ? nixpkgs : source
    entries.set(name, { thunk: new Thunk(() => fromSet(evaluator, from, set, name, place)), place })
  }
  for (const [name, attribute] of given) entries.set(name, attribute)
  return { kind: 'attributes', entries, open: false }
}

function fromSet(
  evaluator: Evaluator,
  source: PackageCollection,
  set: PackageCollection,
  name: string,
  at: Place,
): Value {
  if (name === 'pkgs') return set
  return evaluator.selectNamed(source, name, at)
}
