import { resolvePath } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import type { Command, Commands } from '../commands/command.ts'
import { isTaskRunner, startedTasks } from '../commands/tasks.ts'
import type { DevShell } from '../flake/flake.ts'
import type { Documents } from '../pages/documents.ts'

/** What entering a shell runs. */
export interface HookReach {
  readonly commands: readonly Command[]
  /** Whether all that the hooks start could be followed. */
  readonly known: boolean
}

/** The commands that the hooks of a shell run: their own, and those of what they start in the flake and the repository. */
export function reachedByHooks(shell: DevShell, commands: Commands, documents: Documents): HookReach {
  const runs = commands.all.filter(({ stance, shown }) => stance.value === 'runs' && !shown)
  const reached = new Set<Command>()
  let known = shell.hooksKnown
  const strings: Place[] = [
    ...shell.hooks.map(({ path, string }) => ({ path, span: string })),
    ...shell.started.strings,
  ]
  const queue: Command[] = []
  const reach = (more: readonly Command[]) => {
    for (const command of more) {
      if (reached.has(command)) continue
      reached.add(command)
      queue.push(command)
    }
  }
  const inFile = (path: string) => runs.filter((command) => command.path === path && isOfFile(command))
  reach(runs.filter((command) => strings.some((place) => standsIn(command, place))))
  for (const path of shell.started.files) {
    const code = inFile(path)
    if ((documents.get(path)?.document.scripts ?? []).length === 0) known = false
    reach(code)
  }
  for (const command of queue) {
    const program = shell.programs.find(({ name }) => name === command.program)
    for (const place of program?.strings ?? []) reach(runs.filter((each) => standsIn(each, place)))
    for (const { text } of command.words) {
      const path = text === null ? null : resolvePath(command.directory ?? '.', text)
      if (path !== null && path !== command.path) reach(inFile(path))
    }
    const tasks = startedTasks(command, commands)
    if (tasks.length > 0) reach(tasks)
    else if (isTaskRunner(command)) known = false
  }
  return { commands: [...reached], known }
}

function isOfFile({ host }: Command): boolean {
  return host === 'script'
}

function standsIn({ path, script: { context } }: Command, place: Place): boolean {
  return context.kind === 'nix' && path === place.path && context.string.start === place.span.start
}
