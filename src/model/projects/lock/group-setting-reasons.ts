import type { LockGroupSettings } from '../../../parse/lock/uv-lock.ts'
import type { Place, Span } from '../../../text/span.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { normalizeName } from '../../python/names.ts'
import { readSpecifiers, sameSpecifiers } from '../../python/specifiers.ts'
import type { LockReason, LockReasonCode } from './lock-reason.ts'

/** Whose settings they are: a member or a virtual root. */
interface Owner {
  /** For people. */
  readonly name: string
  readonly manifest: string
  readonly pyproject: Manifest
  /** Where to point when the manifest says nothing. */
  readonly nameSpan: Span
}

/**
 * What differs in the settings of groups, which locks hold since revision 5 (seen in uv 0.13.9). `locked` is the place of the
 * owner in the lock.
 */
export function groupSettingReasons(owner: Owner, settings: LockGroupSettings, locked: Place): LockReason[] {
  const related = [{ ...locked, message: 'It is locked here.' }]
  const reason = (code: LockReasonCode, message: string, span: Span): LockReason => {
    return { code, message, at: { path: owner.manifest, span }, related }
  }
  return [...defaultGroups(owner, settings, reason), ...groupPython(owner, settings, reason)]
}

type Reason = (code: LockReasonCode, message: string, span: Span) => LockReason

/** uv's own default is `dev` alone. */
const usual = ['dev']

function defaultGroups(
  { name, pyproject, nameSpan }: Owner,
  settings: LockGroupSettings,
  reason: Reason,
): LockReason[] {
  const groups = pyproject.uv?.defaultGroups
  const named = groups ? groups.names.map(({ text }) => normalizeName(text)) : usual
  const now = groups?.all ? 'all' : named
  const then = settings.defaultGroups ?? usual
  if (now === then || (now !== 'all' && then !== 'all' && isSameSet(now, then))) return []
  const message = `The lock was made with other \`default-groups\` of \`${name}\`.`
  return [reason('default-groups', message, groups?.span ?? nameSpan)]
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.every((one) => b.includes(one)) && b.every((one) => a.includes(one))
}

function groupPython(
  { name, pyproject, nameSpan }: Owner,
  settings: LockGroupSettings,
  reason: Reason,
): LockReason[] {
  const now = new Map(
    (pyproject.uv?.groupSettings ?? []).flatMap(({ name, requiresPython: text, value: span }) =>
      text === null ? [] : [[name, { text, span }] as const],
    ),
  )
  const then = new Map(Object.entries(settings.groupPython))
  return [...new Set([...now.keys(), ...then.keys()])].flatMap((group): LockReason[] => {
    const [wanted, stored] = [now.get(group), then.get(group)]
    if (wanted && stored !== undefined && !differs(wanted.text, stored)) return []
    const message = `The lock was made with another \`requires-python\` of the group \`${group}\` of \`${name}\`.`
    return [reason('group-python', message, wanted?.span ?? nameSpan)]
  })
}

function differs(a: string, b: string): boolean {
  const [left, right] = [readSpecifiers(a), readSpecifiers(b)]
  return left !== null && right !== null && !sameSpecifiers(left, right)
}
