import type { Place, Span } from '../../text/span.ts'

/** The flake at the repository root, as far as its meaning can be read from its syntax. */
export interface Flake {
  readonly path: string
  readonly inputs: readonly FlakeInput[]
  readonly shells: readonly DevShell[]
  /** Every use of a value that the policies on Nix judge, once per source expression. */
  readonly uses: readonly PackageUse[]
}

export interface FlakeInput {
  readonly name: string
  readonly url: string | null
  readonly place: Place
}

export interface DevShell {
  readonly name: string
  readonly place: Place
  /** Scripts of the shell (`shellHook` …) by the span of their string literal. */
  readonly hooks: readonly { readonly attribute: string; readonly string: Span; readonly path: string }[]
}

/** One source expression whose value reaches a package list, an environment or a string. */
export interface PackageUse {
  readonly kind:
    | 'python-package'
    | 'python-environment'
    | 'python-builder'
    | 'foreign-manager'
    | 'interpreter'
    | 'application'
  /** Attribute names such as `numpy`; several for one `with set; [ … ]` list or one environment. */
  readonly names: readonly string[]
  /** The expression the package comes from. */
  readonly source: Place
  /** What it reaches: `buildInputs` of devShell `default`. */
  readonly sink: { readonly attribute: string; readonly owner: string; readonly place: Place }
  /** Bindings passed on the way from the source to the sink. */
  readonly via: readonly { readonly name: string; readonly place: Place }[]
  /** Spans of the list elements to remove, or null when the source is no list element. */
  readonly elements: readonly Place[] | null
}
