import { relative, resolve, sep } from 'node:path'
import type { LoadedConfig } from '../config/config.ts'
import { loadConfig, parseConfig, type UnreadableConfig } from '../config/load-config.ts'
import { discover } from '../discover/discover.ts'
import type { Discovery } from '../discover/discovery.ts'
import { listIndex } from '../discover/list-index.ts'
import { type Listing, listWorkTree, readerBelow } from '../discover/listing.ts'
import { type ReadResult, readFileAt } from '../discover/read-file.ts'
import type { AnyRule } from '../rule/rule.ts'
import type { SourceFile } from '../text/source-file.ts'
import { UsageError } from '../text/usage-error.ts'
import { compileWithPatience } from './v8-flags.ts'

/** A repository that is ready to be checked. */
export interface Opened {
  readonly listing: Listing
  readonly config: LoadedConfig
  readonly discovery: Discovery
}

/** How a repository is opened. */
export interface Opening {
  readonly staged?: boolean
  /** A configuration to take instead of the repository's own. */
  readonly config?: string | undefined
  readonly cwd: string
  /** Which files are read; all by default. */
  readonly asks?: (path: string) => boolean
}

/** Lists a root, reads its configuration, then its files. */
export function openRepository(
  root: string,
  rules: readonly AnyRule[],
  { staged = false, config, cwd, asks }: Opening,
): Opened | UsageError {
  const listing = staged ? listIndex(root) : listWorkTree(root)
  if (listing instanceof UsageError) return listing
  const loaded =
    config === undefined ? loadConfig(readerOf(listing, staged), rules) : readNamed(root, config, cwd, rules)
  if (loaded instanceof UsageError) return loaded
  const read: Listing['read'] = (wanted) =>
    listing.read(asks ? wanted.filter(({ path }) => asks(path)) : wanted)
  const discovery = discover({ ...listing, read }, loaded.exclude)
  compileWithPatience(discovery.sources.reduce((sum, { text }) => sum + text.length, 0))
  return { listing, config: loaded, discovery }
}

/** Reads a file of the program's own: from the index when that is checked, else from the disk, ignored or not. */
export function readerOf(
  listing: Listing,
  staged: boolean,
): (path: string) => SourceFile | UnreadableConfig | null {
  const readHere = readerBelow(listing.root)
  return (path) => {
    const [result = null] = (staged ? listing.read : readHere)([{ path }])
    if (!result) return null
    if ('file' in result) return result.file
    if ('skipped' in result) return { reason: `It is ${result.skipped.reason}.`, mentions: () => false }
    const { trouble, bytes } = result
    const text = bytes?.toString('latin1').replaceAll('\0', '')
    return { reason: trouble.message, mentions: (words) => text?.includes(words) ?? false }
  }
}

/** Reads a file that was named on the command line, relative to the current directory; it may be a link. */
export function readNamedFile(root: string, name: string, cwd: string): SourceFile | UsageError {
  const full = resolve(cwd, name)
  const inside = relative(root, full).split(sep).join('/')
  const path = inside.startsWith('../') ? name : inside
  return (
    asFile(`\`${name}\``, readFileAt(full, path, { followLinks: true })) ??
    new UsageError(`There is no file \`${name}\`.`)
  )
}

/** A file that was read; a UsageError when `name`, as the person calls it, holds none. */
export function asFile(name: string, result: ReadResult): SourceFile | UsageError | null {
  if (result === null) return null
  if ('file' in result) return result.file
  const reason = 'skipped' in result ? `It is ${result.skipped.reason}.` : result.trouble.message
  return new UsageError(`${name} cannot be used. ${reason}`)
}

function readNamed(
  root: string,
  name: string,
  cwd: string,
  rules: readonly AnyRule[],
): LoadedConfig | UsageError {
  const file = readNamedFile(root, name, cwd)
  return file instanceof UsageError ? file : parseConfig(file, rules)
}
