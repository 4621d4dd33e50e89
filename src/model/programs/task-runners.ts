import { lastOption, type OptionUse, readArguments } from './arguments.ts'
import type { CommandWord } from './word.ts'

/** A program that runs what its file in a directory holds under a name. */
export interface TaskRunner {
  /** Options with a value. */
  readonly valued: string
  /** Options that change its directory before it looks for its file. */
  readonly directory: readonly string[]
  /** Names of its file, the one that it prefers first. */
  readonly files: RegExp
  /** What it runs when nothing is named; the first one of the file when null. */
  readonly unnamed: string | null
}

export const make: TaskRunner = {
  valued: '-C --directory -f --file --makefile -I --include-dir -o --old-file -W --what-if --eval',
  directory: ['-C', '--directory'],
  files: /^(?:GNUm|[Mm])akefile$/,
  unnamed: null,
}

export const task: TaskRunner = {
  valued: '-d --dir -t --taskfile -o --output -C --concurrency -I --interval',
  directory: ['-d', '--dir'],
  files: /^[Tt]askfile(?:\.dist)?\.ya?ml$/,
  unnamed: 'default',
}

/** GNU make 9.8 "Summary of Options", `just --help`, go-task "CLI reference". */
export const runners: Readonly<Record<string, TaskRunner>> = {
  make,
  gmake: make,
  just: {
    valued: '-d --working-directory -f --justfile --set --shell --shell-arg --dotenv-path --dotenv-filename',
    directory: ['-d', '--working-directory'],
    files: /^\.?[Jj]ustfile$/,
    unnamed: null,
  },
  task,
  'go-task': task,
}

export function runnerOf(program: string | null): TaskRunner | undefined {
  return program !== null && Object.hasOwn(runners, program) ? runners[program] : undefined
}

/** The option by which a task runner is sent to another directory. */
export function runnerDirectory(program: string, words: readonly CommandWord[]): OptionUse | undefined {
  const runner = runnerOf(program)
  if (!runner) return undefined
  return lastOption(argumentsOf(words, runner).options, ...runner.directory)
}

export function argumentsOf(words: readonly CommandWord[], { valued }: TaskRunner) {
  return readArguments(words, 1, new Set(valued.split(' ')))
}
