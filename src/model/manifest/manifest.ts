import type { Span } from '../../text/span.ts'
import type { Requirement, SourceEntry } from './requirement.ts'
import type { SettingFault } from './setting-values.ts'

/**
 * What a `pyproject.toml` says, decoded once: values with their places. A value of a kind that uv does not take is left out
 * here and told in `refusals`.
 */
export interface Manifest {
  /** Relative to the repository root. */
  readonly path: string
  /** The whole file. */
  readonly span: Span
  readonly project: ProjectTable | null
  readonly hasBuildSystem: boolean
  /**
   * The directories, as seen from the manifest, in which the build backend looks for modules; null where its settings make
   * or rename some, and for a backend that is not known.
   */
  readonly moduleRoots: readonly string[] | null
  /** Of all tables: dependencies, extras, groups, `tool.uv.dev-dependencies` as group `dev`, `build-system`. */
  readonly requirements: readonly Requirement[]
  /** `[dependency-groups]` in file order, two of one name included. */
  readonly groups: readonly DependencyGroup[]
  readonly uv: UvTable | null
  /** What stands in `[tool]` and one level below, such as `hatch` and `hatch.build`. */
  readonly tools: ReadonlySet<string>
  readonly poetry: PoetryTable | null
  readonly pytest: PytestTable | null
  /** `[tool.hatch.envs]` by name. */
  readonly hatchEnvironments: ReadonlyMap<string, HatchTable>
  /** For which Python tools are told that the code is. */
  readonly pythonTargets: readonly PythonTarget[]
  /** Values of kinds that make uv refuse the whole file. */
  readonly misfits: readonly ManifestRefusal[]
}

/** The metadata block of a script (PEP 723). */
export interface HeaderManifest {
  /** Null where the header leaves the packages to the project. */
  readonly dependencies: readonly Requirement[] | null
  readonly uv: UvTable | null
}

/** Text with its place between the quotes, and the value with them. */
export interface Written {
  readonly text: string
  readonly span: Span
  readonly value: Span
}

/** `true` or `false` with its place. */
export interface Flag {
  readonly value: boolean
  readonly span: Span
}

/** A key of a table whose name stands for a package, an extra or a group. */
export interface NamedKey {
  /** Normalised. */
  readonly name: string
  /** As written. */
  readonly key: string
  readonly span: Span
}

/** What uv says against a part of a manifest. */
export interface ManifestRefusal {
  /** Such as `invalid-type`. */
  readonly code: string
  /** In uv's own words. */
  readonly message: string
  readonly span: Span
}

/** `[project]`. */
export interface ProjectTable {
  /** `[project]` itself, or null where dotted keys or an inline table make it. */
  readonly header: Span | null
  readonly span: Span
  /** All keys, whatever they hold. */
  readonly keys: ReadonlySet<string>
  readonly name: Written | null
  /** Where a name stands that is no text. */
  readonly nameValue: Span | null
  readonly version: Written | null
  /** What says the version: its text, or `dynamic`. */
  readonly versionSpan: Span | null
  readonly dynamic: readonly string[]
  readonly requiresPython: Written | null
  /** `[project.optional-dependencies]`. */
  readonly extras: readonly NamedKey[]
  /** In the order `[project.scripts]`, `[project.gui-scripts]`, `[project.entry-points]`. */
  readonly entryPoints: readonly EntryPoint[]
  /** `file` is null where a table gives the text itself. */
  readonly readme: { readonly file: string | null; readonly span: Span } | null
  readonly classifiers: readonly Written[]
  /** Whether a classifier keeps it off every index: PyPI refuses those that begin with `Private ::`. */
  readonly private: boolean
  /** The addresses in `[project.urls]`. */
  readonly urls: readonly string[]
}

/** A key that tells a tool for which Python the code is written, with its value. */
export interface PythonTarget extends Written {
  readonly tool: string
  /** Below `[tool]`. */
  readonly keys: readonly string[]
  /** Such as `3.10`. */
  readonly series: string
  /** Whether the tool takes `requires-python` when the key is missing. */
  readonly derives: boolean
}

/** A name for a `module:object`. */
export interface EntryPoint extends NamedKey {
  readonly table: 'scripts' | 'gui-scripts' | 'entry-points'
  /** The key of that table. */
  readonly tableKey: Span
  /** Null for what is no text. */
  readonly target: Written | null
}

/** A dependency group as written. */
export interface DependencyGroup extends NamedKey {
  readonly entries: readonly GroupEntry[]
}

export type GroupEntry =
  | { readonly kind: 'requirement'; readonly text: Written }
  /** `{ include-group = "…" }`; the name is normalised. */
  | { readonly kind: 'include'; readonly name: string; readonly span: Span }
  | { readonly kind: 'unknown'; readonly span: Span }

/** One setting of uv, whatever it holds. */
export interface Setting {
  readonly name: string
  readonly key: Span
  readonly value: Span
  readonly kind: 'string' | 'integer' | 'float' | 'boolean' | 'datetime' | 'array' | 'table'
  /** Whether it stands as `key = value`, not below a header of its own. */
  readonly isStatement: boolean
  /** What uv does not take of its value; nothing for a key that it does not know. */
  readonly faults: readonly SettingFault[]
}

/** What `[tool.uv]` and a `uv.toml` may both set. */
export interface UvSettings {
  /** Every key in file order. */
  readonly all: readonly Setting[]
  readonly modes: ReadonlyMap<ResolutionMode, Written>
  readonly excludeNewer: OptionValue | null
  /** By the package as written. */
  readonly excludeNewerPackage: readonly PackageOption[]
  readonly prereleasePackage: readonly PackageOption[]
  readonly dependencyMetadata: readonly {
    /** Normalised. */
    readonly name: string
    readonly version: string
    readonly span: Span
  }[]
}

export type ResolutionMode = 'resolution' | 'fork-strategy' | 'prerelease'

/** `value` is null for what is neither text nor a boolean. */
export interface OptionValue {
  readonly value: string | boolean | null
  readonly span: Span
}

export interface PackageOption extends NamedKey {
  readonly value: OptionValue['value']
}

/** `[tool.uv]`. */
export interface UvTable extends UvSettings {
  readonly requiredVersion: Written | null
  readonly managed: Flag | null
  readonly package: Flag | null
  readonly workspace: WorkspaceTable | null
  /** By normalised name. */
  readonly sources: ReadonlyMap<string, SourceEntry>
  readonly sourceRefusals: readonly ManifestRefusal[]
  readonly indexes: readonly Index[]
  readonly defaultGroups: DefaultGroups | null
  /** `[tool.uv.dependency-groups]`. */
  readonly groupSettings: readonly GroupSettings[]
  /** The value of `dev-dependencies`. */
  readonly devDependencies: Span | null
  readonly conflicts: Conflicts | null
  readonly lists: ReadonlyMap<ListName, TextList>
}

/** `[tool.uv.workspace]`. */
export interface WorkspaceTable {
  readonly header: Span | null
  readonly span: Span
  /** Its header, or the statement that makes it. */
  readonly statement: Span
  readonly members: readonly Written[]
  readonly exclude: readonly Written[]
  /** Keys that uv does not know. */
  readonly unknown: readonly NamedKey[]
}

/** One of `[[tool.uv.index]]`. */
export interface Index {
  readonly name: Written | null
  readonly url: string | null
  readonly default: Flag | null
  /** Its header, or the table. */
  readonly span: Span
}

/** `default-groups`: a list, or `"all"`. */
export interface DefaultGroups {
  readonly all: boolean
  readonly names: readonly Written[]
  readonly span: Span
}

export interface GroupSettings extends NamedKey {
  readonly requiresPython: string | null
  readonly value: Span
}

export interface Conflicts {
  readonly span: Span
  readonly sets: readonly { readonly span: Span; readonly items: readonly ConflictItem[] }[]
}

export interface ConflictItem {
  readonly package: string | null
  readonly extra: string | null
  readonly group: string | null
  readonly span: Span
}

export type ListName =
  | 'environments'
  | 'required-environments'
  | 'constraint-dependencies'
  | 'override-dependencies'
  | 'build-constraint-dependencies'
  | 'exclude-dependencies'

/** A list of texts; where uv takes one text in place of a list, that. */
export interface TextList {
  readonly texts: readonly Written[]
  /** Whether it holds nothing but texts. */
  readonly isWhole: boolean
  readonly span: Span
}

/** `[tool.poetry]`. */
export interface PoetryTable {
  readonly name: string | null
  /** The first key below which it keeps requirements. */
  readonly requirements: Span | null
}

/** `[tool.pytest.ini_options]`, or `[tool.pytest]` since pytest 9. */
export interface PytestTable {
  /** Null in the place of what is no text. */
  readonly testpaths: readonly (string | null)[] | null
  readonly addopts: readonly string[]
}

/** An environment of hatch. */
export interface HatchTable {
  readonly python: string | null
  readonly template: string | null
  readonly features: readonly string[]
}
