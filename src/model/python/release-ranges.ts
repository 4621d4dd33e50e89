import type { Specifier } from './specifiers.ts'

/** An end of a range of releases; null where it is open. */
export type Bound = { readonly release: readonly number[]; readonly inclusive: boolean } | null

/** A connected set of releases such as `>=3.11, <4`. */
export interface ReleaseRange {
  readonly lower: Bound
  readonly upper: Bound
}

const everything: ReleaseRange = { lower: null, upper: null }

/** Order of releases; missing segments are zero. */
export function compareReleases(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * The releases that all specifiers allow, as ascending ranges; none when they contradict each other. Only release
 * segments count, as for `requires-python` (uv-pep440/src/version_ranges.rs, `release_specifiers_to_ranges`).
 */
export function rangesOf(specifiers: readonly Specifier[]): readonly ReleaseRange[] {
  let ranges: readonly ReleaseRange[] = [everything]
  for (const specifier of specifiers) ranges = intersect(ranges, rangesOfOne(specifier))
  return ranges
}

function rangesOfOne({ operator, version: { release } }: Specifier): readonly ReleaseRange[] {
  const at = { release, inclusive: true }
  const beside = { release, inclusive: false }
  switch (operator) {
    case '==':
    case '===':
      return [{ lower: at, upper: at }]
    case '!=':
      return [
        { lower: null, upper: beside },
        { lower: beside, upper: null },
      ]
    case '<':
      return [{ lower: null, upper: beside }]
    case '<=':
      return [{ lower: null, upper: at }]
    case '>':
      return [{ lower: beside, upper: null }]
    case '>=':
      return [{ lower: at, upper: null }]
    case '~=':
      return [{ lower: at, upper: { release: raised(release.slice(0, -1)), inclusive: false } }]
    case '==.*':
      return [{ lower: at, upper: { release: raised(release), inclusive: false } }]
    case '!=.*':
      return [
        { lower: null, upper: beside },
        { lower: { release: raised(release), inclusive: true }, upper: null },
      ]
  }
}

function raised(release: readonly number[]): readonly number[] {
  return release.with(-1, (release.at(-1) ?? 0) + 1)
}

/** The releases in both lists of ranges. */
export function intersect(
  some: readonly ReleaseRange[],
  others: readonly ReleaseRange[],
): readonly ReleaseRange[] {
  return some.flatMap((a) =>
    others.flatMap((b) => {
      const lower = tighter(a.lower, b.lower, 1)
      const upper = tighter(a.upper, b.upper, -1)
      return isEmpty(lower, upper) ? [] : [{ lower, upper }]
    }),
  )
}

function tighter(a: Bound, b: Bound, sign: 1 | -1): Bound {
  if (!a || !b) return a ?? b
  const order = compareReleases(a.release, b.release) * sign
  if (order !== 0) return order > 0 ? a : b
  if (a.inclusive !== b.inclusive) return a.inclusive ? b : a
  // Of two spellings uv keeps the later for a lower bound and the earlier for an upper one.
  return sign > 0 ? b : a
}

function isEmpty(lower: Bound, upper: Bound): boolean {
  if (!lower || !upper) return false
  const order = compareReleases(lower.release, upper.release)
  return order > 0 || (order === 0 && !(lower.inclusive && upper.inclusive))
}

/** Whether two bounds allow the same releases; spelling (`3.12` or `3.12.0`) does not count. */
export function sameBound(a: Bound, b: Bound): boolean {
  if (!a || !b) return a === b
  return a.inclusive === b.inclusive && compareReleases(a.release, b.release) === 0
}

/** uv's text for the releases: `>=3.11, <4`, `==3.12.*`, holes as `!=` (`from_release_only_bounds`). */
export function writeRanges(ranges: readonly ReleaseRange[]): string {
  const [first] = ranges
  const last = ranges.at(-1)
  if (!first || !last) return ''
  const parts: { release: readonly number[]; text: string }[] = []
  const add = (operator: string, release: readonly number[], star = '') =>
    parts.push({ release, text: `${operator}${release.join('.')}${star}` })
  for (let at = 1; at < ranges.length; at++) {
    const before = ranges[at - 1]?.upper
    const after = ranges[at]?.lower
    if (before && after) for (const hole of holes(before, after)) add('!=', hole.release, hole.star)
  }
  const { lower } = first
  const { upper } = last
  if (lower?.inclusive && upper?.inclusive && compareReleases(lower.release, upper.release) === 0) {
    add('==', lower.release)
  } else if (lower?.inclusive && upper && !upper.inclusive && isMinorSeries(lower.release, upper.release)) {
    add('==', [lower.release[0] ?? 0, lower.release[1] ?? 0], '.*')
  } else {
    if (lower) add(lower.inclusive ? '>=' : '>', lower.release)
    if (upper) add(upper.inclusive ? '<=' : '<', upper.release)
  }
  return parts
    .sort((a, b) => compareReleases(a.release, b.release))
    .map(({ text }) => text)
    .join(', ')
}

function holes(before: NonNullable<Bound>, after: NonNullable<Bound>) {
  if (!before.inclusive && !after.inclusive && compareReleases(before.release, after.release) === 0) {
    return [{ release: before.release, star: '' }]
  }
  const [low, high] = [trimmed(before.release), trimmed(after.release)]
  if (before.inclusive || !after.inclusive || low[0] !== high[0] || high.length !== 2 || low.length > 2)
    return []
  const found = []
  for (let minor = low[1] ?? 0; minor < (high[1] ?? 0); minor++) {
    found.push({ release: [low[0] ?? 0, minor], star: '.*' })
  }
  return found
}

function isMinorSeries(lower: readonly number[], upper: readonly number[]): boolean {
  const [low, high] = [trimmed(lower), trimmed(upper)]
  return low.length <= 2 && high.length === 2 && low[0] === high[0] && (low[1] ?? 0) + 1 === high[1]
}

function trimmed(release: readonly number[]): readonly number[] {
  let end = release.length
  while (end > 1 && release[end - 1] === 0) end--
  return release.slice(0, end)
}
