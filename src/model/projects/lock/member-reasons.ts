import type { LockMetadata, LockPackage, UvLock } from '../../../parse/lock/uv-lock.ts'
import type { Place } from '../../../text/span.ts'
import { compareVersions, readVersion } from '../../python/version.ts'
import { isRefused } from '../applied-source.ts'
import type { Member, Workspace } from '../workspace.ts'
import { difference } from './difference.ts'
import { groupSettingReasons } from './group-setting-reasons.ts'
import { flattenGroups } from './groups.ts'
import type { LockReason } from './lock-reason.ts'
import { lower } from './lowered.ts'
import { contextOf, type LockContext } from './same-requirements.ts'

/** What differs between the lock and each member, and what cannot be told. */
export function memberReasons(
  workspace: Workspace,
  lock: UvLock,
  path: string,
): { reasons: readonly LockReason[]; undecided: readonly string[]; refused: boolean } {
  const context = contextOf(workspace, lock)
  const packages = new Map<string, LockPackage[]>()
  for (const one of lock.packages) packages.set(one.name, [...(packages.get(one.name) ?? []), one])
  const kinds: LockReason[] = []
  const contents: LockReason[] = []
  const undecided: string[] = []
  for (const member of [...workspace.members].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const [locked, another] = packages.get(member.name) ?? []
    const at = { path: member.manifest, span: member.nameSpan }
    if (!locked) {
      // A member that the lock does not list at all is told about once.
      if (isListed(workspace, lock, member))
        contents.push({
          code: 'missing-root',
          message: `\`${member.name}\` is not in the lock.`,
          at,
          related: [],
        })
      continue
    }
    if (another) {
      undecided.push(`\`${member.name}\` is in the lock more than once`)
      continue
    }
    kinds.push(...kindReasons(member, locked, at, path))
    const inside = contentReasons(workspace, member, locked, lock, context, path)
    contents.push(...inside.reasons)
    undecided.push(...inside.undecided)
  }
  const refused = workspace.members.some((member) => refusedBy(workspace, member))
  return { reasons: [...kinds, ...contents], undecided, refused }
}

function isListed(workspace: Workspace, lock: UvLock, { name }: Member): boolean {
  const isSingle = workspace.members.length === 1 && !workspace.virtual
  return isSingle || lock.manifest.members?.some(({ text }) => text === name) === true
}

/** A requirement of the member that uv refuses, so that it cannot compare the member at all. */
function refusedBy(workspace: Workspace, member: Member) {
  return member.requirements.find((one) => one.table.kind !== 'build' && isRefused(workspace, member, one))
}

/** Whether the member is locked as what it is: virtual, editable or plain. */
function kindReasons(member: Member, locked: LockPackage, at: Place, path: string): LockReason[] {
  const { kind } = locked.source
  const related = [{ path, span: locked.span, message: `It is locked as \`${kind}\`.` }]
  const isVirtual = kind === 'virtual'
  if (isVirtual === member.package) {
    const now = member.package ? 'a package' : 'no package'
    const then = isVirtual ? 'none' : 'one'
    const message = `\`${member.name}\` is ${now} now, but was ${then} when it was locked.`
    return [{ code: 'virtual', message, at, related }]
  }
  if (member.package && member.editable !== (kind === 'editable')) {
    const now = member.editable ? 'editable' : 'not editable'
    return [
      { code: 'editable', message: `\`${member.name}\` is ${now} now, unlike in the lock.`, at, related },
    ]
  }
  return []
}

/** What differs between a project and what the lock has of it. */
export function contentReasons(
  workspace: Workspace,
  member: Member,
  locked: LockPackage,
  lock: UvLock,
  context: LockContext,
  path: string,
): { reasons: readonly LockReason[]; undecided: readonly string[] } {
  const { name, dynamic, manifest } = member
  const reasons: LockReason[] = [...versionReasons(member, locked, lock, path)]
  const built = ['dependencies', 'optional-dependencies'].filter((field) => dynamic.includes(field))
  if (built.length > 0) {
    return { reasons, undecided: [`\`${name}\` has dynamic \`${built.join('`, `')}\``] }
  }
  if (lock.revision >= 5 && locked.groupSettings) {
    reasons.push(...groupSettingReasons(member, locked.groupSettings, { path, span: locked.span }))
  }
  if (leavesOutMetadata(lock, locked)) {
    return { reasons, undecided: [`the lock leaves out what \`${name}\` declares`] }
  }
  const metadata: LockMetadata = locked.metadata ?? { requiresDist: [], providesExtras: [], requiresDev: {} }
  if (lock.revision >= 1) reasons.push(...extraReasons(member, metadata, locked, path))
  const refused = refusedBy(workspace, member)
  if (refused) {
    return { reasons, undecided: [`uv refuses the source of \`${refused.name}\` in \`${name}\``] }
  }
  const selfReferring = member.requirements.some((one) => one.name === name)
  const undecided: string[] = []
  if (locked.version === null && selfReferring) {
    undecided.push(`\`${name}\` has a dynamic version and extras that name each other`)
  } else {
    const wanted = member.requirements.flatMap((one) => {
      if (one.table.kind === 'dependencies') return lower(workspace, member, one)
      if (one.table.kind !== 'extra') return []
      const value = one.table.name ?? ''
      return lower(workspace, member, one, [{ kind: 'comparison', variable: 'extra', operator: '==', value }])
    })
    const locks = metadata.requiresDist
    const what = `the dependencies of \`${name}\``
    reasons.push(...difference({ code: 'requires-dist', what, wanted, locked: locks, context, path }))
  }
  const groups = flattenGroups(workspace, member)
  if (!groups)
    return { reasons, undecided: [...undecided, `the dependency groups of \`${name}\` are broken`] }
  const names = new Set([...groups.map((group) => group.name), ...Object.keys(metadata.requiresDev)])
  for (const group of names) {
    const wanted = groups.find((one) => one.name === group)
    const requirements = Object.hasOwn(metadata.requiresDev, group) ? metadata.requiresDev[group] : undefined
    if (wanted && !requirements && wanted.requirements.length === 0 && lock.revision >= 1) {
      const at = { path: manifest, span: wanted.key }
      const message = `The lock does not know the group \`${group}\` of \`${name}\`.`
      reasons.push({ code: 'requires-dev', message, at, related: [] })
    } else if (!wanted && requirements?.length === 0 && lock.revision >= 1) {
      const message = `The lock has the group \`${group}\`, which \`${name}\` no longer has.`
      reasons.push({ code: 'requires-dev', message, at: { path, span: locked.span }, related: [] })
    } else {
      const what = `the group \`${group}\` of \`${name}\``
      const sets = { wanted: wanted?.requirements ?? [], locked: requirements ?? [] }
      reasons.push(...difference({ code: 'requires-dev', what, ...sets, context, path }))
    }
  }
  return { reasons, undecided }
}

/**
 * Whether the lock says nothing of what a member declares, as with the preview feature `lock-without-metadata`; a member
 * that declares nothing has no metadata either.
 */
function leavesOutMetadata({ revision, packages }: UvLock, { metadata }: LockPackage): boolean {
  if (metadata || revision < 4 || packages.some((one) => one.metadata)) return false
  return packages.some(({ hasDependencies }) => hasDependencies)
}

function versionReasons(member: Member, locked: LockPackage, lock: UvLock, path: string): LockReason[] {
  const { name, version, dynamic, pyproject, manifest } = member
  const related = [{ path, span: locked.span, message: 'It is locked here.' }]
  const at = { path: manifest, span: pyproject.project?.versionSpan ?? member.nameSpan }
  const isDynamic = dynamic.includes('version')
  // Locks without a revision come from versions of uv that stored a version for dynamic ones, too.
  if (isDynamic !== (locked.version === null) && (lock.revision > 0 || !isDynamic)) {
    const now = isDynamic ? 'dynamic' : 'static'
    return [
      {
        code: 'dynamic',
        message: `The version of \`${name}\` is ${now} now, unlike in the lock.`,
        at,
        related,
      },
    ]
  }
  const [now, then] = [readVersion(version ?? ''), readVersion(locked.version ?? '')]
  if (!now || !then || compareVersions(now, then) === 0) return []
  const message = `\`${name}\` has the version \`${version}\`, but is locked at \`${locked.version}\`.`
  return [{ code: 'member-version', message, at, related }]
}

function extraReasons(
  member: Member,
  metadata: LockMetadata,
  locked: LockPackage,
  path: string,
): LockReason[] {
  const { name, extras, pyproject, manifest } = member
  const keyOf = (extra: string) => pyproject.project?.extras.find((key) => key.name === extra)?.span
  const added = extras.filter((extra) => !metadata.providesExtras.includes(extra))
  const removed = metadata.providesExtras.filter((extra) => !extras.includes(extra))
  return [
    ...added.map((extra): LockReason => {
      const message = `The lock does not know the extra \`${extra}\` of \`${name}\`.`
      const at = { path: manifest, span: keyOf(extra) ?? member.nameSpan }
      return { code: 'provides-extras', message, at, related: [] }
    }),
    ...removed.map((extra): LockReason => {
      const message = `The lock has the extra \`${extra}\`, which \`${name}\` no longer has.`
      return { code: 'provides-extras', message, at: { path, span: locked.span }, related: [] }
    }),
  ]
}
