import type { Told, ToldFinding, ToldTrouble } from './compared-state.ts'

/** What a change brought, by its place in the lists of the later state, and how many findings it took away. */
export interface News {
  readonly findings: ReadonlySet<number>
  readonly troubles: ReadonlySet<number>
  readonly mended: number
}

/** One place of a finding. */
interface Part {
  readonly finding: ToldFinding
  /** Where the finding stands in its list. */
  readonly at: number
  readonly words: string
}

/**
 * The findings of `after` that `before` has not. One that stands for several places is news when one of them is. A place is
 * the same by its rule, its path and its words, each as often as it was there; one that stood in a renamed file, whose words
 * were moved to another file, or that says the same of other words of its file, is no news.
 * @param renamed the path of today by the path of then
 */
export function newsOf(before: Told, after: Told, renamed: ReadonlyMap<string, string>): News {
  const today = <T extends { readonly path: string }>(one: T): T => ({
    ...one,
    path: renamed.get(one.path) ?? one.path,
  })
  const places = unmatched(partsOf(before.findings.map(today)), partsOf(after.findings), placeKey)
  const moved = unmatched(places.gone, places.fresh, movedKey)
  const said = unmatched(oneForEach(moved.gone), oneForEach(moved.fresh), ({ finding }) =>
    messageKey(finding),
  )
  const left = new Map<number, number>()
  for (const { at } of moved.gone) left.set(at, (left.get(at) ?? 0) + 1)
  const isTrouble = new Set(unmatched(before.troubles.map(today), after.troubles, troubleKey).fresh)
  return {
    findings: new Set(said.fresh.map(({ at }) => at)),
    troubles: new Set(after.troubles.flatMap((trouble, at) => (isTrouble.has(trouble) ? [at] : []))),
    mended: said.gone.filter(({ finding, at }) => left.get(at) === finding.words.length).length,
  }
}

/** What each side has that the other has not, a key as often as it is there. */
function unmatched<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
): { readonly gone: readonly T[]; readonly fresh: readonly T[] } {
  const counts = new Map<string, number>()
  const take = (key: string): boolean => {
    const count = counts.get(key) ?? 0
    if (count > 0) counts.set(key, count - 1)
    return count > 0
  }
  for (const one of before) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  const fresh = after.filter((one) => !take(keyOf(one)))
  return { gone: before.filter((one) => take(keyOf(one))), fresh }
}

function partsOf(findings: readonly ToldFinding[]): Part[] {
  return findings.flatMap((finding, at) => finding.words.map((words) => ({ finding, at, words })))
}

function oneForEach(parts: readonly Part[]): Part[] {
  return [...new Map(parts.map((part) => [part.at, part])).values()]
}

/** As `identify` counts: rule, path, and words. */
function placeKey({ finding: { rule, path }, words }: Part): string {
  return [path, rule, words].join('\0')
}

function movedKey({ finding: { rule }, words }: Part): string {
  return [rule, words].join('\0')
}

function messageKey({ rule, path, message }: ToldFinding): string {
  return [path, rule, message].join('\0')
}

function troubleKey({ path, id, message }: ToldTrouble): string {
  return [path, id, message].join('\0')
}
