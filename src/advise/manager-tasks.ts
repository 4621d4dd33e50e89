import type { Command, Commands } from '../model/commands/command.ts'
import { parentOf } from '../text/paths.ts'

/** What a manager runs under a name of its own: a script of hatch, pdm and rye, a task of pixi. */
export interface ManagerTask {
  readonly name: string
  /** The environment that holds it; empty for managers that have one only. */
  readonly environment: string
  /** In the order they run; null for one that is more than a plain command. */
  readonly commands: readonly (Command | null)[]
  /** Whether uv starts all of it, so that the manager does no more than know its name. */
  readonly startsUv: boolean
}

/** Keys of the tables that hold tasks, as `parse/hosts/toml-tasks.ts` names them: the environment, then the name. */
const keys: Readonly<Record<string, RegExp>> = {
  hatch: /^(?:tool\.hatch\.)?envs\.(.+)\.scripts\.([^.]+)$/,
  pdm: /^tool\.pdm\.scripts()\.(.+)$/,
  rye: /^tool\.rye\.scripts()\.(.+)$/,
  pixi: /^(?:tool\.pixi\.|feature\.([^.]+)\.)?tasks\.(.+)$/,
}

/** The tasks of a manager that the files of a directory hold, in file order. */
export function tasksOf(manager: string, directory: string, commands: Commands): readonly ManagerTask[] {
  const known = found.get(commands) ?? readTasks(commands)
  found.set(commands, known)
  return known.get(`${manager} ${directory}`) ?? []
}

interface MutableTask extends ManagerTask {
  readonly commands: (Command | null)[]
  startsUv: boolean
}

/** Every call of a manager is asked for. */
const found = new WeakMap<Commands, ReadonlyMap<string, readonly ManagerTask[]>>()

function readTasks({ all }: Commands): ReadonlyMap<string, readonly ManagerTask[]> {
  const tasks = new Map<string, MutableTask[]>()
  const scripts = new Set<Command['script']>()
  const others = new Set(
    all.flatMap(({ script, uv, runner }) =>
      script.context.kind !== 'config' || uv || runner ? [] : [script],
    ),
  )
  for (const command of all) {
    const { context, statements } = command.script
    if (context.kind !== 'config' || scripts.has(command.script)) continue
    scripts.add(command.script)
    const [, environment = '', name] = keys[context.format]?.exec(context.key) ?? []
    if (name === undefined) continue
    const place = `${context.format} ${parentOf(command.path)}`
    const here = tasks.get(place) ?? []
    tasks.set(place, here)
    const [only, ...more] = statements
    const plain =
      only?.kind === 'command' && more.length + only.assignments.length + only.redirections.length === 0
    const task = here.find((one) => one.name === name && one.environment === environment)
    const startsUv = !others.has(command.script)
    if (task) {
      task.commands.push(plain ? command : null)
      task.startsUv &&= startsUv
    } else here.push({ name, environment, commands: [plain ? command : null], startsUv })
  }
  return tasks
}
