import { conflictItem } from '../../../parse/lock/read-lock-tables.ts'
import type { LockRequirement, UvLock } from '../../../parse/lock/uv-lock.ts'
import type { Place, Span } from '../../../text/span.ts'
import type { ListName } from '../../manifest/manifest.ts'
import type { Requirement } from '../../manifest/requirement.ts'
import { readMarker } from '../../python/marker.ts'
import { normalizeName } from '../../python/names.ts'
import { rangesOf, sameBound } from '../../python/release-ranges.ts'
import { readRequirement } from '../../python/requirement-text.ts'
import { sameMarkers } from '../../python/same-markers.ts'
import { readSpecifiers } from '../../python/specifiers.ts'
import { requirersOf } from '../applied-source.ts'
import { readRequiresPython } from '../requires-python.ts'
import type { SettingsInForce } from '../settings-in-force.ts'
import type { Workspace } from '../workspace.ts'
import { difference } from './difference.ts'
import { groupSettingReasons } from './group-setting-reasons.ts'
import { flattenGroups } from './groups.ts'
import type { LockReason, LockReasonCode } from './lock-reason.ts'
import { lower } from './lowered.ts'
import { optionReasons } from './option-reasons.ts'
import { compareRequirements, contextOf } from './same-requirements.ts'

/** What differs between the lock and what the root as a whole asks for, in uv's order. */
export function rootReasons(
  workspace: Workspace,
  lock: UvLock,
  path: string,
  settings: SettingsInForce,
): readonly LockReason[] {
  const context = contextOf(workspace, lock)
  const listOf = (key: ListName) => workspace.pyproject.uv?.lists.get(key)
  const here = (span: Span): Place => ({ path: workspace.manifest, span })
  const options = optionReasons(lock, path, settings)
  const inLock = (span: Span) => ({ path, span, message: 'The lock says otherwise.' })
  return [
    ...options.resolution,
    ...options.newer,
    ...environments('environments', lock.supportedMarkers),
    ...environments('required-environments', lock.requiredMarkers),
    ...conflicts(),
    ...requiresPython(),
    ...options.prerelease,
    ...members(),
    ...requirements('constraints', 'constraint-dependencies', lock.manifest.constraints),
    ...requirements('overrides', 'override-dependencies', lock.manifest.overrides),
    ...excludes(),
    ...requirements('build-constraints', 'build-constraint-dependencies', lock.manifest.buildConstraints),
    ...groups(),
    ...groupSettings(),
    ...options.metadata,
  ]

  function environments(
    key: 'environments' | 'required-environments',
    locked: readonly string[],
  ): LockReason[] {
    const list = listOf(key)
    const wanted = list?.texts ?? []
    const same = (text: string, at: number) => {
      const [a, b] = [readMarker(text), readMarker(locked[at] ?? '')]
      return !a || !b || sameMarkers(a, b, context.python) !== false
    }
    if (wanted.length === locked.length && wanted.every(({ text }, at) => same(text, at))) return []
    const at = list ? here(list.span) : { path, span: { start: 0, end: 0 } }
    return [{ code: key, message: `\`${key}\` is not what the lock was made for.`, at, related: [] }]
  }

  /**
   * Merged from a virtual root and the members. Where groups include others, uv adds the sets that follow from that, so
   * that the lock may hold more than is declared.
   */
  function conflicts(): LockReason[] {
    const declared = requirersOf(workspace).flatMap(({ name, pyproject, manifest }) => {
      const { span, sets = [] } = pyproject.uv?.conflicts ?? {}
      const keys = sets.map(({ items }) => keyOfSet(items.map((item) => conflictItem(item, name ?? ''))))
      return span && keys.length > 0 ? [{ sets: keys, at: { path: manifest, span } }] : []
    })
    const wanted = new Set(declared.flatMap(({ sets }) => sets))
    const locked = new Set(lock.conflicts.map((set) => keyOfSet(set)))
    const related = [inLock(lock.manifest.span)]
    const added = declared.flatMap(({ sets, at }): LockReason[] => {
      if (sets.every((set) => locked.has(set))) return []
      const known = locked.size > 0 ? 'The lock knows other `conflicts`.' : 'The lock knows no `conflicts`.'
      return [{ code: 'conflicts', message: known, at, related }]
    })
    const [first] = [...locked].filter((set) => !wanted.has(set))
    if (added.length > 0 || first === undefined || hasIncludes()) return added
    const at = { path, span: lock.manifest.span }
    const message = `The lock has \`conflicts\` that are no longer declared: \`${first}\`.`
    return [{ code: 'conflicts', message, at, related: [] }]
  }

  function hasIncludes(): boolean {
    return requirersOf(workspace).some(({ pyproject: { groups } }) =>
      groups.some(({ entries }) => entries.some(({ kind }) => kind === 'include')),
    )
  }

  function requiresPython(): LockReason[] {
    const { ranges, text } = readRequiresPython(workspace.members)
    const locked = lock.requiresPython
    const specifiers = locked && readSpecifiers(locked.text)
    if (text === null || !locked || !specifiers) return []
    const lockedRanges = rangesOf(specifiers)
    const lower = sameBound(ranges[0]?.lower ?? null, lockedRanges[0]?.lower ?? null)
    if (lower && sameBound(ranges.at(-1)?.upper ?? null, lockedRanges.at(-1)?.upper ?? null)) return []
    const [declaring] = workspace.members.filter(({ requiresPython }) => requiresPython?.text === text)
    const member = declaring ?? workspace.members.find((member) => member.requiresPython)
    const at = member?.requiresPython ? { path: member.manifest, span: member.requiresPython.span } : null
    const what =
      workspace.members.length === 1
        ? `\`requires-python\` is \`${text}\``
        : `The members' \`requires-python\` comes to \`${text}\``
    const message = `${what}, but the lock was made for \`${locked.text}\`.`
    const related = [inLock(locked.span)]
    return [{ code: 'requires-python', message, at: at ?? { path, span: locked.span }, related }]
  }

  /** The list is left out for a single project that is its own root (uv/src/commands/project/lock_target.rs). */
  function members(): LockReason[] {
    const single = workspace.members.length === 1 && !workspace.virtual
    const wanted = single ? [] : workspace.members
    const locked = lock.manifest.members ?? []
    const lockedNames = new Set(locked.map(({ text }) => text))
    const wantedNames = new Set(wanted.map(({ name }) => name))
    const added = wanted.filter(({ name }) => !lockedNames.has(name))
    const removed = locked.filter(({ text }) => !wantedNames.has(text))
    return [
      ...added.map(({ name, manifest, nameSpan }): LockReason => {
        const message = `The lock does not know the member \`${name}\`.`
        return { code: 'members', message, at: { path: manifest, span: nameSpan }, related: [] }
      }),
      ...removed.map(({ text, span }): LockReason => {
        const message = single
          ? `The lock was made for a workspace with the member \`${text}\`.`
          : `The lock lists \`${text}\`, which is not a member.`
        return { code: 'members', message, at: { path, span }, related: [] }
      }),
    ]
  }

  function requirements(
    code: LockReasonCode,
    key: ListName,
    locked: readonly LockRequirement[],
  ): LockReason[] {
    const list = listOf(key)
    const read = (list?.texts ?? []).map(({ text, span }) => requirementOf(text, here(span)))
    if (list?.isWhole === false || read.includes(null)) return []
    const requirer = {
      name: null,
      manifest: workspace.manifest,
      pyproject: workspace.pyproject,
      sources: workspace.sources,
      requirements: [],
      detachedBy: null,
      hasHiddenRequirements: false,
    }
    const wanted = read.flatMap((one) => (one ? lower(workspace, requirer, one) : []))
    const { added, removed, changed } = compareRequirements(wanted, locked, context)
    const isIdle = removed.length + changed.length === 0 && !added.some(({ name }) => isLocked(name))
    // What builds a package is not in the lock, so that uv cannot tell whether a constraint on it is idle.
    if (isIdle && code !== 'build-constraints') return []
    return difference({ code, what: `\`${key}\``, wanted, locked, context, path })
  }

  /** uv 0.13 does not mind additions that speak of packages which nothing brings in. */
  function isLocked(name: string): boolean {
    return lock.packages.some((locked) => locked.name === name)
  }

  function excludes(): LockReason[] {
    const list = listOf('exclude-dependencies')
    if (list?.isWhole === false) return []
    const wanted = (list?.texts ?? []).map(({ text }) => normalizeName(text))
    const locked = lock.manifest.excludes
    const added = wanted.filter((name) => !locked.includes(name))
    if (!added.some(isLocked) && locked.every((name) => wanted.includes(name))) return []
    const at = list ? here(list.span) : { path, span: lock.manifest.span }
    return [
      {
        code: 'excludes',
        message: '`exclude-dependencies` is not what the lock was made with.',
        at,
        related: [],
      },
    ]
  }

  function groupSettings(): LockReason[] {
    if (!workspace.virtual || lock.revision < 5) return []
    const owner = {
      name: 'the root',
      manifest: workspace.manifest,
      pyproject: workspace.pyproject,
      nameSpan: { start: 0, end: 0 },
    }
    return groupSettingReasons(owner, lock.manifest.groupSettings, { path, span: lock.manifest.span })
  }

  /** Groups of a virtual root; empty ones do not count. */
  function groups(): LockReason[] {
    if (!workspace.virtual) return []
    const [requirer] = requirersOf(workspace)
    const wanted = requirer ? flattenGroups(workspace, requirer) : null
    if (!wanted) return []
    const names = new Set([...wanted.map(({ name }) => name), ...Object.keys(lock.manifest.groups)])
    return [...names].flatMap((name) =>
      difference({
        code: 'dependency-groups',
        what: `the group \`${name}\``,
        wanted: wanted.find((group) => group.name === name)?.requirements ?? [],
        locked: lock.manifest.groups[name] ?? [],
        context,
        path,
      }),
    )
  }
}

function requirementOf(text: string, place: Place): Requirement | null {
  const read = readRequirement(text)
  return read && { ...read, text, place, table: { kind: 'build' }, nameSpan: place.span, specifierSpan: null }
}

/** Order counts neither in a set of conflicts nor among them. */
function keyOfSet(set: readonly string[]): string {
  return [...new Set(set)].sort().join(', ')
}
