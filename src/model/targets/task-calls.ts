import { type NamedTasks, namedTasks } from '../../tables/task-runners.ts'
import { resolvePath } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import type { Command } from '../commands/command.ts'
import { lastOption, type OptionUse, readArguments } from '../programs/arguments.ts'
import { argumentsOf, runnerOf } from '../programs/task-runners.ts'
import type { CommandWord } from '../programs/word.ts'
import { type TaskFile, taskFiles } from './task-files.ts'

/** A runner whose file lists the names that it can be asked for. */
export interface Listing extends TaskFile {
  /** For people: `target`, `recipe`, `task`, `script`, `session`, `environment`. */
  readonly what: string
  /** Whether files of this name may say nothing of tasks. */
  readonly isShared?: true
}

const makefile: Listing = { what: 'target', ...taskFiles.make }
const taskfile: Listing = { what: 'task', ...taskFiles.task }
const listings: Readonly<Record<string, Listing>> = {
  make: makefile,
  gmake: makefile,
  just: { what: 'recipe', ...taskFiles.just },
  task: taskfile,
  'go-task': taskfile,
}
const scripts: Listing = { what: 'script', ...taskFiles.npm }
const ofNamed: ReadonlyMap<NamedTasks, Listing> = new Map(
  Object.entries(namedTasks).flatMap(([program, tasks]) => {
    const file = program === 'poe' || program === 'nox' || program === 'tox' ? taskFiles[program] : null
    return file ? [[tasks, { what: tasks.what, isShared: true, ...file }] as const] : []
  }),
)

/** What a command asks of a file of tasks, and from which directory. */
export interface Call {
  readonly listing: Listing
  readonly names: readonly CalledName[]
  readonly directory: string
  /** Whether it runs programs of installed packages by the same words. */
  readonly runsOthers?: boolean
}

/** One name that is asked for. */
export interface CalledName {
  readonly text: string | null
  readonly span: Span
  /** Whether the text stands there as it is, without quotes or escapes. */
  readonly isPlain: boolean
}

/** What a command asks of a runner; null when it asks nothing, or nothing that is certain. */
export function callOf(command: Command): Call | null {
  const { program, words, directory } = command
  if (directory === null || program === null) return null
  const tasks = Object.hasOwn(namedTasks, program) ? namedTasks[program] : undefined
  if (tasks) return namedCall(tasks, words, directory)
  const runner = runnerOf(program)
  const listing = Object.hasOwn(listings, program) ? listings[program] : undefined
  if (!runner || !listing) return scriptCall(program, words, directory)
  const { options, operands } = argumentsOf(words, runner)
  if (lastOption(options, ...runner.file) || options.some(({ name }) => name === null)) return null
  const from = directoryOf(options, runner.directory, directory)
  // A recipe of just takes the words behind its name.
  const asked = listing.what === 'recipe' ? operands.slice(0, 1) : operands
  if (from === null) return null
  return {
    listing,
    names: asked.filter(({ text }) => !text?.includes('=')).map(nameIn),
    directory: from,
  }
}

/** Where options send a runner; null when that is not known. */
function directoryOf(
  options: readonly OptionUse[],
  names: readonly string[],
  directory: string,
): string | null {
  const moved = lastOption(options, ...names)
  if (!moved) return directory
  return moved.value?.text ? resolvePath(directory, moved.value.text) : null
}

function nameIn({ text, span }: CommandWord | NonNullable<OptionUse['value']>): CalledName {
  return { text, span, isPlain: text !== null && span.end - span.start === text.length }
}

function namedCall(
  { valued, directory, unsure, named, ...tasks }: NamedTasks,
  words: readonly CommandWord[],
  from: string,
): Call | null {
  const end = words.findIndex(({ text }) => text === '--')
  const own = end === -1 ? words : words.slice(0, end)
  const stop = named.length === 0
  const { options, operands, rest } = readArguments(own, 1, new Set(valued.split(' ')), stop)
  if (options.some(({ name }) => name === null) || lastOption(options, ...unsure.split(' '))) return null
  const place = directoryOf(options, directory, from)
  const listing = [...ofNamed.values()].find(({ files }) => files === tasks.files)
  if (place === null || !listing) return null
  if (stop) {
    const first = own[rest]
    return first ? { listing, names: [nameIn(first)], directory: place } : null
  }
  const values = options.flatMap(({ name, value }) => (name && named.includes(name) && value ? [value] : []))
  // Other values of a list, as in `nox -s lint tests`; tox separates them by commas.
  const others = values.length > 0 && tasks.what === 'session' ? operands : []
  return { listing, names: [...values, ...others].flatMap((one) => listed(nameIn(one))), directory: place }
}

/** The names of `lint,docs`. */
function listed(name: CalledName): readonly CalledName[] {
  if (!name.isPlain || !name.text?.includes(',')) return [name]
  let start = name.span.start
  return name.text.split(',').map((text) => {
    const span = { start, end: start + text.length }
    start = span.end + 1
    return { text, span, isPlain: true }
  })
}

/** Options by which package managers of JavaScript are sent to another directory. */
const scriptDirectory = ['--prefix', '-C', '--dir', '--cwd']

function scriptCall(program: string, words: readonly CommandWord[], directory: string): Call | null {
  if (!['npm', 'pnpm', 'yarn', 'bun'].includes(program)) return null
  const { options, operands } = readArguments(words, 1, new Set(scriptDirectory))
  const [verb, second] = operands
  const isRun = verb?.text === 'run' || (program === 'npm' && verb?.text === 'run-script')
  const name = isRun ? second : undefined
  const from = directoryOf(options, scriptDirectory, directory)
  const isKnown = options.every(({ name: option }) => option !== null && scriptDirectory.includes(option))
  if (!name || from === null || !isKnown) return null
  const runsOthers = program === 'yarn' || program === 'bun'
  return { listing: scripts, names: [nameIn(name)], directory: from, runsOthers }
}
