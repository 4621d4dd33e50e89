import type { FileTree } from '../../discover/file-tree.ts'
import { isToxName } from '../../parse/environment-names.ts'
import type { TaskNames } from '../../parse/task-names.ts'
import { generatedTaskFiles } from '../../tables/task-runners.ts'
import { nearest } from '../../text/nearest.ts'
import { ancestorsOf, joinPath, nameOf, parentOf, resolvePath } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Command } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { isPlaceholderName } from '../pages/placeholder.ts'
import type { Missing } from './missing-commands.ts'
import { type CalledName, callOf, type Listing } from './task-calls.ts'

interface Facts {
  readonly documents: Documents
  readonly tree: FileTree
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
  if (known.open || (listing.isShared && known.names.size === 0)) return null
  // One value of a matrix or a loop: a condition may keep it from this command.
  const source = facts.documents.get(command.path)?.file.text ?? ''
  const isWritten = ({ text, span }: CalledName) => source.slice(span.start, span.end) === text
  const names = call.names.filter((one) => command.ways === undefined || isWritten(one))
  for (const { text: name, span } of names) {
    if (name === null || !/^[A-Za-z][\w.:-]*$/.test(name) || isListed(name, listing, known)) continue
    if (listing.what === 'target' && isBuilt(name, places, facts.tree)) continue
    const file = known.first ?? files[0]
    const near = nearest(name, known.names)
    // These run programs of the packages that are installed, too.
    if (call.runsOthers && !near) continue
    if (!near && isPlaceholderName(name)) continue
    const elsewhere = holdersOf(name, listing, facts)
    // A reader may have been sent to that directory by the words around the command.
    if (elsewhere.length > 0 && command.page !== null) return null
    const message = `\`${file}\` has no ${listing.what} \`${name}\`.`
    if (elsewhere[0] !== undefined && elsewhere.length === 1)
      return { span, message, next: `\`${elsewhere[0]}\` has it: run it there.` }
    return {
      span,
      message,
      next: near ? `Write \`${near}\`.` : `Name one that exists, or add it there.`,
    }
  }
  return null
}

function filesOf(directory: string, { files }: Listing, tree: FileTree): readonly string[] {
  return tree.filesIn(directory).filter((path) => files.test(nameOf(path)))
}

const known = new WeakMap<SourceFile, Map<Listing, TaskNames>>()

/** What a file of tasks holds, read once however often it is called. */
function namesOf(file: SourceFile, listing: Listing): TaskNames {
  const ofFile = known.get(file) ?? new Map<Listing, TaskNames>()
  known.set(file, ofFile)
  const names = ofFile.get(listing) ?? listing.read(file)
  ofFile.set(listing, names)
  return names
}

/** The names of several files and of those that they take in. */
function namesIn(files: readonly string[], listing: Listing, { documents, tree }: Facts) {
  const names = new Set<string>()
  /** The first file that lists something. */
  let first: string | undefined
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
    if (read.names.size > 0) first ??= path
    for (const name of read.names) names.add(name)
    patterns.push(...read.patterns)
    open ||= read.open
    for (const included of read.includes) {
      const from = resolvePath(parentOf(path), included)
      if (from === null || !tree.hasFile(from)) open = true
      else asked.add(from)
    }
  }
  return { names, patterns, open, first }
}

function isListed(name: string, { what }: Listing, { names, patterns }: ReturnType<typeof namesIn>): boolean {
  if (names.has(name) || (what === 'environment' && isToxName(name, names))) return true
  return patterns.some(({ before, after }) => fits(name, before, after))
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
