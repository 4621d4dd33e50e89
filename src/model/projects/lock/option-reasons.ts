import type { UvLock } from '../../../parse/lock/uv-lock.ts'
import { itemAt, stringAt, type TomlItem, type TomlTable, tableAt } from '../../../parse/toml/toml-file.ts'
import type { Span } from '../../../text/span.ts'
import { normalizeName } from '../../python/names.ts'
import { readVersion } from '../../python/version.ts'
import type { SettingsInForce } from '../settings-in-force.ts'
import type { LockReason, LockReasonCode } from './lock-reason.ts'

const defaults = { resolution: 'highest', 'fork-strategy': 'requires-python', prerelease: 'if-necessary' }

/** What settings that the root states differ in from those of the lock. */
export interface OptionReasons {
  readonly resolution: readonly LockReason[]
  readonly newer: readonly LockReason[]
  readonly prerelease: readonly LockReason[]
  readonly metadata: readonly LockReason[]
}

/**
 * Compares the settings that uv stores in a lock. Only what the root states in force counts: a user's own configuration,
 * the environment or the command line may have set the rest (uv/src/commands/project/lock.rs, `ValidatedLock::validate`).
 */
export function optionReasons(lock: UvLock, path: string, settings: SettingsInForce): OptionReasons {
  const stored = lock.options ?? undefined
  const table = settings.certain ? settings.table : undefined
  const related = [{ path, span: lock.manifest.span, message: 'The lock says otherwise.' }]
  const reason = (code: LockReasonCode, message: string, span: Span): LockReason => {
    return { code, message, at: { path: settings.path, span }, related }
  }
  return {
    resolution: [...option('resolution', 'resolution-mode'), ...option('fork-strategy', 'fork-strategy')],
    newer: [...newer(), ...perPackage('exclude-newer-package', isOtherTime)],
    prerelease: [
      ...option('prerelease', 'prerelease-mode'),
      ...perPackage(
        'prerelease-package',
        (item, at, key) => modeOf(textOf(item)) !== modeOf(stringAt(at, key)),
      ),
    ],
    metadata: metadata(),
  }

  function option(key: keyof typeof defaults, storedKey: string): LockReason[] {
    const item = itemAt(table, key)
    if (item?.kind !== 'string') return []
    const locked = stringAt(stored, storedKey) ?? defaults[key]
    if (modeOf(locked) === modeOf(String(item.value))) return []
    const message = `\`${key}\` is \`${item.value}\`, but the lock was made with \`${locked}\`.`
    return [reason(key, message, item.span)]
  }

  function newer(): LockReason[] {
    const item = itemAt(table, 'exclude-newer')
    if (item?.kind !== 'string' || !isOtherTime(item, stored, 'exclude-newer')) return []
    const locked = stringAt(stored, 'exclude-newer-span') ?? stringAt(stored, 'exclude-newer')
    const then = locked === undefined ? 'without it' : `with \`${locked}\``
    return [
      reason(
        'exclude-newer',
        `\`exclude-newer\` is \`${item.value}\`, but the lock was made ${then}.`,
        item.span,
      ),
    ]
  }

  /** Only what the root asks for is looked up: what it does not name may come from elsewhere. */
  function perPackage(
    key: 'exclude-newer-package' | 'prerelease-package',
    isOther: (item: TomlItem, stored: TomlTable | undefined, key: string) => boolean,
  ): LockReason[] {
    const code = key === 'prerelease-package' ? 'prerelease' : 'exclude-newer'
    return Object.entries(tableAt(table, key)?.entries ?? {}).flatMap(([name, entry]) => {
      if (!isOther(entry.item, tableAt(stored, key), normalizeName(name))) return []
      const message = `\`${key}\` of \`${normalizeName(name)}\` is not what the lock was made with.`
      return [reason(code, message, entry.key)]
    })
  }

  function metadata(): LockReason[] {
    const list = itemAt(table, 'dependency-metadata')
    return (list?.kind === 'array' ? list.items : []).flatMap((item) => {
      const name = item.kind === 'table' ? stringAt(item, 'name') : undefined
      if (item.kind !== 'table' || name === undefined) return []
      const version = readVersion(stringAt(item, 'version') ?? '')?.text ?? ''
      const key = `${normalizeName(name)} ${version}`.trim()
      if (lock.manifest.metadata.includes(key)) return []
      // uv 0.13 does not mind the metadata of a package that nothing brings in.
      if (!lock.packages.some((locked) => locked.name === normalizeName(name))) return []
      const message = `The lock was made without this \`dependency-metadata\` of \`${normalizeName(name)}\`.`
      return [reason('dependency-metadata', message, item.header ?? item.span)]
    })
  }
}

/** `if-necessary-or-explicit` was uv's default and is now another name of the new one (uv-resolver/src/prerelease.rs). */
function modeOf(text: string | undefined): string | undefined {
  return text === 'if-necessary-or-explicit' ? 'if-necessary' : text
}

function textOf(item: TomlItem): string | undefined {
  return item.kind === 'string' ? String(item.value) : undefined
}

/** A date ends between these hours after its beginning in UTC, wherever one is: zones go from 14 before to 12 after. */
const hour = 60 * 60 * 1000

/**
 * Whether a point in time is certainly not the stored one. Text is a timestamp, a date (the next midnight in the time
 * zone of whoever locks), or else a span of time, of which only the presence is compared
 * (uv-distribution-types/src/exclude_newer.rs).
 */
function isOtherTime(item: TomlItem, stored: TomlTable | undefined, key: string): boolean {
  if (item.kind === 'boolean') return itemAt(stored, key)?.kind !== 'boolean'
  const text = textOf(item)
  if (text === undefined) return false
  const locked = itemAt(stored, key)
  if (locked === undefined) return true
  if (locked.kind === 'boolean') return text !== 'false'
  const hasSpan = locked.kind === 'table' || stringAt(stored, `${key}-span`) !== undefined
  const written = Date.parse(text)
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text)
  const isTime = /^\d{4}-\d\d-\d\d[T ].*(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
  if (!isDate && !isTime) return !hasSpan && /^P|\b\d+ ?[a-z]/i.test(text)
  if (hasSpan) return true
  const then = Date.parse(textOf(locked) ?? '')
  if (Number.isNaN(then) || Number.isNaN(written)) return false
  return isTime ? then !== written : then < written + 10 * hour || then > written + 36 * hour
}
