import { readFileSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { LoadedConfig } from '../config/config.ts'
import { loadConfig, parseConfig, type UnreadableConfig } from '../config/load-config.ts'
import { discover } from '../discover/discover.ts'
import type { Discovery } from '../discover/discovery.ts'
import { listIndex } from '../discover/list-index.ts'
import { type Listing, listWorkTree } from '../discover/listing.ts'
import { decode, readFile } from '../discover/read-file.ts'
import type { AnyRule } from '../rule/rule.ts'
import type { SourceFile } from '../text/source-file.ts'
import { UsageError } from '../text/usage-error.ts'

/** A repository that is ready to be checked. */
export interface Opened {
  readonly listing: Listing
  readonly config: LoadedConfig
  readonly discovery: Discovery
}

/** Lists a root, reads its configuration, then its files. */
export function openRepository(
  root: string,
  rules: readonly AnyRule[],
  { staged = false, config, cwd }: { staged?: boolean; config?: string | undefined; cwd: string },
): Opened | UsageError {
  const listing = staged ? listIndex(root) : listWorkTree(root)
  if (listing instanceof UsageError) return listing
  const loaded =
    config === undefined ? loadConfig(readerOf(listing, staged), rules) : readNamed(root, config, cwd, rules)
  if (loaded instanceof UsageError) return loaded
  return { listing, config: loaded, discovery: discover(listing, loaded.exclude) }
}

/** Reads a file for the configuration: from the index when that is checked, else from the disk, ignored or not. */
export function readerOf(
  listing: Listing,
  staged: boolean,
): (path: string) => SourceFile | UnreadableConfig | null {
  return (path) => {
    const [result] = staged ? listing.read([{ path }]) : [readFile(listing.root, path)]
    if (!result) return null
    if ('file' in result) return result.file
    if ('skipped' in result) return { reason: `It is ${result.skipped.reason}.`, mentions: () => false }
    const { trouble, bytes } = result
    const text = bytes?.toString('latin1').replaceAll('\0', '')
    return { reason: trouble.message, mentions: (words) => text?.includes(words) ?? false }
  }
}

/** Reads a file that was named on the command line, relative to the current directory. */
export function readNamedFile(root: string, name: string, cwd: string): SourceFile | UsageError {
  const full = resolve(cwd, name)
  const inside = relative(root, full).split(sep).join('/')
  const path = inside.startsWith('../') ? name : inside
  try {
    const result = decode(path, readFileSync(full))
    if (result && 'file' in result) return result.file
    return new UsageError(`\`${name}\` is not UTF-8 text.`)
  } catch {
    return new UsageError(`\`${name}\` cannot be read.`)
  }
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
