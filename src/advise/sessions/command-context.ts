import type { FileTree } from '../../discover/file-tree.ts'
import type { Command, Commands } from '../../model/commands/command.ts'
import type { SessionCommand } from '../../model/environments/session.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { isRepeated } from '../translation.ts'
import type { Selection } from './selection.ts'

/** What the advice for a session is told from. */
export interface SessionFacts {
  readonly commands: Commands
  readonly workspace: Workspace | null
  readonly tree: FileTree
}

/** Where one command of a session stands. */
export interface CommandContext extends SessionFacts {
  readonly command: Command
  /** The text of its file. */
  readonly source: string
  /** Whether a machine repeats it, so that nobody commits what it changes. */
  readonly machine: boolean
  /** The commands of its session behind it. */
  readonly later: readonly SessionCommand[]
  /** What `uv sync` installs before it: the options of each. */
  readonly synced: readonly string[]
}

export function contextOf(
  item: SessionCommand,
  all: readonly SessionCommand[],
  facts: SessionFacts,
): CommandContext {
  const { command } = item
  return {
    ...facts,
    command,
    source: facts.commands.source(command.path),
    machine: isRepeated(command),
    get later() {
      return all.slice(all.indexOf(item) + 1)
    },
    get synced() {
      const before = all.slice(0, all.indexOf(item))
      return before.flatMap(({ command: { uv } }) =>
        uv?.subcommand === 'sync'
          ? uv.options.map(({ name, value }) => (value?.text ? `${name} ${value.text}` : (name ?? '')))
          : [],
      )
    },
  }
}

/** A program that gets an environment of its own, with what is installed beside it. */
export interface OwnTool {
  readonly name: string
  readonly word: CommandWord | string
  readonly beside: readonly CommandWord[]
}

/** What takes the place of one command that installs. */
export interface Decision {
  /** What `uv sync` has to install for it. */
  readonly wants: Selection | null
  /** Packages that nothing declares. */
  readonly libraries: readonly CommandWord[]
  /** Packages that are declared in another version. */
  readonly overrides: readonly CommandWord[]
  readonly tools: readonly OwnTool[]
  /** Requirements files that belong to what runs later, seen from where it runs. */
  readonly files: readonly string[]
  /** What only a person can do, as sentences; there is no fix then. */
  readonly open: readonly string[]
  /** Whether it says all that the command did. */
  readonly certain: boolean
  /** Whether it is right as it stands, behind the `uv sync` of its session. */
  readonly stays?: true
  /** What to know besides, as sentences. */
  readonly notes: readonly string[]
}

export const undecided: Decision = {
  wants: null,
  libraries: [],
  overrides: [],
  tools: [],
  files: [],
  open: [],
  certain: true,
  notes: [],
}
