import type { LockRequirement, LockSource, UvLock } from '../../../parse/lock/uv-lock.ts'
import { resolveIn } from '../../../text/paths.ts'
import { always, readMarker } from '../../python/marker.ts'
import { type ReleaseRange, rangesOf } from '../../python/release-ranges.ts'
import { sameMarkers } from '../../python/same-markers.ts'
import { readSpecifiers, sameSpecifiers } from '../../python/specifiers.ts'
import type { Workspace } from '../workspace.ts'
import type { Lowered, LoweredSource } from './lowered.ts'
import { mergeKey, sameWhenMerged } from './merged-requirements.ts'

/** What the comparison depends on. */
export interface LockContext {
  /** Directory of the lock, relative to the repository root. */
  readonly root: string
  /** The releases between the bounds of the lock's `requires-python`. */
  readonly python: readonly ReleaseRange[]
}

/** The context of a workspace's lock. */
export function contextOf(workspace: Workspace, lock: UvLock): LockContext {
  const ranges = rangesOf(readSpecifiers(lock.requiresPython?.text ?? '') ?? [])
  const python = [{ lower: ranges[0]?.lower ?? null, upper: ranges.at(-1)?.upper ?? null }]
  return { root: workspace.root, python }
}

/** The difference of two sets of requirements. */
export interface Difference {
  readonly added: readonly Lowered[]
  readonly removed: readonly LockRequirement[]
  readonly changed: readonly { readonly from: LockRequirement; readonly to: Lowered }[]
}

/**
 * Compares what the manifests ask for with what the lock says they asked for, as sets
 * (uv-resolver/src/lock/mod.rs, `satisfies_requires_dist` and `normalize_requirement`). What cannot be told counts as
 * equal, so that a fresh lock is never called stale.
 */
export function compareRequirements(
  wanted: readonly Lowered[],
  locked: readonly LockRequirement[],
  context: LockContext,
): Difference {
  const unmatched = wanted.filter((one) => !locked.some((other) => isSame(one, other, context)))
  const unasked = locked.filter((other) => !wanted.some((one) => isSame(one, other, context)))
  const merged = new Set([...unmatched, ...unasked].map(mergeKey).filter(isSameMerged))
  const fresh = unmatched.filter((one) => !merged.has(mergeKey(one)))
  const stale = unasked.filter((other) => !merged.has(mergeKey(other)))
  const changed: { from: LockRequirement; to: Lowered }[] = []
  const added: Lowered[] = []
  for (const to of fresh) {
    const alike = stale.findIndex((from) => from.name === to.name && hasSameConditions(to, from, context))
    const at = alike < 0 ? stale.findIndex(({ name }) => name === to.name) : alike
    const [from] = at < 0 ? [] : stale.splice(at, 1)
    if (from) changed.push({ from, to })
    else added.push(to)
  }
  return { added, removed: stale, changed }

  function isSameMerged(key: string): boolean {
    const ours = wanted.filter((one) => mergeKey(one) === key)
    const theirs = locked.filter((other) => mergeKey(other) === key)
    const isOneSource = ours.every(({ source }) =>
      theirs.every((other) => isSameOrigin(source, other, context)),
    )
    return ours.length > 0 && theirs.length > 0 && isOneSource && sameWhenMerged(ours, theirs, context.python)
  }
}

function isSame(wanted: Lowered, locked: LockRequirement, context: LockContext): boolean {
  if (wanted.name !== locked.name || !hasSameConditions(wanted, locked, context)) return false
  return isSameSource(wanted.source, locked, context)
}

function hasSameConditions(wanted: Lowered, locked: LockRequirement, context: LockContext): boolean {
  const extras = [...new Set(locked.extras)].sort()
  if (wanted.extras.join() !== extras.join()) return false
  const marker = locked.marker === null ? always : readMarker(locked.marker)
  return !wanted.marker || !marker || sameMarkers(wanted.marker, marker, context.python) !== false
}

function isSameSource(wanted: LoweredSource, locked: LockRequirement, context: LockContext): boolean {
  if (!isSameOrigin(wanted, locked, context)) return false
  if (wanted.kind !== 'registry' || !wanted.specifiers) return true
  const specifiers = readSpecifiers(locked.specifier ?? '')
  return !specifiers || sameSpecifiers(wanted.specifiers, specifiers)
}

/** Whether both come from the same place, whatever version is asked for. */
function isSameOrigin(wanted: LoweredSource, locked: LockRequirement, { root }: LockContext): boolean {
  const { kind, at } = locked.source
  switch (wanted.kind) {
    case 'unknown':
      return true
    case 'registry':
      return kind === 'registry' && (wanted.index === null ? at === '' : !isOtherUrl(wanted.index, at))
    case 'local': {
      if (!(wanted.forms as readonly LockSource['kind'][]).includes(kind)) return false
      const path = resolveIn(root, at)
      return wanted.at === null || path === null || wanted.at === path
    }
    case 'git': {
      if (kind !== 'git') return false
      const [url = '', query = ''] = at.split('#', 1)[0]?.split('?') ?? []
      const reference = query.split('&').find((part) => /^(?:rev|tag|branch)=/.test(part)) ?? ''
      return !isOtherUrl(wanted.url, url) && decoded(wanted.reference) === decoded(reference)
    }
    case 'url':
      return kind === 'url' && !isOtherUrl(wanted.url, at)
  }
}

/** Whether two URLs certainly differ: credentials, a last slash, `.git`, `git+` and letter case do not count. */
function isOtherUrl(a: string, b: string): boolean {
  if (/[${}]/.test(a) || !/^(?:git\+)?[a-z]+:\/\//i.test(a)) return false
  return plainUrl(a) !== plainUrl(b)
}

function plainUrl(url: string): string {
  const bare = url.replace(/^git\+/, '').replace(/#.*$/s, '')
  return decoded(
    bare
      .replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1')
      .replace(/(?<!\/)\/+$/, '')
      .replace(/\.git$/, ''),
  ).toLowerCase()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
