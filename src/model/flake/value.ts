import type { Place } from '../../text/span.ts'

/**
 * What a Nix expression stands for, as far as the policies on Python need to know it. Nothing is ever built: `pkgs.x`
 * is the idea of a package, not its derivation.
 */
export type Value =
  | Unknown
  | Scalar
  | Text
  | PathValue
  | ListValue
  | Attributes
  | FunctionValue
  | Either
  | PackageCollection
  | Library
  | Input
  | Interpreter
  | PythonPackage
  | PythonEnvironment
  | Application
  | Builder
  | Derivation

/** Nothing is known. Never judged. */
export interface Unknown {
  readonly kind: 'unknown'
  /** The last attribute name it was selected by, such as `nixpkgs` for `sources.nixpkgs`. */
  readonly name?: string
  /** Set when it is the result of a function that is not known. */
  readonly call?: { readonly function: Value; readonly argument: Thunk }
}

/** A number, boolean or null; `undefined` when the expression is one of them but its value is not known. */
export interface Scalar {
  readonly kind: 'scalar'
  readonly value: number | boolean | null | undefined
}

export interface Text {
  readonly kind: 'text'
  /** Null when a part is not known. */
  readonly text: string | null
  /** The text with `*` for each part that is not known. */
  readonly pattern: string
  /** What is interpolated. */
  readonly contexts: readonly Element[]
  /** The string literals it is made of. */
  readonly literals: readonly Place[]
  /** Set for what nixpkgs makes of a list of packages to be searched, such as `makeBinPath`: nothing that runs by itself. */
  readonly isSearchPath?: true
}

export interface PathValue {
  readonly kind: 'path'
  /** Relative to the repository root, or null when unknown or outside. */
  readonly path: string | null
}

export interface ListValue {
  readonly kind: 'list'
  readonly elements: readonly Element[]
  /** Whether there may be further elements that are not known. */
  readonly open: boolean
}

/** One value in a list or in a string, where it is written. */
export interface Element {
  readonly thunk: Thunk
  readonly place: Place
  /** Whether the place is an element of a list literal, so that it can be taken out. */
  readonly removable: boolean
  /** Whether it is in the list only under a condition, such as on one system, so that nothing is added beside it. */
  readonly conditional?: true
  readonly via: readonly Binding[]
}

/** A name bound on the way from a source to its use. */
export interface Binding {
  readonly name: string
  readonly place: Place
}

export interface Attributes {
  readonly kind: 'attributes'
  readonly entries: ReadonlyMap<string, Attribute>
  /** The value of every name that is not among the entries, such as each system of `genAttrs`. */
  readonly every?: Attribute
  /** Whether there may be further attributes that are not known. */
  readonly open: boolean
}

export interface Attribute {
  readonly thunk: Thunk
  /** The name or the binding. */
  readonly place: Place
  /** Whether it is there only under a condition, so that it may hide nothing of that name below it. */
  readonly conditional?: true
}

export interface FunctionValue {
  readonly kind: 'function'
  /** Names of `{ a, b }:` in order, when it takes such. */
  readonly formals?: readonly string[]
  /** Where each of the formals stands. */
  readonly places?: readonly Place[]
  /** Name of `name:`, when it takes one. */
  readonly parameter?: string
  /** `at` is the whole application. */
  apply(argument: Thunk, at: Place): Value
  /** Whether `.override { … }` gives a function of the same kind back, as for `mkShell`. */
  readonly overridable?: boolean
}

/** One of several values: both arms of an `if`, a value `or` its default. */
export interface Either {
  readonly kind: 'either'
  readonly options: readonly Value[]
}

/** nixpkgs, or its set of Python packages. */
export interface PackageCollection {
  readonly kind: 'nixpkgs' | 'python-packages'
  /** What overlays and `//` put on top. */
  readonly extra: ReadonlyMap<string, Attribute>
  /** Whether an overlay that could not be read is on top, so that a name may be anything. */
  readonly open?: true
  /** Of a set of Python packages: what it was put on top of, as in `pkgs // pkgs.python3Packages`. */
  readonly over?: PackageCollection
}

/** nixpkgs' `lib`, or Nix's `builtins`. */
export interface Library {
  readonly kind: 'library'
}

/** A flake input other than through the functions that are known. */
export interface Input {
  readonly kind: 'input'
  readonly role: InputRole
  /** Its name among the flake's inputs. */
  readonly name?: string
  /** The attributes selected from it so far. */
  readonly path: readonly string[]
}

/** What a flake input is, told by its URL and, without one, by its name. */
export type InputRole =
  | 'nixpkgs'
  | 'flake-utils'
  | 'flake-parts'
  | 'devenv'
  | 'devshell'
  | 'uv2nix'
  | 'pyproject-nix'
  | 'poetry2nix'
  | 'mach-nix'
  | 'import-tree'
  | 'blueprint'
  | 'flakelight'
  | 'checkers'
  | 'other'

export interface Interpreter {
  readonly kind: 'interpreter'
  readonly name: string
  readonly source: Place
  readonly via: readonly Binding[]
  /** The expression for nixpkgs it was selected from; equal to the source for a name under `with pkgs;`. */
  readonly nixpkgs?: Place
  /** What `packageOverrides` puts on top of its packages. */
  readonly extra: ReadonlyMap<string, Attribute>
}

export interface PythonPackage {
  readonly kind: 'python-package'
  readonly name: string
  readonly source: Place
  readonly via: readonly Binding[]
  /** Set when the flake itself builds it: the builder. */
  readonly builder?: string
  /** What it is built from, as far as the flake says so. */
  readonly argument?: Thunk
  /** What `overrideAttrs` put on top last, such as the tools of a shell that is made of the package. */
  readonly changes?: Thunk
  /** How the source reaches nixpkgs: the text before an application's name, such as `pkgs.`; null when it does not. */
  readonly nixpkgs: (() => string | null) | null
}

export interface PythonEnvironment {
  readonly kind: 'python-environment'
  /** Names of its packages as far as they are known. */
  readonly names: readonly string[]
  readonly source: Place
  readonly via: readonly Binding[]
  /** Whether it may hold further packages that are not known. */
  readonly open: boolean
  /** The interpreter's expression, when it stands in the source. */
  readonly interpreter: Place | null
}

export interface Application {
  readonly kind: 'application'
  readonly name: string
  readonly source: Place
  readonly via: readonly Binding[]
  /** The expression for nixpkgs it was selected from; equal to the source for a name under `with pkgs;`. */
  readonly nixpkgs?: Place
  /** Set for functions and wrappers: what they were applied to. */
  readonly argument?: Thunk
}

/** A function that makes Python packages. */
export interface Builder {
  readonly kind: 'builder'
  /** Such as `buildPythonPackage` or `mkPoetryApplication`. */
  readonly name: string
  /** Number of arguments it still waits for. */
  readonly waits: number
}

/** The result of `mkShell`, `mkDerivation`, `writeShellApplication` and their kin. */
export interface Derivation {
  readonly kind: 'derivation'
  readonly maker: Maker
  /** Its attributes, given as one set. */
  readonly argument: Value
  readonly name: string | null
  readonly source: Place
  readonly via: readonly Binding[]
}

export type Maker = 'shell' | 'derivation' | 'program' | 'bundle' | 'fhs' | 'devenv' | 'devshell' | 'checkers'

export const unknown: Unknown = { kind: 'unknown' }
export const noExtra: ReadonlyMap<string, Attribute> = new Map()
export const nixpkgs: PackageCollection = { kind: 'nixpkgs', extra: noExtra }
/** nixpkgs under overlays that could not be read. */
export const openNixpkgs: PackageCollection = { kind: 'nixpkgs', extra: noExtra, open: true }
export const pythonPackages: PackageCollection = { kind: 'python-packages', extra: noExtra }
export const library: Library = { kind: 'library' }
export const someScalar: Scalar = { kind: 'scalar', value: undefined }
export const someText: Text = { kind: 'text', text: null, pattern: '*', contexts: [], literals: [] }
export const emptyList: ListValue = { kind: 'list', elements: [], open: false }
export const someList: ListValue = { kind: 'list', elements: [], open: true }

/** A text that is known. */
export function textOf(text: string): Text {
  return { kind: 'text', text, pattern: text, contexts: [], literals: [] }
}

/** One of several values; an Either in an Either is taken apart, and only a few options are kept. */
export function either(values: readonly Value[]): Value {
  const flat = values.flatMap((value) => (value.kind === 'either' ? value.options : [value]))
  const options = [...new Set(flat)].slice(0, 12)
  return options.length === 1 && options[0] ? options[0] : { kind: 'either', options }
}

/** The options of a value: itself unless it is an Either. */
export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'either' ? value.options : [value]
}

/** A value that is computed when it is first asked for, once. A value that needs itself is unknown. */
export class Thunk {
  #compute: (() => Value) | null
  #value: Value | null = null
  #isLive = false

  constructor(compute: () => Value) {
    this.#compute = compute
  }

  /** A value that is known already. */
  static of(value: Value): Thunk {
    const thunk = new Thunk(() => value)
    thunk.#value = value
    return thunk
  }

  /** A value that is asked for anew each time, as long as what it stands for is still being computed. */
  static live(compute: () => Value): Thunk {
    const thunk = new Thunk(compute)
    thunk.#isLive = true
    return thunk
  }

  force(): Value {
    if (this.#value) return this.#value
    const compute = this.#compute
    if (!compute) return unknown
    this.#compute = null
    const value = compute()
    if (this.#isLive) this.#compute = compute
    else this.#value = value
    return value
  }
}
