import type { Span } from '../../text/span.ts'
import type { Manifest, Written } from '../manifest/manifest.ts'
import type { Requirement, SourceEntry } from '../manifest/requirement.ts'

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
  readonly patterns: { readonly members: readonly MemberPattern[]; readonly exclude: readonly Written[] }
  /** What the root's manifest says. */
  readonly pyproject: Manifest
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
  /** What its manifest says. */
  readonly pyproject: Manifest
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

/** One string of `members` with what it yields. */
export interface MemberPattern extends Written {
  /** Paths relative to the repository root, or null when the pattern leaves the repository. */
  readonly matches: readonly string[] | null
}

/** A `pyproject.toml` that belongs to no member. */
export interface Outsider {
  readonly directory: string
  readonly manifest: string
  readonly reason: 'excluded' | 'unmanaged' | 'unlisted' | 'nested-root' | 'tool-only' | 'broken'
  /** Whether it has a `[project]` table. */
  readonly declared: boolean
  /** What its manifest says; null for a broken one. */
  readonly pyproject: Manifest | null
}

export interface WorkspaceError {
  /** Such as `nested-workspace`, `duplicate-member`, `missing-pyproject`. */
  readonly code: string
  /** In uv's own words. */
  readonly message: string
  readonly path: string
  readonly span?: Span
}
