import { nameOf, parentOf, resolvePath } from '../../text/paths.ts'
import { lastOption } from '../programs/arguments.ts'
import { argumentsOf, runnerOf } from '../programs/task-runners.ts'
import type { Command, Commands, Tasks } from './command.ts'

/** Whether the command only calls what a file of tasks holds. */
export function isTaskRunner({ program }: Command): boolean {
  return runnerOf(program) !== undefined
}

/**
 * The commands that a call of a task runner starts in its directory, as the file there says; without those of what it
 * depends on. Empty for any other command.
 */
export function startedTasks({ program, words, directory }: Command, commands: Commands): readonly Command[] {
  const runner = runnerOf(program)
  if (!runner || directory === null) return []
  const { operands, options } = argumentsOf(words, runner)
  const names = operands.flatMap(({ text }) => (text === null || text.includes('=') ? [] : [text]))
  if (names.length === 0 && runner.unnamed) names.push(runner.unnamed)
  // just reads the path from where it is called, make from where `-C` leads: with both options it is left open.
  const file = lastOption(options, ...runner.directory)
    ? undefined
    : lastOption(options, ...runner.file)?.value
  const named = file && (file.text === null ? null : resolvePath(directory, file.text))
  if (named === null) return []
  const { inOrder, byName } = commands.tasks(named === undefined ? directory : parentOf(named))
  const isOwn = ({ path }: Command) =>
    named === undefined ? runner.files.test(nameOf(path)) : path === named
  if (names.length > 0) return names.flatMap((name) => byName.get(name) ?? []).filter(isOwn)
  const first = inOrder.find((one) => isOwn(one) && !taskOf(one.script.context).startsWith('.'))
  const [name = ''] = first ? namesOf(first) : []
  return (byName.get(name) ?? []).filter(isOwn)
}

function taskOf(context: Command['script']['context']): string {
  if (context.kind === 'make' || context.kind === 'just') return context.target
  return context.kind === 'config' && context.format === 'taskfile' ? context.key : ''
}

/** A rule of a Makefile may have several targets. */
function namesOf({ script }: Command): readonly string[] {
  return taskOf(script.context).split(/\s+/).filter(Boolean)
}

/** The commands of tasks by the directory of their file. */
export function tasksByDirectory(all: readonly Command[]): ReadonlyMap<string, Tasks> {
  const found = new Map<string, { inOrder: Command[]; byName: Map<string, Command[]> }>()
  for (const command of all) {
    const names = namesOf(command)
    if (names.length === 0) continue
    const directory = parentOf(command.path)
    const tasks = found.get(directory) ?? { inOrder: [], byName: new Map<string, Command[]>() }
    found.set(directory, tasks)
    tasks.inOrder.push(command)
    for (const name of names) {
      const known = tasks.byName.get(name)
      if (known) known.push(command)
      else tasks.byName.set(name, [command])
    }
  }
  return found
}
