import { basename } from 'node:path/posix'
import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import type { LibraryFunction } from './library-function.ts'
import { type Attribute, type Attributes, Thunk, textOf, unknown, type Value } from './value.ts'
import { attributesOf, noAttributes, someAttributes } from './value-attributes.ts'

type Run = LibraryFunction['run']

/** Files and directories right in a directory of the repository, by name. Only files that the program reads are known. */
export function entriesOf(evaluator: Evaluator, directory: string): Map<string, 'regular' | 'directory'> {
  const before = directory === '.' || directory === '' ? '' : `${directory}/`
  const found = new Map<string, 'regular' | 'directory'>()
  for (const { file } of evaluator.state.documents.all) {
    if (!file.path.startsWith(before)) continue
    const [name = '', ...deeper] = file.path.slice(before.length).split('/')
    found.set(name, deeper.length > 0 ? 'directory' : 'regular')
  }
  return found
}

function pathIn(value: Value): string | null {
  return value.kind === 'path' ? value.path : null
}

/** `builtins.readDir ./x` */
const readDirectory: Run = (evaluator, [target], at) => {
  const directory = pathIn(target?.force() ?? unknown)
  if (directory === null || !evaluator.step(20)) return someAttributes
  const entries = new Map<string, Attribute>()
  for (const [name, kind] of entriesOf(evaluator, directory)) {
    entries.set(name, { thunk: Thunk.of(textOf(kind)), place: at })
  }
  // Files that the program does not read may be there as well.
  return { kind: 'attributes', entries, open: true }
}

/** Functions that look into directories of the repository. */
export const directoryFunctions: Record<string, LibraryFunction> = {
  readDir: { arity: 1, run: readDirectory },
}

/**
 * `lib.packagesFromDirectoryRecursive { inherit (pkgs) callPackage; directory = ./pkgs; }`: `x.nix` and `x/package.nix` are
 * the package `x`, any other directory is a set of its own (nixpkgs: `lib/filesystem.nix`).
 */
export const packagesOfDirectory: Run = (evaluator, [settings], at) => {
  const { entries } = attributesOf(settings?.force() ?? unknown)
  const call = entries.get('callPackage')?.thunk.force() ?? unknown
  const directory = pathIn(entries.get('directory')?.thunk.force() ?? unknown)
  return directory === null ? someAttributes : packagesBelow(evaluator, call, directory, at, 6)
}

function packagesBelow(
  evaluator: Evaluator,
  call: Value,
  directory: string,
  at: Place,
  levels: number,
): Attributes {
  if (levels === 0 || !evaluator.step(20)) return someAttributes
  const packages = new Map<string, Attribute>()
  for (const [name, kind] of entriesOf(evaluator, directory)) {
    const path = `${directory}/${name}`
    const isPackage = kind === 'directory' && entriesOf(evaluator, path).has('package.nix')
    if (kind === 'regular' && !name.endsWith('.nix')) continue
    const thunk = new Thunk(() => {
      if (kind === 'directory' && !isPackage) return packagesBelow(evaluator, call, path, at, levels - 1)
      const file: Value = { kind: 'path', path: isPackage ? `${path}/package.nix` : path }
      return evaluator.apply(evaluator.apply(call, Thunk.of(file), at), Thunk.of(noAttributes), at)
    })
    packages.set(basename(name, '.nix'), { thunk, place: at })
  }
  return { kind: 'attributes', entries: packages, open: true }
}

/** `import-tree ./modules`: a module that imports every Nix file below, save those below a name that starts with `_`. */
export function moduleTree(evaluator: Evaluator, target: Value, at: Place): Value {
  const directory = pathIn(target)
  if (directory === null || !evaluator.step(20)) return unknown
  const before = directory === '.' ? '' : `${directory}/`
  const elements = evaluator.state.documents.all
    .map(({ file }) => file.path)
    .filter((path) => path.startsWith(before) && path.endsWith('.nix'))
    .filter((path) => !/(^|\/)_/.test(path.slice(before.length)))
    .map((path) => ({
      thunk: Thunk.of({ kind: 'path', path } as const),
      place: at,
      removable: false,
      via: [],
    }))
  const imports = { thunk: Thunk.of({ kind: 'list', elements, open: false } as const), place: at }
  return { kind: 'attributes', entries: new Map([['imports', imports]]), open: false }
}
