import type { Command, Commands, CommandWord, Tasks } from '../commands.ts'
import { lastOption, type OptionUse, readArguments } from '../interpret/arguments.ts'
import { parentOf } from '../paths.ts'

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
  const { inOrder, byName } = commands.tasks(directory)
  const isOwn = ({ path }: Command) => runner.files.test(fileName(path))
  if (names.length > 0) return names.flatMap((name) => byName.get(name) ?? []).filter(isOwn)
  const first = inOrder.find((one) => isOwn(one) && !taskOf(one.script.context).startsWith('.'))
  const [name = ''] = first ? namesOf(first) : []
  return (byName.get(name) ?? []).filter(isOwn)
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
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
