import { lastOption, type OptionUse, readArguments } from './arguments.ts'
import type { Command, Commands, CommandWord } from './commands.ts'
import { parentOf } from './paths.ts'

/** A program that runs what its file in a directory holds under a name. */
interface TaskRunner {
  /** Options with a value. */
  readonly valued: string
  /** Options that change its directory before it looks for its file. */
  readonly directory: readonly string[]
  /** Names of its file, the one that it prefers first. */
  readonly files: RegExp
  /** What it runs when nothing is named; the first one of the file when null. */
  readonly unnamed: string | null
}

const make: TaskRunner = {
  valued: '-C --directory -f --file --makefile -I --include-dir -o --old-file -W --what-if --eval',
  directory: ['-C', '--directory'],
  files: /^(?:GNUm|[Mm])akefile$/,
  unnamed: null,
}

const task: TaskRunner = {
  valued: '-d --dir -t --taskfile -o --output -C --concurrency -I --interval',
  directory: ['-d', '--dir'],
  files: /^[Tt]askfile(?:\.dist)?\.ya?ml$/,
  unnamed: 'default',
}

/** GNU make 9.8 "Summary of Options", `just --help`, go-task "CLI reference". */
const runners: Readonly<Record<string, TaskRunner>> = {
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

function runnerOf(program: string | null): TaskRunner | undefined {
  return program !== null && Object.hasOwn(runners, program) ? runners[program] : undefined
}

/** The option by which a task runner is sent to another directory. */
export function runnerDirectory(program: string, words: readonly CommandWord[]): OptionUse | undefined {
  const runner = runnerOf(program)
  if (!runner) return undefined
  return lastOption(argumentsOf(words, runner).options, ...runner.directory)
}

/** Whether the command only calls what a file of tasks holds. */
export function isTaskRunner({ program }: Command): boolean {
  return runnerOf(program) !== undefined
}

function argumentsOf(words: readonly CommandWord[], { valued }: TaskRunner) {
  return readArguments(words, 1, new Set(valued.split(' ')))
}

/**
 * The commands that a call of a task runner starts in its directory, as the file there says; without those of what it
 * depends on. Empty for any other command.
 */
export function startedTasks({ program, words, directory }: Command, commands: Commands): readonly Command[] {
  const runner = runnerOf(program)
  if (!runner || directory === null) return []
  const { operands } = argumentsOf(words, runner)
  const names = operands.flatMap(({ text }) => (text === null || text.includes('=') ? [] : [text]))
  if (names.length === 0 && runner.unnamed) names.push(runner.unnamed)
  const found = commands.tasks(directory).filter(({ path }) => runner.files.test(fileName(path)))
  const first = found.find(({ script }) => !taskOf(script.context).startsWith('.'))
  const wanted = names.length > 0 ? names : first ? [taskOf(first.script.context)] : []
  return found.filter(({ script }) =>
    taskOf(script.context)
      .split(/\s+/)
      .some((name) => wanted.includes(name)),
  )
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function taskOf(context: Command['script']['context']): string {
  if (context.kind === 'make' || context.kind === 'just') return context.target
  return context.kind === 'config' && context.format === 'taskfile' ? context.key : ''
}

/** Commands of tasks by the directory of their file, in file order. */
export function tasksByDirectory(all: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const byDirectory = new Map<string, Command[]>()
  for (const command of all) {
    if (taskOf(command.script.context) === '') continue
    const directory = parentOf(command.path)
    const known = byDirectory.get(directory)
    if (known) known.push(command)
    else byDirectory.set(directory, [command])
  }
  return byDirectory
}
