import type { TomlTable } from '../../parse/toml/toml-file.ts'
import type { Place, Span } from '../../text/span.ts'

/** A uv workspace as uv itself would discover it. */
export interface Workspace {
  /** Directory of the root relative to the repository root; `.` when they are the same. */
  readonly root: string
  /** The root's `pyproject.toml`, relative to the repository root. */
  readonly manifest: string
  /** Whether the root has no `[project]` table and so is no member. */
  readonly virtual: boolean
  /** Whether the root has `[tool.uv.workspace]`; a single project has not. */
  readonly explicit: boolean
  /** In uv's order of discovery, the root first. */
  readonly members: readonly Member[]
  /** What uv itself would refuse. */
  readonly errors: readonly WorkspaceError[]
  /** `[tool.uv.workspace]` of the root. */
  readonly patterns: { readonly members: readonly MemberPattern[]; readonly exclude: readonly Pattern[] }
  /** The root's manifest with positions. */
  readonly toml: TomlTable
  /** Requirements of a virtual root: its dependency groups. Those of a project root are its member's. */
  readonly requirements: readonly Requirement[]
  /** `[tool.uv.sources]` of the root by normalised name. */
  readonly sources: ReadonlyMap<string, SourceEntry>
  /** Intersection of the members' `requires-python`, or null when no member declares one. */
  readonly requiresPython: string | null
  /** The member of this name, in any spelling. */
  member(name: string): Member | undefined
  /**
   * Where members may be that are not known: manifests that are broken or left out by the configuration, submodules that
   * are not checked out, patterns that leave the repository.
   */
  readonly unread: readonly string[]
  /**
   * Every other `pyproject.toml` of the repository by its directory, with what uv makes of it:
   * `excluded` by a pattern, `unmanaged`, a `nested-root`, `tool-only` (neither project nor root), `unlisted`, `broken`.
   */
  readonly outsiders: readonly Outsider[]
  /** The innermost member whose directory holds the path (relative to the repository root). */
  memberAt(path: string): Member | undefined
}

export interface Member {
  /** Normalised name. */
  readonly name: string
  /** Directory relative to the repository root, `.` for the root. */
  readonly directory: string
  /** The directory by which uv reaches it: the path of a symbolic link where one leads there. */
  readonly reached: string
  /** Its `pyproject.toml`, relative to the repository root. */
  readonly manifest: string
  /** Whether uv builds and installs it as a package. */
  readonly package: boolean
  /** Whether a package is installed as editable: no source says `editable = false`. */
  readonly editable: boolean
  /** The place of `project.name`'s value. */
  readonly nameSpan: Span
  /** The whole manifest with positions. */
  readonly toml: TomlTable
  /** `project.version` as written, or null when it is dynamic. */
  readonly version: string | null
  /** `project.dynamic`. */
  readonly dynamic: readonly string[]
  /** Whether a build backend decides what it requires, so that `requirements` is not all. */
  readonly hasHiddenRequirements: boolean
  /** `project.requires-python` with the place of its text, or null without one. */
  readonly requiresPython: { readonly text: string; readonly span: Span } | null
  /**
   * Another directory's manifest between the member and the root, or null. uv started in the member stops there, and
   * the root's sources do not reach the member.
   */
  readonly detachedBy: string | null
  /** Normalised names of its optional dependencies. */
  readonly extras: readonly string[]
  /** Normalised names of its dependency groups. */
  readonly groups: readonly string[]
  /** Every requirement the member declares, in file order. */
  readonly requirements: readonly Requirement[]
  /** Its own `[tool.uv.sources]` by normalised name. */
  readonly sources: ReadonlyMap<string, SourceEntry>
}

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

/** One string of `members` with what it yields. */
export interface MemberPattern extends Pattern {
  /** Paths relative to the repository root, or null when the pattern leaves the repository. */
  readonly matches: readonly string[] | null
}

/** One string of `members` or `exclude`. */
export interface Pattern {
  readonly text: string
  /** The text between the quotes. */
  readonly span: Span
}

/** One entry of `[tool.uv.sources]`. */
export interface SourceEntry {
  /** Normalised name. */
  readonly name: string
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

/** A `pyproject.toml` that belongs to no member. */
export interface Outsider {
  readonly directory: string
  readonly manifest: string
  readonly reason: 'excluded' | 'unmanaged' | 'unlisted' | 'nested-root' | 'tool-only' | 'broken'
  /** Whether it has a `[project]` table. */
  readonly declared: boolean
  readonly toml: TomlTable | null
}

export interface WorkspaceError {
  /** Such as `nested-workspace`, `duplicate-member`, `missing-pyproject`. */
  readonly code: string
  /** In uv's own words. */
  readonly message: string
  readonly path: string
  readonly span?: Span
}
