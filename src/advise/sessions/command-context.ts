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
  /** Whether a command of its session behind it starts this program, or runs it as a module of Python. */
  calls(name: string): boolean
  /** Whether a command of its session behind it uses another manager for anything but an installation. */
  readonly isFollowedByUse: boolean
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
    calls: (name) => (orderOf(all).lastCalls.get(name) ?? -1) > orderOf(all).at(item),
    get isFollowedByUse() {
      return orderOf(all).lastUse > orderOf(all).at(item)
    },
    get synced() {
      const { syncs, at } = orderOf(all)
      return syncs.filter(({ index }) => index < at(item)).flatMap(({ options }) => options)
    },
  }
}

/** What is asked of the commands of a session by their order, gathered once. */
interface Order {
  at(item: SessionCommand): number
  /** Where each program, or module of `python -m`, is started last. */
  readonly lastCalls: ReadonlyMap<string, number>
  /** Where another manager is used last for anything but an installation; -1 for nowhere. */
  readonly lastUse: number
  /** The options of each `uv sync`. */
  readonly syncs: readonly { readonly index: number; readonly options: readonly string[] }[]
}

const orders = new WeakMap<readonly SessionCommand[], Order>()

function orderOf(all: readonly SessionCommand[]): Order {
  const known = orders.get(all)
  if (known) return known
  const positions = new Map<SessionCommand, number>()
  const lastCalls = new Map<string, number>()
  const syncs: { index: number; options: string[] }[] = []
  let lastUse = -1
  for (const [index, item] of all.entries()) {
    const { command, use } = item
    positions.set(item, index)
    if (command.program !== null) lastCalls.set(command.program, index)
    for (const [at, { text }] of command.words.entries())
      if (text !== null && command.words[at - 1]?.text === '-m') lastCalls.set(text, index)
    if (use !== null && use.does !== 'install') lastUse = index
    if (command.uv?.subcommand === 'sync') {
      const { options } = command.uv
      syncs.push({
        index,
        options: options.map(({ name, value }) => (value?.text ? `${name} ${value.text}` : (name ?? ''))),
      })
    }
  }
  const order = { at: (item: SessionCommand) => positions.get(item) ?? -1, lastCalls, lastUse, syncs }
  orders.set(all, order)
  return order
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
  /** Whether it names tools in a version, where the lock may hold another one. */
  readonly otherVersions?: true
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
