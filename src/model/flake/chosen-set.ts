import type { Place } from '../../text/span.ts'
import {
  type Element,
  type FunctionValue,
  type ListValue,
  nixpkgs,
  type PackageCollection,
  pythonPackages,
  Thunk,
  type Value,
} from './value.ts'

/** Package lists whose functions choose from the set of Python packages, whatever their parameter is called. */
const pythonLists = /^(libraries|extraLibs|extraPython3?Packages|pythonPath|dependencies|build-system)$/

/** Parameters that stand for the set of Python packages where the list does not say so. */
const pythonParameters = /^(ps|pp|p[0-9]?ps|py.*|python.*)$/

/** The set from which a function chooses that stands where a list is expected, by the list's name or its parameter's. */
export function setChosenFrom({ parameter = '' }: FunctionValue, list: string): PackageCollection {
  const isPython =
    pythonLists.test(list) || (!/^(target|multi)Pkgs$/.test(list) && pythonParameters.test(parameter))
  return isPython ? pythonPackages : nixpkgs
}

/** Values that are one package. */
const single: ReadonlySet<Value['kind']> = new Set([
  'derivation',
  'application',
  'interpreter',
  'python-package',
  'python-environment',
])

/** One package where a list is expected, as in `copyToRoot = env;`; null for anything else. */
export function onePackage(value: Value, place: Place): ListValue | null {
  return single.has(value.kind) ? { kind: 'list', elements: [elementOf(value, place)], open: false } : null
}

/** A value that stands in no list. */
export function elementOf(value: Value, place: Place): Element {
  return { thunk: Thunk.of(value), place, removable: false, via: [] }
}
