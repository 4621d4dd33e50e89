import type { Place, Span } from '../../text/span.ts'
import type { TomlTable } from '../../parse/toml/toml-file.ts'

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
  /** `[tool.uv.sources]` of the root by normalised name. */
  readonly sources: ReadonlyMap<string, SourceEntry>
  /** Intersection of the members' `requires-python`, or null when no member declares one. */
  readonly requiresPython: string | null
  /** The member of this name, in any spelling. */
  member(name: string): Member | undefined
  /** The innermost member whose directory holds the path (relative to the repository root). */
  memberAt(path: string): Member | undefined
}

export interface Member {
  /** Normalised name. */
  readonly name: string
  /** Directory relative to the repository root, `.` for the root. */
  readonly directory: string
  /** Its `pyproject.toml`, relative to the repository root. */
  readonly manifest: string
  /** Whether uv builds and installs it as a package. */
  readonly package: boolean
  /** The place of `project.name`'s value. */
  readonly nameSpan: Span
  /** The whole manifest with positions. */
  readonly toml: TomlTable
  /** Every requirement the member declares, in file order. */
  readonly requirements: readonly Requirement[]
  /** Its own `[tool.uv.sources]` by normalised name. */
  readonly sources: ReadonlyMap<string, SourceEntry>
}

/** One PEP 508 requirement as written in a manifest. */
export interface Requirement {
  /** Normalised name. */
  readonly name: string
  readonly text: string
  /** Where it is declared: `dependencies`, an extra, a dependency group, `build-system`. */
  readonly table: { readonly kind: 'dependencies' | 'extra' | 'group' | 'build'; readonly name?: string }
  readonly place: Place
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
  readonly editable?: boolean
  readonly package?: boolean
  readonly marker?: string
  readonly extra?: string
  readonly group?: string
}

export interface WorkspaceError {
  /** Such as `nested-workspace`, `duplicate-member`, `missing-pyproject`. */
  readonly code: string
  /** In uv's own words. */
  readonly message: string
  readonly path: string
  readonly span?: Span
}
