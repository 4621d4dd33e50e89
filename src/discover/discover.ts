import { join } from 'node:path'
import { unreadCommandFiles } from '../tables/command-files.ts'
import { globTest } from '../text/glob.ts'
import { byCodeUnits } from '../text/order.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Skipped, Trouble } from '../text/trouble.ts'
import type { Discovery } from './discovery.ts'
import { walkTest } from './ignore-rules.ts'
import type { Listing, Wanted } from './listing.ts'
import { makeTree } from './make-tree.ts'
import { entryAt } from './open-file.ts'
import { pythonCodeOf } from './python-code.ts'
import { isReadable } from './readable.ts'
import { isLink, targetOf } from './symbolic-links.ts'
import { sawEntry } from './witness.ts'

/** What Linux takes as a path (`PATH_MAX`), in UTF-16 units here; patterns of paths may take quadratic time. */
const longestPath = 4_096

/** How the reason begins for a file whose commands no reader knows. */
export const notRead = 'not read:'

/** Reads every file that some stage understands. Deliberate gaps are in `skipped`, accidents in `troubles`. */
export function discover(listing: Listing, exclude: readonly string[]): Discovery {
  const excludedBy = excluder(exclude)
  const skipped: Skipped[] = [
    ...listing.repositories.map((path) => ({ path, reason: 'a repository of its own' })),
    ...listing.missing.map((path) => ({ path, reason: 'a submodule that is not checked out' })),
    ...directoriesInPlaceOfFiles(listing.root),
  ]
  const paths = listing.paths.filter((path) => path.length <= longestPath)
  const troubles: Trouble[] = [...listing.troubles, ...tooLong(listing.paths)]
  const wanted: Wanted[] = []
  const isHidden = walkTest(listing.root)
  const tree = makeTree(paths, {
    isIgnored: listing.isIgnored,
    targetOf: (path) => targetOf(listing.root, path),
    isHidden: (path) => isHidden(path) || isLink(join(listing.root, path)),
    submodules: listing.submodules,
    missing: listing.missing,
    departures: listing.departures,
  })
  /** Whether a link leads to a file that is checked where it lies. */
  const leadsToChecked = (path: string) => {
    const target = targetOf(listing.root, path)
    return target !== null && tree.hasFile(target) && isReadable(target) === true
  }
  /** A file to read, or why it is not; null for one that no reader asks for. */
  const decide = (path: string): Wanted | Skipped | null => {
    const readable = isReadable(path)
    const unread = readable !== true && unreadCommandFiles.find(({ path: pattern }) => pattern.test(path))
    if (unread) return { path, reason: `${notRead} commands of ${unread.what}` }
    if (readable === false) return null
    if (listing.links.has(path)) {
      const isTold = readable === true && !leadsToChecked(path)
      return isTold ? { path, reason: 'a symbolic link; links are not followed' } : null
    }
    const pattern = excludedBy(path)
    if (pattern === null) return readable === true ? { path } : { path, mark: readable }
    return readable === 'script-header' ? null : { path, reason: `excluded by \`${pattern}\`` }
  }
  for (const path of paths) {
    const decided = decide(path)
    if (decided && 'reason' in decided) skipped.push(decided)
    else if (decided) wanted.push(decided)
  }
  const sources: SourceFile[] = []
  const take = (results: ReturnType<Listing['read']>) => {
    for (const result of results) {
      if (result === null) continue
      if ('file' in result) sources.push(result.file)
      else if ('skipped' in result) {
        const { path = '' } = result.skipped
        if (!leadsToChecked(path)) skipped.push(result.skipped)
      } else troubles.push(result.trouble)
    }
  }
  const isCode = ({ mark }: Wanted) => mark === 'script-header'
  take(listing.read(wanted.filter((one) => !isCode(one))))
  // What else is read tells which code matters.
  const code = pythonCodeOf(paths, sources)
  const marked = ({ path }: Wanted) => {
    const mark = code.markOf(path)
    return mark === null ? { path } : { path, mark }
  }
  take(listing.read(wanted.filter(isCode).map(marked)))
  sources.sort(byPath)
  return { root: listing.root, sources, tree, skipped: skipped.sort(byPath), troubles: troubles.sort(byPath) }
}

/**
 * Tells which pattern excludes a path, or null. Patterns are globs relative to the root; one that names a directory
 * excludes everything below it, and one that begins with `!` brings back what those before it exclude.
 */
export function excluder(patterns: readonly string[]): (path: string) => string | null {
  const tests = patterns.map((pattern) => {
    const bare = pattern
      .replace(/^!/, '')
      .replace(/^\.\//, '')
      .replace(/(?<!\/)\/+$/, '')
    const isBack = pattern.startsWith('!')
    const tests = [globTest(bare), globTest(`${bare}/**`)]
    return { pattern: isBack ? null : pattern, test: (path: string) => tests.some((test) => test(path)) }
  })
  return (path) => tests.findLast(({ test }) => test(path))?.pattern ?? null
}

function tooLong(paths: readonly string[]): Trouble[] {
  return paths
    .filter((path) => path.length > longestPath)
    .map((path) => ({
      id: 'unreadable-file',
      path: `${path.slice(0, 100)}…`,
      message: `Its path has ${path.length} characters; the program reads files whose path has at most ${longestPath}.`,
    }))
}

/** Replaces or adds one file, as an editor holds it. Other files stay as they are. */
export function withFile(discovery: Discovery, file: SourceFile): Discovery {
  const others = discovery.sources.filter(({ path }) => path !== file.path)
  const sources = [...others, file].sort(byPath)
  if (discovery.tree.hasFile(file.path)) return { ...discovery, sources }
  const paths = [...discovery.tree.paths, file.path].sort()
  return {
    ...discovery,
    sources,
    tree: makeTree(paths, {
      isIgnored: discovery.tree.isIgnored,
      targetOf: discovery.tree.linkedDirectory,
      isHidden: discovery.tree.isHidden,
      submodules: discovery.tree.submodules,
      missing: discovery.tree.missing,
      departures: discovery.tree.departures,
    }),
  }
}

/** A directory of this name looks like a file to a person who lists the root, and hides that the file is missing. */
function directoriesInPlaceOfFiles(root: string): Skipped[] {
  return ['flake.nix', 'flake.lock', 'pyproject.toml', 'uv.lock']
    .filter((name) => {
      const stat = entryAt(join(root, name), false)
      sawEntry(join(root, name), stat)
      return stat?.isDirectory()
    })
    .map((path) => ({ path, reason: 'a directory, not a file' }))
}

function byPath(a: { readonly path?: string }, b: { readonly path?: string }): number {
  return byCodeUnits(a.path ?? '', b.path ?? '')
}
