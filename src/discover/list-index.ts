import { UsageError } from '../text/usage-error.ts'
import { git, indexOfCommit } from './git.ts'
import { findWorkTree } from './git-directory.ts'
import { ignoreTest } from './ignore-rules.ts'
import { readEntries } from './index-entries.ts'
import { type Listing, readerBelow, type Wanted } from './listing.ts'
import { bytesHold, headerOpening } from './marks.ts'
import { departures } from './path-history.ts'
import { readBlobs } from './read-blobs.ts'
import { decode } from './read-file.ts'
import { withSubmodules } from './submodules.ts'

/** The files that the next commit would hold, read from the index. A UsageError outside git. */
export function listIndex(root: string): Listing | UsageError {
  const workTree = findWorkTree(root)
  if (workTree === null) return new UsageError('`--staged` needs a git repository; there is none here.')
  const indexFile = indexOfCommit(workTree)
  const answer = git(root, workTree, ['ls-files', '-z', '-t', '-s'], { indexFile })
  if (!answer.ok) return new UsageError(`Git cannot list the index: ${answer.reason}.`)
  const own = readEntries(answer.output.toString('utf8'))
  // What the next commit holds of a submodule is a name; its files are those that lie there.
  const entries = withSubmodules(root, own, (directory) =>
    git(directory, directory, ['ls-files', '-z', '-t', '-s']),
  )
  const onDisk = readerBelow(root)
  return {
    ...entries,
    root,
    workTree,
    troubles: [],
    read(wanted) {
      const tracked = wanted.filter(({ path }) => own.indexed.has(path))
      const unmarked = withoutHeader(root, workTree, tracked, indexFile)
      const names = wanted.flatMap(({ path }) => (unmarked.has(path) ? [] : (own.indexed.get(path) ?? [])))
      const blobs = readBlobs(root, workTree, names)
      return wanted.map(({ path, mark }) => {
        const name = entries.indexed.get(path)
        if (name === undefined || unmarked.has(path)) return null
        if (!own.indexed.has(path)) return onDisk([mark ? { path, mark } : { path }])[0] ?? null
        const bytes = blobs.get(name)
        if (!bytes)
          return { trouble: { id: 'unreadable-file', path, message: 'Git does not hold its content.' } }
        if (mark && !(Buffer.isBuffer(bytes) && bytesHold(bytes, mark))) return null
        return decode(path, bytes)
      })
    },
    isIgnored: ignoreTest(root, workTree),
    departures: (paths) => departures(root, workTree, paths),
  }
}

/**
 * The paths that are wanted only with a header and whose blob has none, as far as git can tell: it searches blobs on all
 * cores, while the content of every Python file would have to come through a pipe.
 */
function withoutHeader(
  root: string,
  workTree: string,
  wanted: readonly Wanted[],
  indexFile: string | undefined,
): ReadonlySet<string> {
  const asked = wanted.flatMap(({ path, mark }) => (mark === 'script-header' ? path : []))
  if (asked.length === 0) return new Set()
  const search = [
    '-c',
    'grep.fullName=false',
    'grep',
    '--cached',
    '--no-color',
    '-laz',
    '-F',
    '-e',
    headerOpening,
  ]
  const files = [':(icase)*.py', ':(icase)*.pyw']
  const answer = git(root, workTree, [...search, '--', ...files], { indexFile, nothing: 1 })
  if (!answer.ok) return new Set()
  const found = new Set(answer.output.toString('utf8').split('\0'))
  return new Set(asked.filter((path) => !found.has(path)))
}
