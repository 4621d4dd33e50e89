import type { FileTree } from '../../discover/file-tree.ts'
import {
  justRecipes,
  makeTargets,
  packageScripts,
  type TaskNames,
  taskfileTasks,
} from '../../parse/task-names.ts'
import { generatedTaskFiles } from '../../tables/task-runners.ts'
import { nearest } from '../../text/nearest.ts'
import { ancestorsOf, joinPath, nameOf, parentOf, resolvePath } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Command } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { isPlaceholderName } from '../pages/placeholder.ts'
import { lastOption, readArguments } from '../programs/arguments.ts'
import { argumentsOf, runnerOf } from '../programs/task-runners.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Missing } from './missing-commands.ts'

interface Facts {
  readonly documents: Documents
  readonly tree: FileTree
}

/** A runner whose file lists the names that it can be asked for. */
interface Listing {
  /** For people: `target`, `recipe`, `task`, `script`. */
  readonly what: string
  /** Names of its file, as a pattern for the whole name. */
  readonly files: RegExp
  read(file: SourceFile): TaskNames
}

const makefile: Listing = { what: 'target', files: runnerOf('make')?.files ?? /^$/, read: makeTargets }
const taskfile: Listing = { what: 'task', files: runnerOf('task')?.files ?? /^$/, read: taskfileTasks }
const listings: Readonly<Record<string, Listing>> = {
  make: makefile,
  gmake: makefile,
  just: { what: 'recipe', files: runnerOf('just')?.files ?? /^$/, read: justRecipes },
  task: taskfile,
  'go-task': taskfile,
}
const scripts: Listing = { what: 'script', files: /^package\.json$/, read: packageScripts }

/** What a command asks of a file of tasks, and from which directory. */
interface Call {
  readonly listing: Listing
  readonly names: readonly CommandWord[]
  readonly directory: string
}

/**
 * A task that a command calls and no file of the runner defines: `make lint` without a target `lint`. The file is the one
 * of the directory, or of one above for runners that look there, or beside the page that tells the command.
 */
export function missingTask(command: Command, facts: Facts): Missing | null {
  const call = callOf(command)
  if (!call || call.names.length === 0) return null
  const { listing, directory } = call
  const beside = command.page === null ? [] : ancestorsOf(command.path)
  const places = [...new Set([directory, ...ancestorsOf(directory), ...beside])]
  const files = places.flatMap((place) => filesOf(place, listing, facts.tree))
  if (files.length === 0) return null
  const known = namesIn(files, listing, facts)
  if (known.open) return null
  for (const word of call.names) {
    const name = word.text
    if (name === null || !/^[A-Za-z][\w.:-]*$/.test(name)) continue
    if (known.names.has(name) || known.patterns.some(({ before, after }) => fits(name, before, after)))
      continue
    if (listing === makefile && isBuilt(name, places, facts.tree)) continue
    const [file] = files
    const near = nearest(name, known.names)
    if (!near && isPlaceholderName(name)) continue
    const elsewhere = holdersOf(name, listing, facts)
    // A reader may have been sent to that directory by the words around the command.
    if (elsewhere.length > 0 && command.page !== null) return null
    const message = `\`${file}\` has no ${listing.what} \`${name}\`.`
    if (elsewhere[0] !== undefined && elsewhere.length === 1)
      return { span: word.span, message, next: `\`${elsewhere[0]}\` has it: run it there.` }
    return {
      span: word.span,
      message,
      next: near ? `Write \`${near}\`.` : `Name one that exists, or add it there.`,
    }
  }
  return null
}

function callOf({ program, words, directory }: Command): Call | null {
  if (directory === null || program === null) return null
  const runner = runnerOf(program)
  const listing = Object.hasOwn(listings, program) ? listings[program] : undefined
  if (runner && listing) {
    const { options, operands } = argumentsOf(words, runner)
    if (lastOption(options, ...runner.file) || options.some(({ name }) => name === null)) return null
    const moved = lastOption(options, ...runner.directory)
    if (moved && !moved.value?.text) return null
    const from = moved?.value?.text ? resolvePath(directory, moved.value.text) : directory
    // A recipe of just takes the words behind its name.
    const asked = listing.what === 'recipe' ? operands.slice(0, 1) : operands
    return from === null
      ? null
      : { listing, names: asked.filter(({ text }) => !text?.includes('=')), directory: from }
  }
  if (!['npm', 'pnpm', 'yarn', 'bun'].includes(program)) return null
  const { options, operands } = readArguments(words, 1, new Set())
  const [verb, name] = operands
  const isRun = verb?.text === 'run' || (program === 'npm' && verb?.text === 'run-script')
  return isRun && name && options.length === 0 ? { listing: scripts, names: [name], directory } : null
}

function filesOf(directory: string, { files }: Listing, tree: FileTree): readonly string[] {
  return tree.filesIn(directory).filter((path) => files.test(nameOf(path)))
}

const known = new WeakMap<SourceFile, TaskNames>()

/** What a file of tasks holds, read once however often it is called. */
function namesOf(file: SourceFile, { read }: Listing): TaskNames {
  const names = known.get(file) ?? read(file)
  known.set(file, names)
  return names
}

/** The names of several files and of those that they take in. */
function namesIn(files: readonly string[], listing: Listing, { documents, tree }: Facts) {
  const names = new Set<string>()
  const patterns: { readonly before: string; readonly after: string }[] = []
  const asked = new Set(files)
  let open = files.some((file) =>
    generatedTaskFiles.some((one) => tree.hasFile(joinPath(parentOf(file), one))),
  )
  for (const path of asked) {
    const file = documents.get(path)?.file
    if (!file) {
      open = true
      continue
    }
    const read = namesOf(file, listing)
    for (const name of read.names) names.add(name)
    patterns.push(...read.patterns)
    open ||= read.open
    for (const included of read.includes) {
      const from = resolvePath(parentOf(path), included)
      if (from === null || !tree.hasFile(from)) open = true
      else asked.add(from)
    }
  }
  return { names, patterns, open }
}

function fits(name: string, before: string, after: string): boolean {
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after)
}

/** Whether make finds a file of this name, or a built-in rule may make one. */
function isBuilt(name: string, places: readonly string[], tree: FileTree): boolean {
  return (
    name.includes('.') ||
    places.some(
      (place) =>
        tree.hasName(name) &&
        (tree.hasFile(joinPath(place, name)) || tree.hasDirectory(joinPath(place, name))),
    )
  )
}

function holdersOf(name: string, listing: Listing, { documents, tree }: Facts): readonly string[] {
  return documents.all.flatMap(({ file }) => {
    if (!listing.files.test(nameOf(file.path)) || !tree.hasFile(file.path)) return []
    return namesOf(file, listing).names.has(name) ? [file.path] : []
  })
}
