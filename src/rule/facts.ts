/** The types that a rule meets: the facts that it asks for, what they hold, and what it reports. */

export type { Fix, Related, SafeFix, UnsafeFix } from '../advise/finding.ts'
export type { FileTree } from '../discover/file-tree.ts'
export type { Departure } from '../discover/path-history.ts'
export type { Command, Commands } from '../model/commands/command.ts'
export type {
  DevShell,
  Flake,
  PackageBuild,
  PackageUse,
  ShellMaker,
  ShellPackage,
} from '../model/flake/flake.ts'
export type { Manifest, Setting, UvSettings } from '../model/manifest/manifest.ts'
export type { SourceEntry } from '../model/manifest/requirement.ts'
export type { Documents } from '../model/pages/documents.ts'
export type { OptionUse } from '../model/programs/arguments.ts'
export type { ForeignUse } from '../model/programs/foreign-managers.ts'
export type { Forest } from '../model/projects/forest.ts'
export type { Member, Workspace, WorkspaceError } from '../model/projects/workspace.ts'
export type { Facts } from '../model/repository.ts'
export type { Move } from '../model/scripts/move.ts'
export type { Place, Span } from '../text/span.ts'
