import { type Bound, compareReleases, rangesOf } from '../python/release-ranges.ts'
import { readSpecifiers } from '../python/specifiers.ts'
import type { Member, Workspace } from './workspace.ts'

/** A member whose `requires-python` does not go with the others'. */
export type PythonTrouble =
  | { readonly trouble: 'missing'; readonly member: Member }
  /** Its specifiers have no lower bound. */
  | { readonly trouble: 'no-lower-bound'; readonly member: Member }
  /** It allows no release that all others allow; `others` are those it contradicts. */
  | { readonly trouble: 'conflict'; readonly member: Member; readonly others: readonly Member[] }
  /** Its lower bound raises the workspace's above that of `others`, which are the most. */
  | { readonly trouble: 'raises'; readonly member: Member; readonly others: readonly Member[] }
  /** Its lower bound means nothing, because the most members (`others`) ask for more. */
  | { readonly trouble: 'raised'; readonly member: Member; readonly others: readonly Member[] }

/**
 * What is wrong with the members' `requires-python`. uv takes the intersection without a word
 * (uv/src/commands/project/mod.rs, `find_requires_python`).
 */
export function pythonTroubles(workspace: Workspace): readonly PythonTrouble[] {
  const { members } = workspace
  const found: PythonTrouble[] = []
  const declaring: { member: Member; lower: Bound; ranges: ReturnType<typeof rangesOf> }[] = []
  for (const member of members) {
    const specifiers = member.requiresPython && readSpecifiers(member.requiresPython.text)
    if (!member.requiresPython) found.push({ trouble: 'missing', member })
    if (!specifiers) continue
    const ranges = rangesOf(specifiers)
    const lower = ranges[0]?.lower ?? null
    if (!lower) found.push({ trouble: 'no-lower-bound', member })
    declaring.push({ member, lower, ranges })
  }
  if (workspace.errors.some(({ code }) => code === 'requires-python-conflict')) {
    return [...found, ...conflicts()]
  }
  const bounded = declaring.filter(({ lower }) => lower)
  const top = bounded.reduce(
    (a, { lower }) => (lower && compareBounds(lower, a) > 0 ? lower : a),
    bounded[0]?.lower ?? null,
  )
  const raising = bounded.filter(({ lower }) => compareBounds(lower, top) === 0).map(({ member }) => member)
  const raised = bounded.filter(({ lower }) => compareBounds(lower, top) !== 0).map(({ member }) => member)
  if (raised.length === 0) return found
  if (raising.length < raised.length) {
    return [...found, ...raising.map((member) => ({ trouble: 'raises' as const, member, others: raised }))]
  }
  return [...found, ...raised.map((member) => ({ trouble: 'raised' as const, member, others: raising }))]

  function* conflicts(): Iterable<PythonTrouble> {
    for (const { member, lower, ranges } of declaring) {
      const others = declaring.filter((other) => {
        const upper = other.ranges.at(-1)?.upper
        const own = ranges.at(-1)?.upper
        return isBelow(upper, lower) || isBelow(own, other.lower)
      })
      if (others.length > 0) yield { trouble: 'conflict', member, others: others.map(({ member }) => member) }
    }
  }
}

function compareBounds(a: Bound, b: Bound): number {
  if (!a || !b) return a === b ? 0 : a ? 1 : -1
  return compareReleases(a.release, b.release) || Number(!a.inclusive) - Number(!b.inclusive)
}

function isBelow(upper: Bound | undefined, lower: Bound): boolean {
  if (!upper || !lower) return false
  const order = compareReleases(upper.release, lower.release)
  return order < 0 || (order === 0 && !(upper.inclusive && lower.inclusive))
}

/** Whether a member allows releases below a floor such as `3.11`. False when its bound cannot be read. */
export function isBelowFloor(member: Member, floor: string): boolean {
  const specifiers = readSpecifiers(member.requiresPython?.text ?? '')
  const lower = specifiers && (rangesOf(specifiers)[0]?.lower ?? null)
  const least = readSpecifiers(`>=${floor}`)?.[0]?.version.release
  return Boolean(lower && least && compareReleases(lower.release, least) < 0)
}
