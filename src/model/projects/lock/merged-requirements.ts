import type { LockRequirement } from '../../../parse/lock/uv-lock.ts'
import { always, type Marker, readMarker } from '../../python/marker.ts'
import { intersect, type ReleaseRange, rangesOf } from '../../python/release-ranges.ts'
import { sameMarkers } from '../../python/same-markers.ts'
import { readSpecifiers, type Specifier } from '../../python/specifiers.ts'
import type { Lowered } from './lowered.ts'

/** One requirement as far as it can be merged with others of its name; null stands for what cannot be told. */
interface Part {
  readonly marker: Marker | null
  readonly extras: readonly string[]
  readonly specifiers: readonly Specifier[] | null
}

/** What belongs together: uv merges requirements of one name, those of an extra apart from the rest. */
export function mergeKey(one: Lowered | LockRequirement): string {
  return `${one.name} ${extraOf(markerOf(one)) ?? ''}`
}

/**
 * Whether requirements of one name from one source ask for the same in every environment, however they are split: `a>=1`
 * and `a<2` are `a>=1,<2`, and a bare `a` or `a!=0.1` beside `a>=1` adds nothing (seen in uv 0.13.9; older ones compare one
 * by one). True also when it cannot be told.
 */
export function sameWhenMerged(
  wanted: readonly Lowered[],
  locked: readonly LockRequirement[],
  python: readonly ReleaseRange[],
): boolean {
  const [here, there] = [wanted.map(partOfWanted), locked.map(partOfLocked)].map((parts) => {
    const demands = demandsOf(parts)
    return demands && withoutIdle(demands, python)
  })
  if (!here || !there) return true
  if (here.size !== there.size) return false
  return [...here].every(([key, { markers }]) => {
    const other = there.get(key)
    return other && sameMarkers(anyOf(markers), anyOf(other.markers), python) !== false
  })
}

/** One clause, one extra or the bare name, and under which markers it is asked for. */
interface Demand {
  readonly clause: Specifier | null
  readonly markers: readonly Marker[]
}

/** By their text; null when something cannot be told. */
function demandsOf(parts: readonly Part[]): Map<string, Demand> | null {
  const found = new Map<string, Demand>()
  for (const { marker, extras, specifiers } of parts) {
    if (!marker || !specifiers) return null
    const clauses = specifiers.map((clause): [string, Specifier] => [textOf(clause), clause])
    const others = ['', ...extras.map((extra) => `[${extra}]`)].map((text): [string, null] => [text, null])
    for (const [text, clause] of [...clauses, ...others]) {
      found.set(text, { clause, markers: [...(found.get(text)?.markers ?? []), marker] })
    }
  }
  return found
}

/** Leaves out clauses that another one implies wherever they are asked for. */
function withoutIdle(demands: Map<string, Demand>, python: readonly ReleaseRange[]): Map<string, Demand> {
  for (const [text, { clause, markers }] of [...demands]) {
    const isIdle = [...demands].some(
      ([other, demand]) =>
        other !== text &&
        clause !== null &&
        demand.clause !== null &&
        implies(demand.clause, clause) &&
        sameMarkers(anyOf(demand.markers), anyOf([...demand.markers, ...markers]), python) !== false,
    )
    if (isIdle) demands.delete(text)
  }
  return demands
}

/** Told of plain releases only; uv compares exact versions as they are. */
function implies(one: Specifier, other: Specifier): boolean {
  const arePlain = [one, other].every(({ version }) => /^\d+(?:\.\d+)*$/.test(version.text))
  if (!arePlain || one.operator === '==' || one.operator === '===') return false
  const range = rangesOf([one])
  return JSON.stringify(intersect(range, rangesOf([other]))) === JSON.stringify(range)
}

function anyOf(parts: readonly Marker[]): Marker {
  return { kind: 'or', parts }
}

function textOf({ operator, version }: Specifier): string {
  return `${operator} ${operator === '~=' ? version.text : withoutZeros(version.text)}`
}

function partOfWanted({ marker, extras, source }: Lowered): Part {
  return { marker, extras, specifiers: source.kind === 'registry' ? source.specifiers : [] }
}

function partOfLocked(one: LockRequirement): Part {
  const marker = one.marker === null ? always : markerOf(one)
  return { marker, extras: one.extras, specifiers: readSpecifiers(one.specifier ?? '') }
}

function markerOf({ marker }: Lowered | LockRequirement): Marker | null {
  if (marker === null) return null
  return typeof marker === 'string' ? readMarker(marker) : marker
}

function extraOf(marker: Marker | null): string | undefined {
  if (marker?.kind === 'and') return marker.parts.map(extraOf).find((extra) => extra !== undefined)
  return marker?.kind === 'comparison' && marker.variable === 'extra' ? marker.value : undefined
}

/** `1.0` and `1` are one version. */
function withoutZeros(version: string): string {
  const release = /^(?:\d+!)?\d+(?:\.\d+)*/.exec(version)?.[0] ?? ''
  if (version[release.length] === '.') return version
  let end = release.length
  while (release.endsWith('.0', end)) end -= 2
  return release.slice(0, end) + version.slice(release.length)
}
