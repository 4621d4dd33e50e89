import type { SourceFile } from '../text/source-file.ts'
import { UsageError } from '../text/usage-error.ts'
import { isContentOf } from './changes.ts'
import { git } from './git.ts'
import type { Listing } from './listing.ts'
import { bytesHold } from './marks.ts'
import { readBlobs } from './read-blobs.ts'
import { decode } from './read-file.ts'

/** The files of a commit. */
export interface CommitListing extends Listing {
  /** What was to be read so far and has no content in git: a partial clone holds only what somebody asked for. */
  readonly lacking: ReadonlySet<string>
}

/**
 * The files that a commit holds. Nothing is checked out: what is the same today is the file that was read already, and the
 * rest comes from git's objects. Submodules are as they lie there today.
 * @param now what the root holds today, and what was read of it
 */
export function listCommit(
  now: Listing,
  sources: ReadonlyMap<string, SourceFile>,
  commit: string,
): CommitListing | UsageError {
  const { root, workTree } = now
  if (workTree === null) return new UsageError('There is no git repository here.')
  const answer = git(root, workTree, ['ls-tree', '-r', '-z', commit])
  if (!answer.ok) return new UsageError(`Git cannot list \`${commit}\`: ${answer.reason}.`)
  const indexed = new Map<string, string>()
  const links = new Set<string>()
  const submodules: string[] = []
  const lacking = new Set<string>()
  for (const entry of answer.output.toString('utf8').split('\0')) {
    const tab = entry.indexOf('\t')
    const [mode, , name = ''] = entry.slice(0, tab).split(' ')
    const path = entry.slice(tab + 1)
    if (tab === -1) continue
    if (mode === '160000') submodules.push(path)
    else if (mode === '120000') links.add(path)
    else indexed.set(path, name)
  }
  const inSubmodules = now.paths.filter((path) => submodules.some((one) => path.startsWith(`${one}/`)))
  return {
    root,
    workTree,
    paths: [...indexed.keys(), ...links, ...inSubmodules].sort(),
    indexed,
    links: new Set([...links, ...inSubmodules.filter((path) => now.links.has(path))]),
    repositories: [],
    submodules,
    missing: submodules.filter((path) => !now.submodules.includes(path) || now.missing.includes(path)),
    troubles: [],
    lacking,
    read(wanted) {
      const isSame = (path: string, name: string) => {
        const today = sources.get(path)
        return today !== undefined && isContentOf(name, today.text)
      }
      const names = wanted.flatMap(({ path }) => {
        const name = indexed.get(path)
        // What is in the index under this name and was not read today has nothing to be read for.
        const isUnread = now.indexed.get(path) === name && !sources.has(path)
        return name === undefined || isUnread || isSame(path, name) ? [] : [name]
      })
      const blobs = readBlobs(root, workTree, names)
      return wanted.map(({ path, mark }) => {
        const name = indexed.get(path)
        const today = sources.get(path)
        if (name === undefined) return today ? { file: today } : null
        if (today && isSame(path, name)) return { file: today }
        const bytes = blobs.get(name)
        if (!bytes && now.indexed.get(path) !== name) lacking.add(path)
        if (!bytes || (mark && !(Buffer.isBuffer(bytes) && bytesHold(bytes, mark)))) return null
        return decode(path, bytes)
      })
    },
    isIgnored: now.isIgnored,
    departures: now.departures,
  }
}
