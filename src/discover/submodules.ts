import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { GitAnswer } from './git.ts'
import { type Entries, readEntries } from './index-entries.ts'

/** Submodules of submodules are followed this far. */
const deepest = 5

/**
 * The entries of a repository with those of its submodules that are checked out: they are directories of the tree like
 * others. Those that are not stay in `missing`. `ask` lists a submodule by its absolute path.
 */
export function withSubmodules(
  root: string,
  entries: Entries,
  ask: (directory: string) => GitAnswer,
  level = 0,
): Entries {
  if (entries.submodules.length === 0 || level === deepest) return { ...entries, missing: entries.submodules }
  const found = entries.submodules.map((path) => {
    const directory = join(root, path)
    const answer = existsSync(join(directory, '.git')) ? ask(directory) : null
    if (!answer?.ok) return { path, entries: null }
    const own = readEntries(answer.output.toString('utf8'))
    return { path, entries: withSubmodules(directory, own, ask, level + 1) }
  })
  const below = found.flatMap(({ path, entries: own }) => (own ? [placedBelow(path, own)] : []))
  const absent = found.flatMap(({ path, entries: own }) => (own ? [] : [path]))
  return {
    paths: [...entries.paths, ...below.flatMap(({ paths }) => paths)].sort(),
    indexed: new Map([entries, ...below].flatMap(({ indexed }) => [...indexed])),
    links: new Set([entries, ...below].flatMap(({ links }) => [...links])),
    repositories: [entries, ...below].flatMap(({ repositories }) => repositories),
    submodules: [...entries.submodules, ...below.flatMap(({ submodules }) => submodules)],
    missing: [...absent, ...below.flatMap(({ missing }) => missing)].sort(),
  }
}

function placedBelow(
  directory: string,
  { paths, indexed, links, repositories, submodules, missing }: Entries,
): Entries {
  const at = (path: string) => `${directory}/${path}`
  return {
    paths: paths.map(at),
    indexed: new Map([...indexed].map(([path, name]) => [at(path), name])),
    links: new Set([...links].map(at)),
    repositories: repositories.map(at),
    submodules: submodules.map(at),
    missing: missing.map(at),
  }
}
