import type { FileTree } from '../../discover/file-tree.ts'
import type { Commands } from '../../model/commands/command.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import type { WrittenPath } from '../../model/targets/written-paths.ts'

export interface ThroughUvFacts {
  readonly commands: Commands
  readonly workspace: Workspace
  readonly tree: FileTree
  /** Set where the same session has installed the project, so that its programs are those of the repository. */
  readonly installed?: true
}

/** The words of a command that name files or directories of the repository. */
export type NamedPaths = ReadonlyMap<CommandWord, WrittenPath>

/** How a bare command of this repository is started in the environment of uv. */
export interface ThroughUv {
  /** What stands between `uv run` and the command. */
  readonly options: readonly string[]
  /** Paths that are named from the folder of a document, as seen from where the command runs. */
  readonly renamed: ReadonlyMap<CommandWord, string>
  /** Paths to stand behind the command, which would work on another directory without them. */
  readonly added: readonly string[]
}
