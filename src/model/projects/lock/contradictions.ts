import type { LockPackage, LockRequirement, UvLock } from '../../../parse/lock/uv-lock.ts'
import type { Place } from '../../../text/span.ts'
import { admits } from '../member-references.ts'

/** A version in a lock that the lock itself says nobody wants. */
export interface Contradiction {
  /** Of the version's package. */
  readonly at: Place
  readonly name: string
  readonly version: string
  /** Such as `>=8`. */
  readonly specifier: string
  /** The requirement, with the package that has it. */
  readonly wantedBy: string
  readonly wanted: Place
}

/**
 * Locked versions that a requirement in the same lock excludes, as a hand or a merge leaves them. uv compares requirements
 * with manifests only, so that `uv lock --check` passes and the version is installed (seen in uv 0.13.9;
 * astral-sh/uv#18562). Requirements with a marker may hold nowhere, and overrides replace others: those are left alone.
 */
export function contradictions(lock: UvLock, path: string): readonly Contradiction[] {
  const byName = new Map<string, LockPackage[]>()
  for (const one of lock.packages) byName.set(one.name, [...(byName.get(one.name) ?? []), one])
  const overridden = new Set(lock.manifest.overrides.map(({ name }) => name))
  const members = new Set(lock.manifest.members?.map(({ text }) => text))
  return lock.packages.flatMap(({ name: wantedBy, metadata, source }) => {
    // Of a project that lies elsewhere no group is installed.
    const isOwn = members.has(wantedBy) || (source.at === '.' && members.size === 0)
    const requirements = [
      ...(metadata?.requiresDist ?? []),
      ...(isOwn ? Object.values(metadata?.requiresDev ?? {}).flat() : []),
    ]
    return requirements.flatMap((wanted): readonly Contradiction[] => {
      const locked = byName.get(wanted.name) ?? []
      if (overridden.has(wanted.name) || !locked.every((one) => isExcluded(one, wanted))) return []
      const [first] = locked
      if (!first?.version) return []
      return [
        {
          at: { path, span: first.span },
          name: first.name,
          version: first.version,
          specifier: wanted.specifier ?? '',
          wantedBy,
          wanted: { path, span: wanted.span },
        },
      ]
    })
  })
}

function isExcluded(
  { version, source }: LockPackage,
  { marker, specifier, source: from }: LockRequirement,
): boolean {
  if (version === null || specifier === null || marker !== null) return false
  if (source.kind !== 'registry' || from.kind !== 'registry') return false
  return !admits(specifier, version)
}
