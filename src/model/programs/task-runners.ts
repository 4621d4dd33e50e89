import { type TaskRunner, taskRunners } from '../../tables/task-runners.ts'
import { lastOption, type OptionUse, readArguments } from './arguments.ts'
import type { CommandWord } from './word.ts'

/** The task runner that a program is; undefined for any other. */
export function runnerOf(program: string | null): TaskRunner | undefined {
  return program !== null && Object.hasOwn(taskRunners, program) ? taskRunners[program] : undefined
}

/** The option by which a task runner is sent to another directory. */
export function runnerDirectory(program: string, words: readonly CommandWord[]): OptionUse | undefined {
  const runner = runnerOf(program)
  if (!runner) return undefined
  return lastOption(argumentsOf(words, runner).options, ...runner.directory)
}

/** The words of a call of a task runner, told apart. */
export function argumentsOf(words: readonly CommandWord[], { valued }: TaskRunner) {
  return readArguments(words, 1, new Set(valued.split(' ')))
}
