import type { Marker } from './marker.ts'
import { compareReleases, type ReleaseRange, rangesOf } from './release-ranges.ts'
import { readSpecifiers } from './specifiers.ts'

/** One value for each variable: a release, a text, or the truth of an opaque comparison. */
type Environment = Map<string, readonly number[] | string | boolean>

const limit = 50_000

/** Stands for every text that no marker names. */
const anyOther = '\0'

/**
 * Whether two markers hold in the same environments, Python within the given releases only. uv compares markers in
 * the same way: canonical decision diagrams, simplified under the lock's `requires-python`. Null when that cannot be
 * told with reasonable effort. Every constant of both markers and a neighbour on each side is tried; comparisons that
 * uv keeps opaque (`in`, `<` on texts) count as variables of their own, and platforms that exclude each other are
 * left out, as in uv-pep508/src/marker/algebra.rs.
 */
export function sameMarkers(a: Marker, b: Marker, python: readonly ReleaseRange[]): boolean | null {
  if (a === b || JSON.stringify(a) === JSON.stringify(b)) return true
  const verdicts = compareIn([a, b], python, ([inA, inB]) => inA !== inB)
  return verdicts === null ? null : !verdicts
}

/** Whether a marker holds in no environment. Null when that cannot be told. */
export function neverHolds(marker: Marker): boolean | null {
  const found = compareIn([marker], [{ lower: null, upper: null }], ([holds]) => holds === true)
  return found === null ? null : !found
}

/** Whether `wanted` is true of the markers' truth in some environment. */
function compareIn(
  markers: readonly Marker[],
  python: readonly ReleaseRange[],
  wanted: (truths: readonly boolean[]) => boolean,
): boolean | null {
  const samples = new Map<string, Map<string, readonly number[] | string | boolean>>()
  for (const marker of markers) if (!collect(marker, samples)) return null
  const pythons = samples.get('python_full_version')
  for (const [key, release] of pythons ?? []) {
    if (!python.some((range) => isIn(release as readonly number[], range))) pythons?.delete(key)
  }
  if (pythons?.size === 0) return false
  let size = 1
  for (const values of samples.values()) size *= values.size
  if (size > limit) return null
  const names = [...samples.keys()]
  const environment: Environment = new Map()
  return search(0)

  function search(at: number): boolean {
    const name = names[at]
    if (name === undefined) {
      return isPossible(environment) && wanted(markers.map((marker) => holds(marker, environment)))
    }
    for (const value of samples.get(name)?.values() ?? []) {
      environment.set(name, value)
      if (search(at + 1)) return true
    }
    return false
  }
}

/** Adds the values worth trying for every variable of a marker; false when a comparison is not understood. */
function collect(
  marker: Marker,
  samples: Map<string, Map<string, readonly number[] | string | boolean>>,
): boolean {
  if (marker.kind === 'not') return collect(marker.part, samples)
  if (marker.kind !== 'comparison') return marker.parts.every((part) => collect(part, samples))
  const { variable, operator, value } = marker
  const add = (name: string, sample: readonly number[] | string | boolean) => {
    const known = samples.get(name) ?? new Map()
    known.set(String(sample), sample)
    samples.set(name, known)
  }
  if (isVersion(variable)) {
    const name = variable === 'implementation_version' ? variable : 'python_full_version'
    for (const constant of constantsOf(operator, value) ?? []) {
      for (const sample of around(constant)) add(name, sample)
    }
    return constantsOf(operator, value) !== null
  }
  if (variable !== 'extra' && operator === '==') {
    add(variable, value)
    add(variable, anyOther)
  } else {
    add(opaque(marker), true)
    add(opaque(marker), false)
  }
  return true
}

function isVersion(variable: string): boolean {
  return (
    variable === 'python_version' ||
    variable === 'python_full_version' ||
    variable === 'implementation_version'
  )
}

function opaque({ variable, operator, value }: Extract<Marker, { kind: 'comparison' }>): string {
  return `${variable} ${operator} ${JSON.stringify(value)}`
}

/** The releases that a comparison of versions names; null when it is no comparison of versions. */
function constantsOf(operator: string, value: string): readonly (readonly number[])[] | null {
  if (operator === 'in') {
    const lists = value
      .split(/\s+/)
      .filter(Boolean)
      .map((version) => readSpecifiers(`==${version}`))
    return lists.every((list) => list !== null) ? lists.flat().map(({ version }) => version.release) : null
  }
  const specifiers = readSpecifiers(`${operator}${value}`)
  return specifiers?.map(({ version }) => version.release) ?? null
}

/** Releases at, just before and just after a constant, in each of its first three segments. */
function around(release: readonly number[]): readonly (readonly number[])[] {
  const [major = 0, minor = 0, patch = 0] = release
  const last = 999
  const found: (readonly number[])[] = [
    [0, 0, 0],
    [major, 0, 0],
    [major + 1, 0, 0],
  ]
  for (const near of [minor - 1, minor, minor + 1])
    if (near >= 0) found.push([major, near, 0], [major, near, last])
  for (const near of [patch - 1, patch, patch + 1]) if (near >= 0) found.push([major, minor, near])
  if (major > 0) found.push([major - 1, last, last])
  return found
}

function isIn(release: readonly number[], { lower, upper }: ReleaseRange): boolean {
  const above = lower ? compareReleases(release, lower.release) : 1
  const below = upper ? compareReleases(release, upper.release) : -1
  return (
    (above > 0 || (above === 0 && lower?.inclusive === true)) &&
    (below < 0 || (below === 0 && upper?.inclusive === true))
  )
}

function holds(marker: Marker, environment: Environment): boolean {
  if (marker.kind === 'not') return !holds(marker.part, environment)
  if (marker.kind !== 'comparison') {
    if (marker.kind === 'and') return marker.parts.every((part) => holds(part, environment))
    return marker.parts.some((part) => holds(part, environment))
  }
  const { variable, operator, value } = marker
  if (isVersion(variable)) {
    const name = variable === 'implementation_version' ? variable : 'python_full_version'
    const release = environment.get(name) as readonly number[]
    return versionHolds(variable === 'python_version' ? release.slice(0, 2) : release, operator, value)
  }
  if (variable !== 'extra' && operator === '==') return environment.get(variable) === value
  return environment.get(opaque(marker)) === true
}

function versionHolds(release: readonly number[], operator: string, value: string): boolean {
  if (operator === 'in') {
    return value.split(/\s+/).some((version) => version !== '' && versionHolds(release, '==', version))
  }
  const specifiers = readSpecifiers(`${operator}${value}`) ?? []
  return rangesOf(specifiers).some((range) => isIn(release, range))
}

const unixSystems = ['FreeBSD', 'NetBSD', 'OpenBSD', 'SunOS', 'iOS', 'iPadOS']
const plainPlatforms = ['linux', 'darwin', 'win32', 'aix', 'android', 'emscripten', 'cygwin', 'wasi']

function isPossible(environment: Environment): boolean {
  const platform = String(environment.get('sys_platform') ?? '')
  const name = environment.get('os_name')
  if (name === 'nt' && ['linux', 'darwin', 'ios'].includes(platform)) return false
  if (name === 'posix' && platform === 'win32') return false
  const system = String(environment.get('platform_system') ?? '')
  return !(unixSystems.includes(system) && plainPlatforms.includes(platform))
}
