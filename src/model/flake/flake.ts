import type { Place, Span } from '../../text/span.ts'
import type { PathLiteral } from './evaluation-state.ts'
import type { Installables } from './installables.ts'

/**
 * The repository's Nix code as far as its meaning can be read from its syntax: the flake at the root and the other
 * files that make development shells (`shell.nix`, `default.nix`, `devenv.nix`, nested flakes).
 */
export interface Flake {
  /** `flake.nix`, or null when only other files make shells. */
  readonly path: string | null
  /** Inputs of the root flake. */
  readonly inputs: readonly FlakeInput[]
  /** The name `inputs` in the root flake's first declaration of one; null without any. */
  readonly inputsPlace: Place | null
  /** The name `outputs` of the root flake. */
  readonly outputsPlace: Place | null
  /** Outputs of the root flake other than shells, by kind and name. */
  readonly outputs: readonly FlakeOutput[]
  /** Whether every output of the root flake is known by name. */
  readonly outputsKnown: boolean
  /** What the root flake answers to, for `.#name`. */
  readonly installables: Installables
  /** Whether every development shell of the root flake is known by name. */
  readonly shellsKnown: boolean
  /** Development shells of every file. */
  readonly shells: readonly DevShell[]
  /** Every use of a value that the policies on Nix judge, once per source expression, by place. */
  readonly uses: readonly PackageUse[]
  /** Every place that builds Python packages or maintains them, by place. */
  readonly builds: readonly PackageBuild[]
  /** What documents tell people to write into Nix code. */
  readonly documented: DocumentedCode
  /** Every `flake.nix`, the root's first, with the place of its name `outputs` or of its start. */
  readonly flakes: readonly Place[]
  /** The inputs of every flake, the root's first. */
  readonly declared: readonly DeclaredInputs[]
  /** Directories of the root flake's templates; null for one that is not known. */
  readonly templates: readonly (string | null)[]
  /** Directories of flakes whose inputs the root flake takes for some of its outputs. */
  readonly inputFlakes: readonly string[]
  /** Path literals of the evaluated code. */
  readonly paths: readonly PathLiteral[]
  /** Files that were evaluated, sorted. */
  readonly files: readonly string[]
  /** Whether the evaluation ran to its end. */
  readonly complete: boolean
}

/** What one `flake.nix` takes from others. */
export interface DeclaredInputs {
  readonly path: string
  readonly inputs: readonly FlakeInput[]
  /** The name `inputs` of its first declaration of one, or else the name `outputs`; null when it has neither. */
  readonly place: Place | null
}

export interface FlakeInput {
  readonly name: string
  /** As written; null without one, or when it is not constant. */
  readonly url: string | null
  /** The URL's string literal, with its quotes. */
  readonly urlPlace: Place | null
  /** Names it says to follow for its own inputs, by the input's name; a path such as `a/b` for deeper ones. */
  readonly follows: readonly InputFollows[]
  /** Set when the whole input follows another. */
  readonly followed: InputFollows | null
  /** False for `flake = false`. */
  readonly isFlake: boolean
  /** The name in its declaration. */
  readonly place: Place
  /** Whether something about it could not be read, so that nothing may be concluded. */
  readonly uncertain: boolean
}

export interface InputFollows {
  /** The input's own input, `/`-separated when deeper; empty for the input itself. */
  readonly input: string
  /** What it follows, `/`-separated; empty for `follows = ""`. */
  readonly target: string
  readonly place: Place
}

export interface FlakeOutput {
  readonly kind: 'package' | 'app' | 'check' | 'overlay' | 'formatter'
  readonly name: string
  readonly place: Place
}

export interface DevShell {
  readonly name: string
  /** For people, such as "devShell `default`". */
  readonly owner: string
  readonly place: Place
  /** Whether it is an output of the root flake. */
  readonly isRoot: boolean
  readonly packages: readonly ShellPackage[]
  /** What makes it, which decides the options that it has. */
  readonly maker: ShellMaker
  /** Whether every package is known. */
  readonly complete: boolean
  /** Whether something that was not understood may bring a hook of its own; a package that a flake names does not. */
  readonly mayHook: boolean
  /** What of it was not understood, and where. */
  readonly gaps: readonly ShellGap[]
  /** Scripts of the shell (`shellHook` …) by the span of their string literal. */
  readonly hooks: readonly ShellScript[]
  /** Code that its hooks start from elsewhere: strings of other derivations, and files. */
  readonly started: { readonly strings: readonly Place[]; readonly files: readonly string[] }
  /** Whether all that its hooks run is known. */
  readonly hooksKnown: boolean
  /** Whether something other than a script brings what the lock names: devenv's option, or an environment that uv2nix made. */
  readonly syncs: boolean
  /** The option that turns uv on and leaves its `sync` off: devenv's `languages.python.uv.enable`. */
  readonly syncsNot: Place | null
  /** Commands that its packages define, and the scripts behind them. */
  readonly programs: readonly ShellProgram[]
  readonly environment: readonly {
    readonly name: string
    readonly text: string | null
    readonly place: Place
  }[]
}

export type ShellMaker = 'mkShell' | 'fhs' | 'devshell' | 'devenv'

/** A part of a shell that was not understood. */
export interface ShellGap {
  readonly part: 'packages' | 'hook'
  readonly place: Place
}

export interface ShellPackage {
  readonly kind: PackageUse['kind'] | 'unknown'
  readonly name: string
  readonly source: Place
  /** Attribute of the shell. */
  readonly attribute: string
  /** The list element, when it names the package and nothing else, in a list that is the shell's own under all conditions. */
  readonly element: Place | null
  /** How nixpkgs is written at the element: `pkgs.`, or nothing under `with pkgs;`; null when it does not come from there. */
  readonly nixpkgs: string | null
}

export interface ShellScript {
  readonly attribute: string
  /** The attribute's name. */
  readonly place: Place
  readonly string: Span
  readonly path: string
}

/** A command that a shell or the flake defines. */
export interface ShellProgram {
  readonly name: string
  readonly place: Place
  /** String literals of its text. */
  readonly strings: readonly Place[]
  /** Files of the repository that its text is read from, or names. */
  readonly files: readonly string[]
}

/** One source expression whose value reaches a package list, an environment or a string. */
export interface PackageUse {
  readonly kind: 'python-package' | 'python-environment' | 'foreign-manager' | 'interpreter' | 'application'
  /** Attribute names such as `numpy`; several for one `with set; [ … ]` list or one environment. */
  readonly names: readonly string[]
  /** The expression the package comes from. */
  readonly source: Place
  /** What it reaches: `buildInputs` of devShell `default`. */
  readonly sink: Sink
  /** Bindings passed on the way from the source to the sink. */
  readonly via: readonly { readonly name: string; readonly place: Place }[]
  /** The list elements to remove, or null when it reaches a sink in another way as well. */
  readonly elements: readonly Place[] | null
  /** Whether it holds, or stands for, further packages whose names are not known. */
  readonly open: boolean
  /** Whether it is part of a text, or of what is built, so that a program there may need it. */
  readonly inText: boolean
  /** What may stand in the source's place: the bare interpreter, or the application of nixpkgs' top level. */
  readonly replacement: string | null
}

export interface Sink {
  /** Empty when the value itself is the owner. */
  readonly attribute: string
  readonly owner: string
  readonly place: Place
}

/** A call that builds a Python package, or code that maintains a set of them. */
export interface PackageBuild {
  /** `buildPythonPackage`, `mkPoetryApplication`, `mkVirtualEnv`, `packageOverrides` … */
  readonly builder: string
  readonly name: string | null
  /** The directory of the repository that it is built from; null when that is not known, or elsewhere. */
  readonly directory: string | null
  readonly source: Place
}

/** What documents tell people to write into Nix code. */
export interface DocumentedCode {
  readonly uses: readonly PackageUse[]
  readonly builds: readonly PackageBuild[]
}
