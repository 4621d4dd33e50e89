import type { Listing } from './listing.ts'
import { type Blob, readBlobs } from './read-blobs.ts'

/** A file that has another path now. */
export interface Rename {
  readonly from: string
  readonly to: string
  /** The share of lines that both have, from 0.5 to 1; 1 is the same content. */
  readonly likeness: number
}

/** Which paths a change took away, and where they went. */
export interface MovedPaths {
  readonly renamed: readonly Rename[]
  /** Paths that are gone and went nowhere, sorted. */
  readonly removed: readonly string[]
}

/** More files than this on one side are not compared by their lines. */
const mostCompared = 200

/** Larger files are not compared by their lines. */
const largest = 1_000_000

/** Compares two listings of one root. Contents are compared here, so that no filter or driver of git runs. */
export function movedPaths(before: Listing, after: Listing): MovedPaths {
  const [then, now] = [new Set(before.paths), new Set(after.paths)]
  const gone = before.paths.filter((path) => !now.has(path) && before.indexed.has(path))
  const fresh = after.paths.filter((path) => !then.has(path))
  const renamed: Rename[] = []
  const left = new Set(gone)
  const take = (from: string, to: string, likeness: number) => {
    renamed.push({ from, to, likeness })
    left.delete(from)
  }
  const byName = new Map(
    fresh.flatMap((path) => {
      const name = after.indexed.get(path)
      return name === undefined ? [] : [[name, path] as const]
    }),
  )
  const taken = new Set<string>()
  for (const from of gone) {
    const to = byName.get(before.indexed.get(from) ?? '')
    if (to === undefined || taken.has(to)) continue
    taken.add(to)
    take(from, to, 1)
  }
  const others = fresh.filter((path) => !taken.has(path))
  if (left.size > 0 && others.length > 0 && left.size <= mostCompared && others.length <= mostCompared)
    for (const { from, to, likeness } of alike([...left], others, before, after)) take(from, to, likeness)
  return { renamed: renamed.sort((a, b) => (a.from < b.from ? -1 : 1)), removed: [...left].sort() }
}

/** The likest pairs first, each path once. */
function alike(gone: readonly string[], fresh: readonly string[], before: Listing, after: Listing): Rename[] {
  const blobs = readBlobs(
    before.root,
    before.workTree ?? before.root,
    gone.map((path) => before.indexed.get(path) ?? ''),
  )
  const old = gone.flatMap((path) => linesOf(path, blobs.get(before.indexed.get(path) ?? '')))
  const read = after.read(fresh.map((path) => ({ path })))
  const young = fresh.flatMap((path, at) => {
    const result = read[at]
    return result && 'file' in result ? linesOf(path, Buffer.from(result.file.text)) : []
  })
  const pairs = old.flatMap((from) =>
    young.flatMap((to) => {
      const likeness = likenessOf(from.lines, to.lines)
      return likeness >= 0.5 ? [{ from: from.path, to: to.path, likeness }] : []
    }),
  )
  const used = new Set<string>()
  return pairs
    .sort((a, b) => b.likeness - a.likeness || (a.from + a.to < b.from + b.to ? -1 : 1))
    .filter(({ from, to }) => {
      if (used.has(`<${from}`) || used.has(`>${to}`)) return false
      used.add(`<${from}`).add(`>${to}`)
      return true
    })
}

function linesOf(path: string, bytes: Blob | undefined) {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0 || bytes.length > largest || bytes.includes(0)) return []
  const counts = new Map<string, number>()
  for (const line of bytes.toString('utf8').split(/\r?\n/)) {
    if (line.trim() !== '') counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return [{ path, lines: counts }]
}

/** Lines that both have, of those that the longer one has. */
function likenessOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let [shared, inA, inB] = [0, 0, 0]
  for (const [line, count] of a) {
    inA += count
    shared += Math.min(count, b.get(line) ?? 0)
  }
  for (const count of b.values()) inB += count
  return shared / Math.max(inA, inB, 1)
}
