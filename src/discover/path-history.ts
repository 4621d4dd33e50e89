import { git } from './git.ts'

/** What git says became of a path that is not there any more. */
export interface Departure {
  /** Where the file went, over several renames; null where it was removed. */
  readonly to: string | null
  /** The share of the content that went along, from 0.5 to 1; 0 for one that was removed. */
  readonly likeness: number
  /** The first letters of the commit's name. */
  readonly commit: string
  /** The day of the commit, `2026-05-01`. */
  readonly date: string
}

/**
 * How far back is looked, in commits: a search through history has no other bound, and one in time would give other
 * results on another machine.
 */
const mostCommits = 2_000
/** Paths that are asked for in one run, and renames that are followed one after another. */
const mostPaths = 400
const mostRenames = 4
/** Milliseconds that a history may take at the outside; without an answer there is no receipt. */
const patience = 2_000

const quiet = [
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-notes',
  '--no-mailmap',
]

/**
 * Asks the history of HEAD where paths went, all with one walk. Empty outside git, in a shallow clone that ends before, and
 * where git does not answer. What is asked depends on the commit alone, so that a replay asks for the name of HEAD and nothing else.
 */
export function departures(
  root: string,
  workTree: string | null,
  paths: readonly string[],
): ReadonlyMap<string, Departure> {
  const head = workTree === null || paths.length === 0 ? null : headCommit(root, workTree)
  if (workTree === null || head === null) return new Map()
  const ask = (...args: string[]) => {
    // An input, though an empty one, says that the answer never changes.
    const answer = git(root, workTree, args, { input: '', patience })
    return answer.ok ? answer.output.toString('utf8') : ''
  }
  const oldest = ask('rev-list', `--max-count=${mostCommits}`, head).trimEnd().split('\n')
  const bounds = oldest.length === mostCommits ? [head, `^${oldest.at(-1)}`] : [head]
  const found = new Map<string, Departure>()
  const followed = new Map(paths.slice(0, mostPaths).map((path) => [path, path]))
  for (let round = 0; round < mostRenames && followed.size > 0; round++) {
    const asked = new Set(followed.values())
    const removals = removedIn(ask, bounds, asked)
    const renames = renamedIn(ask, new Set([...removals.values()].map(({ commit }) => commit)))
    for (const [path, now] of [...followed]) {
      const removal = removals.get(now)
      if (!removal) {
        followed.delete(path)
        continue
      }
      const rename = renames.get(`${removal.commit} ${now}`)
      const known = found.get(path)
      const likeness = Math.min(known?.likeness ?? 1, rename?.likeness ?? 0)
      const { commit, date } = removal
      found.set(path, { to: rename?.to ?? null, likeness, commit: commit.slice(0, 8), date })
      if (rename) followed.set(path, rename.to)
      else followed.delete(path)
    }
  }
  return found
}

type Ask = (...args: string[]) => string

/** The last commit that took each of the paths away. */
function removedIn(ask: Ask, bounds: readonly string[], paths: ReadonlySet<string>) {
  const format = '--format=%x01%H %cs'
  const output = ask(
    ...[
      'log',
      ...quiet,
      '-z',
      '--no-renames',
      '--diff-filter=D',
      '--name-only',
      '--relative',
      format,
      ...bounds,
    ],
    ...['--', ...[...paths].map((path) => `:(literal)${path}`)],
  )
  const removed = new Map<string, { readonly commit: string; readonly date: string }>()
  for (const entry of output.split('\u0001').slice(1)) {
    const [head = '', ...names] = entry.split(/[\0\n]+/)
    const [commit = '', date = ''] = head.split(' ')
    for (const name of names) if (paths.has(name) && !removed.has(name)) removed.set(name, { commit, date })
  }
  return removed
}

/** Where files went in some commits, by `commit path`. */
function renamedIn(ask: Ask, commits: ReadonlySet<string>) {
  const renamed = new Map<string, { readonly to: string; readonly likeness: number }>()
  if (commits.size === 0) return renamed
  const output = ask(
    ...['show', ...quiet, '-z', '-M', '--diff-filter=R', '--name-status', '--relative', '--format=%x01%H'],
    ...commits,
  )
  for (const entry of output.split('\u0001').slice(1)) {
    const [commit = '', ...parts] = entry.split(/[\0\n]+/)
    for (let at = 0; at + 2 < parts.length; at += 3) {
      const [status = '', from = '', to = ''] = parts.slice(at, at + 3)
      renamed.set(`${commit} ${from}`, { to, likeness: Number(status.slice(1)) / 100 })
    }
  }
  return renamed
}

/** The commit that HEAD names; null before the first one. The only question here whose answer a replay asks for again. */
function headCommit(root: string, workTree: string): string | null {
  const answer = git(root, workTree, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  const name = answer.ok ? answer.output.toString('latin1').trim() : ''
  return /^[0-9a-f]{40,64}$/.test(name) ? name : null
}
