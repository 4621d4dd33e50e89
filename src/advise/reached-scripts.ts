import type { Command, Commands } from '../model/commands/command.ts'
import type { Move } from '../model/scripts/move.ts'
import type { Script } from '../parse/script.ts'

/** What is asked of all commands about moves, gathered once. */
interface Index {
  /** Scripts below a setting, by its place. */
  readonly below: ReadonlyMap<string, ReadonlySet<Script>>
  /** Directories in which a command of the script is told by an option to move on. */
  readonly left: ReadonlyMap<Script, ReadonlySet<string | null>>
  /** Different moves of the commands at one place; several where a YAML anchor puts the code into several places. */
  readonly movesAt: ReadonlyMap<string, ReadonlySet<Move | undefined>>
}

const indexes = new WeakMap<Commands, Index>()

/**
 * The scripts that a move reaches: of a setting all, of a `cd` its own. Null when the move means something to other
 * commands as well: to those that move on from where it leads, and to those that a YAML anchor makes of the same code in
 * another place.
 * @param under the commands that run where the move leads
 */
export function reachedScripts(
  move: Move,
  under: readonly Command[],
  commands: Commands,
): ReadonlySet<Script> | null {
  const { below, left, movesAt } = indexOf(commands)
  const own = under.map(({ script }) => script)
  const setting = move.by === 'setting'
  const scripts = new Set([...own, ...((setting && below.get(keyOf(move.place))) || [])])
  for (const script of scripts) if (left.get(script)?.has(move.directory)) return null
  const isShared = under.some((command) => (movesAt.get(keyOf(command))?.size ?? 0) > 1)
  return setting && isShared ? null : scripts
}

function indexOf(commands: Commands): Index {
  const known = indexes.get(commands)
  if (known) return known
  const index = {
    below: new Map<string, Set<Script>>(),
    left: new Map<Script, Set<string | null>>(),
    movesAt: new Map<string, Set<Move | undefined>>(),
  }
  for (const command of commands.all) {
    const { path, script, moved, runner } = command
    for (const { span } of script.settings ?? []) addTo(index.below, keyOf({ path, span }), script)
    if (moved?.by === 'option') addTo(index.left, script, moved.from)
    if (!runner) addTo(index.movesAt, keyOf(command), moved)
  }
  indexes.set(commands, index)
  return index
}

function addTo<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const known = map.get(key)
  if (known) known.add(value)
  else map.set(key, new Set([value]))
}

function keyOf({ path, span }: Pick<Command, 'path' | 'span'>): string {
  return `${path}:${span.start}`
}
