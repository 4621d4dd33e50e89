import { pythonTools } from '../../tables/python-tools.ts'
import type { Command, Commands } from '../commands/command.ts'
import { runsInOwnEnvironment } from '../commands/own-environment.ts'
import { isTaskRunner, startedTasks } from '../commands/tasks.ts'
import { interpreter, interpreterTarget, isOtherPython } from '../programs/python.ts'

/** Tools of the Python world that load the project's code or settings from the working directory. */
export const tools = new Set(
  Object.entries(pythonTools).flatMap(([name, { bound }]) => (bound ? [name] : [])),
)

/** uv's commands that work on the project of their directory. */
export const projectCommands = new Set([
  'run',
  'add',
  'remove',
  'sync',
  'lock',
  'build',
  'export',
  'tree',
  'version',
  'check',
])

/** Whether the command works with the Python project of its directory, so that the directory matters. */
export function dependsOnDirectory(command: Command, commands: Commands): boolean {
  const { program, words, uv, foreign } = command
  if (program === null || foreign || runsInOwnEnvironment(command)) return false
  if (uv) return projectCommands.has(uv.subcommand)
  if (isOtherPython(words, program)) return false
  if (interpreter.test(program)) return words.length > 1 && interpreterTarget(words) !== null
  if (tools.has(program)) return true
  if (commands.definitions(program).some(({ kind }) => kind === 'console-script')) return true
  return startedPython(command, commands).length > 0
}

/** The commands that make, just or task run in their directory for this call, as far as they work with Python there. */
export function startedPython(command: Command, commands: Commands): readonly Command[] {
  return startedTasks(command, commands).filter(
    (started) =>
      started.directory === command.directory &&
      !started.runner &&
      !isTaskRunner(started) &&
      dependsOnDirectory(started, commands),
  )
}
