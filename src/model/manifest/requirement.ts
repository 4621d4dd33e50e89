import type { Place, Span } from '../../text/span.ts'

/** One PEP 508 requirement as written in a manifest. */
export interface Requirement {
  /** Normalised name. */
  readonly name: string
  /** The whole requirement as written. */
  readonly text: string
  /** Where it is declared: `dependencies`, an extra, a dependency group, `build-system`. */
  readonly table: { readonly kind: 'dependencies' | 'extra' | 'group' | 'build'; readonly name?: string }
  /** The text between the quotes. */
  readonly place: Place
  /** The name in it. */
  readonly nameSpan: Span
  /** Normalised, in the order written. */
  readonly extras: readonly string[]
  /** Version specifiers as written; empty without any. */
  readonly specifiers: string
  /** Where the specifiers stand; null without any. */
  readonly specifierSpan: Span | null
  /** After `@`. */
  readonly url: string | null
  /** After `;`. */
  readonly marker: string | null
}

/** One entry of `[tool.uv.sources]`. */
export interface SourceEntry {
  /** Normalised name. */
  readonly name: string
  /** As written, without quotes. */
  readonly spelled: string
  /** The key as written. */
  readonly key: Place
  /** The value: one table or a list of tables. */
  readonly value: Place
  readonly alternatives: readonly Source[]
}

export interface Source {
  readonly kind: 'workspace' | 'path' | 'git' | 'url' | 'index' | 'unknown'
  readonly place: Place
  readonly workspace?: boolean | string
  readonly path?: string
  readonly git?: string
  readonly url?: string
  readonly index?: string
  readonly subdirectory?: string
  readonly rev?: string
  readonly tag?: string
  readonly branch?: string
  readonly lfs?: boolean
  readonly editable?: boolean
  readonly package?: boolean
  readonly marker?: string
  readonly extra?: string
  readonly group?: string
}
