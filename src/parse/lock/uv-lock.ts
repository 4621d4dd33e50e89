import type { Span } from '../../text/span.ts'

/**
 * What `uv.lock` says of the workspace it was made for. Of packages from elsewhere only name, version and source are
 * read (uv-resolver/src/lock/serialize.rs writes the format).
 */
export interface UvLock {
  readonly version: number
  /** Zero when absent. */
  readonly revision: number
  readonly requiresPython: LockText | null
  readonly supportedMarkers: readonly string[]
  readonly requiredMarkers: readonly string[]
  /** The sets of `conflicts`, each item as `package`, `package[extra]` or `package:group`. */
  readonly conflicts: readonly (readonly string[])[]
  /** `[options]`: only what differs from uv's defaults. */
  readonly options: LockOptions
  readonly manifest: LockManifest
  readonly packages: readonly LockPackage[]
}

/** A text or a boolean; null for a table, in which uv writes a span of time. */
export type LockOption = string | boolean | null

/** `[options]`. */
export interface LockOptions {
  readonly values: ReadonlyMap<string, LockOption>
  /** By the key, then by the package. */
  readonly packages: Readonly<
    Record<'exclude-newer-package' | 'prerelease-package', ReadonlyMap<string, LockOption>>
  >
}

/** A text with its place between the quotes. */
export interface LockText {
  readonly text: string
  readonly span: Span
}

/** `[manifest]`: what the root asked for. */
export interface LockManifest {
  /** Null when the key is absent, as for a single project. */
  readonly members: readonly LockText[] | null
  readonly constraints: readonly LockRequirement[]
  readonly overrides: readonly LockRequirement[]
  readonly excludes: readonly string[]
  readonly buildConstraints: readonly LockRequirement[]
  readonly groups: Readonly<Record<string, readonly LockRequirement[]>>
  readonly groupSettings: LockGroupSettings
  /** `name` and `version` of each `dependency-metadata`, a blank between them. */
  readonly metadata: readonly string[]
  /** `[manifest]` itself, else the start of the file. */
  readonly span: Span
}

export interface LockPackage {
  readonly name: string
  /** Null when the version is dynamic. */
  readonly version: string | null
  readonly source: LockSource
  /** `[[package]]` to the end of its name. */
  readonly span: Span
  /** What a source tree declared; null for every other package and where uv left it out. */
  readonly metadata: LockMetadata | null
  /** Whether a source tree requires anything that was found, in an extra or a group too. */
  readonly hasDependencies: boolean
  /** What revision 5 stores of a source tree besides. */
  readonly groupSettings: LockGroupSettings | null
}

/** Settings of the groups of a member or of a virtual root. */
export interface LockGroupSettings {
  /** `default-groups`: `all`, the names, or null for uv's default. */
  readonly defaultGroups: 'all' | readonly string[] | null
  /** The `requires-python` of its groups. */
  readonly groupPython: Readonly<Record<string, string>>
}

export interface LockSource {
  readonly kind: 'registry' | 'git' | 'url' | 'path' | 'directory' | 'editable' | 'virtual' | 'unknown'
  /** URL or path. */
  readonly at: string
}

export interface LockMetadata {
  readonly requiresDist: readonly LockRequirement[]
  readonly providesExtras: readonly string[]
  readonly requiresDev: Readonly<Record<string, readonly LockRequirement[]>>
}

/** One requirement as uv stores it. */
export interface LockRequirement {
  readonly name: string
  readonly extras: readonly string[]
  readonly marker: string | null
  readonly specifier: string | null
  /** `at` is the index URL or empty for a registry, else the URL or path. */
  readonly source: LockSource
  /** The inline table. */
  readonly span: Span
  /** The inline table as written. */
  readonly text: string
}
