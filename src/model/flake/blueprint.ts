import { basename, dirname } from 'node:path/posix'
import { joinPath } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import { entriesOf } from './directories.ts'
import type { Evaluator } from './evaluation.ts'
import { selfOf } from './evaluation-state.ts'
import { imported } from './import-file.ts'
import { inputsByName, perSystem } from './input-roles.ts'
import { overlaidBy } from './overlays.ts'
import {
  type Attribute,
  type Attributes,
  emptyList,
  library,
  nixpkgs,
  someText,
  Thunk,
  textOf,
  unknown,
  type Value,
} from './value.ts'
import { attributesOf, setOf, withAttribute } from './value-attributes.ts'

/** Outputs of each system, by the file and the folder that hold them (numtide/blueprint: "Folder structure"). */
const groups: readonly [output: string, file: string | null, folder: string][] = [
  ['devShells', 'devshell.nix', 'devshells'],
  ['packages', 'package.nix', 'packages'],
  ['checks', null, 'checks'],
]

/** `blueprint { inherit inputs; prefix = "nix/"; }`: outputs by the files of a directory. */
export function blueprint(evaluator: Evaluator, settings: Value, at: Place): Value {
  const { entries } = attributesOf(settings)
  const directory = directoryOf(entries.get('prefix')?.thunk.force(), dirname(at.path))
  const overlays = attributesOf(entries.get('nixpkgs')?.thunk.force() ?? unknown).entries.get('overlays')
  const pkgs = new Thunk(() => overlaidBy(evaluator, nixpkgs, overlays?.thunk.force() ?? emptyList, at))
  if (directory === null) return unknown
  const outputs = groups.map(([output, file, folder]): [string, Attribute] => {
    const files = filesOf(evaluator, directory, file, folder)
    return [output, { thunk: new Thunk(() => perSystem(called(evaluator, files, pkgs, at), at)), place: at }]
  })
  const formatter = join(directory, 'formatter.nix')
  const others: [string, Attribute][] = [
    [
      'formatter',
      { thunk: new Thunk(() => perSystem(calledFile(evaluator, formatter, '', pkgs, at), at)), place: at },
    ],
    [
      'lib',
      { thunk: new Thunk(() => libraryOf(evaluator, join(directory, 'lib/default.nix'), at)), place: at },
    ],
  ]
  const known = others.filter(([name]) =>
    entriesOf(evaluator, directory).has(name === 'lib' ? 'lib' : 'formatter.nix'),
  )
  return { kind: 'attributes', entries: new Map([...outputs, ...known]), open: false }
}

/** The directory that the prefix names, a path or a text below the flake's own; that of the flake without one. */
function directoryOf(prefix: Value | undefined, own: string): string | null {
  if (!prefix) return own
  if (prefix.kind === 'path') return prefix.path
  return prefix.kind === 'text' && prefix.text !== null ? joinPath(own, prefix.text.replace(/\/$/, '')) : null
}

function join(directory: string, name: string): string {
  return directory === '.' ? name : `${directory}/${name}`
}

/** The files of one group by the name of what each defines: `x.nix` and `x/default.nix`. */
function filesOf(
  evaluator: Evaluator,
  directory: string,
  file: string | null,
  folder: string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (file !== null && entriesOf(evaluator, directory).has(file)) found.set('default', join(directory, file))
  const inner = join(directory, folder)
  for (const [name, kind] of entriesOf(evaluator, inner)) {
    const path = `${inner}/${name}`
    if (kind === 'regular' && name.endsWith('.nix')) found.set(basename(name, '.nix'), path)
    if (kind === 'directory' && entriesOf(evaluator, path).has('default.nix')) found.set(name, path)
  }
  return found
}

function called(
  evaluator: Evaluator,
  files: ReadonlyMap<string, string>,
  pkgs: Thunk,
  at: Place,
): Attributes {
  const entries = [...files].map(([name, path]): [string, Attribute] => {
    const place = { path: path.endsWith('.nix') ? path : `${path}/default.nix`, span: { start: 0, end: 1 } }
    return [name, { thunk: new Thunk(() => calledFile(evaluator, path, name, pkgs, at)), place }]
  })
  return { kind: 'attributes', entries: new Map(entries), open: false }
}

/** What a file defines for one system. */
function calledFile(evaluator: Evaluator, path: string, name: string, pkgs: Thunk, at: Place): Value {
  const value = imported(evaluator, { kind: 'path', path })
  if (value.kind !== 'function') return value
  const self = Thunk.live(() => selfOf(evaluator.state))
  const given = setOf(at, {
    pkgs,
    lib: Thunk.of(library),
    system: Thunk.of(someText),
    pname: Thunk.of(textOf(name)),
    flake: self,
    inputs: new Thunk(() => inputsByName(evaluator)),
    perSystem: new Thunk(() => packagesOfInputs(evaluator, pkgs, at)),
  })
  return evaluator.apply(value, Thunk.of(given), at)
}

/** `perSystem.<input>.<package>`: the packages of each input for the system. */
function packagesOfInputs(evaluator: Evaluator, pkgs: Thunk, at: Place): Value {
  const own = new Thunk(() => {
    const packages = attributesOf(selfOf(evaluator.state)).entries.get('packages')
    return attributesOf(packages?.thunk.force() ?? unknown).every?.thunk.force() ?? unknown
  })
  const inputs = withAttribute(attributesOf(inputsByName(evaluator)), 'self', { thunk: own, place: at })
  return withAttribute(inputs, 'nixpkgs', { thunk: pkgs, place: at })
}

/** `lib/default.nix` is called with the flake and its inputs. */
function libraryOf(evaluator: Evaluator, path: string, at: Place): Value {
  const value = imported(evaluator, { kind: 'path', path })
  if (value.kind !== 'function') return value
  const self = Thunk.live(() => selfOf(evaluator.state))
  const inputs = new Thunk(() => inputsByName(evaluator))
  return evaluator.apply(value, Thunk.of(setOf(at, { flake: self, inputs })), at)
}
