import type { FileTree } from '../../discover/file-tree.ts'
import type { Failure } from '../../text/trouble.ts'
import { Absent } from '../absent.ts'
import type { Flake } from '../flake/flake.ts'
import { unknownInstallables } from '../flake/installables.ts'
import { headerIn } from '../manifest/read-manifest.ts'
import type { Documents } from '../pages/documents.ts'
import type { Turn } from '../scripts/move.ts'
import type { Command, Commands, Tasks } from './command.ts'
import type { Definition } from './definition.ts'
import { repeatedCode } from './repeated-code.ts'
import { findScriptStarts } from './script-callers.ts'
import { tasksByDirectory } from './tasks.ts'

interface IndexSources {
  readonly documents: Documents
  readonly flake: Flake | Absent
  readonly tree: FileTree
}

/** What was found in every file, before it is made askable. */
export interface CollectedCommands {
  readonly all: readonly Command[]
  readonly definitions: readonly Definition[]
  /** By path. */
  readonly turns: ReadonlyMap<string, readonly Turn[]>
  readonly failures: readonly Failure[]
}

const noTasks: Tasks = { inOrder: [], byName: new Map() }

/** Makes commands and definitions askable by name. */
export function indexCommands(
  { all, definitions, turns, failures }: CollectedCommands,
  { documents, flake, tree }: IndexSources,
): Commands {
  const byName = new Map<string, Definition[]>()
  for (const definition of definitions) {
    const known = byName.get(definition.name)
    if (known) known.push(definition)
    else byName.set(definition.name, [definition])
  }
  const judged = all.filter(
    ({ stance, audience }) => stance.value === 'runs' && audience.value === 'contributor',
  )
  const tasks = tasksByDirectory(judged)
  return {
    all,
    failures,
    judged,
    tasks: (directory) => tasks.get(directory) ?? noTasks,
    of: (program, ...subcommand) =>
      all.filter((command) => command.program === program && startsWith(command, subcommand)),
    definitions: (name) => byName.get(name) ?? [],
    startOf: findScriptStarts(all, tree, documents),
    shellProvides: (name) => !(flake instanceof Absent) && provides(flake, name),
    installables: flake instanceof Absent ? unknownInstallables : flake.installables,
    waysAt: repeatedCode(all),
    names: [...byName.keys()].sort(),
    header: (path) => {
      const parsed = documents.get(path)
      return parsed && headerIn(parsed.document)
    },
    turns: (path) => turns.get(path) ?? [],
    source: (path) => documents.get(path)?.file.text ?? '',
    isRead: (path) => documents.get(path) !== undefined,
  }
}

function provides({ shells }: Flake, name: string): boolean {
  return shells.some(({ packages }) =>
    packages.some((known) => known.kind !== 'python-package' && known.name === name),
  )
}

function startsWith(command: Command, subcommand: readonly string[]): boolean {
  const words = command.uv
    ? command.uv.subcommand.split(' ')
    : command.words.slice(1).flatMap(({ text }) => (text === null || text.startsWith('-') ? [] : [text]))
  return subcommand.every((word, position) => words[position] === word)
}
