import type { LockGroupSettings } from '../../../parse/lock/uv-lock.ts'
import { itemAt, stringAt, type TomlTable, tableAt } from '../../../parse/toml/toml-file.ts'
import type { Place, Span } from '../../../text/span.ts'
import { normalizeName } from '../../python/names.ts'
import { readSpecifiers, sameSpecifiers } from '../../python/specifiers.ts'
import { stringsIn } from '../read-requirements.ts'
import type { LockReason, LockReasonCode } from './lock-reason.ts'

/** Whose settings they are: a member or a virtual root. */
interface Owner {
  /** For people. */
  readonly name: string
  readonly manifest: string
  readonly toml: TomlTable
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
  { name, toml, nameSpan }: Owner,
  settings: LockGroupSettings,
  reason: Reason,
): LockReason[] {
  const item = itemAt(toml, 'tool', 'uv', 'default-groups')
  const named = item?.kind === 'array' ? stringsIn(item).map(({ text }) => normalizeName(text)) : usual
  const now = item?.kind === 'string' ? 'all' : named
  const then = settings.defaultGroups ?? usual
  if (now === then || (now !== 'all' && then !== 'all' && isSameSet(now, then))) return []
  const message = `The lock was made with other \`default-groups\` of \`${name}\`.`
  return [reason('default-groups', message, item?.span ?? nameSpan)]
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.every((one) => b.includes(one)) && b.every((one) => a.includes(one))
}

function groupPython(
  { name, toml, nameSpan }: Owner,
  settings: LockGroupSettings,
  reason: Reason,
): LockReason[] {
  const table = tableAt(toml, 'tool', 'uv', 'dependency-groups')
  const now = new Map<string, { text: string; span: Span }>()
  for (const [key, { item }] of Object.entries(table?.entries ?? {})) {
    const text = item.kind === 'table' ? stringAt(item, 'requires-python') : undefined
    if (text !== undefined) now.set(normalizeName(key), { text, span: item.span })
  }
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
