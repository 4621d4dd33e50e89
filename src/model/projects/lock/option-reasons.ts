import type { LockOption, UvLock } from '../../../parse/lock/uv-lock.ts'
import type { Span } from '../../../text/span.ts'
import type { OptionValue, PackageOption } from '../../manifest/manifest.ts'
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
  const stored = lock.options
  const stated = settings.certain ? settings.settings : undefined
  const related = [{ path, span: lock.manifest.span, message: 'The lock says otherwise.' }]
  const reason = (code: LockReasonCode, message: string, span: Span): LockReason => {
    return { code, message, at: { path: settings.path, span }, related }
  }
  return {
    resolution: [...option('resolution'), ...option('fork-strategy')],
    newer: [...newer(), ...perPackage('exclude-newer-package', stated?.excludeNewerPackage, isOtherTime)],
    prerelease: [
      ...option('prerelease'),
      ...perPackage(
        'prerelease-package',
        stated?.prereleasePackage,
        (value, at, key) => modeOf(textOf(value)) !== modeOf(textOf(at.get(key))),
      ),
    ],
    metadata: metadata(),
  }

  function option(key: keyof typeof defaults): LockReason[] {
    const mode = stated?.modes.get(key)
    if (!mode) return []
    const locked = textOf(stored.values.get(storedKeys[key])) ?? defaults[key]
    if (modeOf(locked) === modeOf(mode.text)) return []
    const message = `\`${key}\` is \`${mode.text}\`, but the lock was made with \`${locked}\`.`
    return [reason(key, message, mode.value)]
  }

  function newer(): LockReason[] {
    const { value, span } = stated?.excludeNewer ?? {}
    if (typeof value !== 'string' || !span || !isOtherTime(value, stored.values, 'exclude-newer')) return []
    const locked = textOf(stored.values.get('exclude-newer-span') ?? stored.values.get('exclude-newer'))
    const then = locked === undefined ? 'without it' : `with \`${locked}\``
    const message = `\`exclude-newer\` is \`${value}\`, but the lock was made ${then}.`
    return [reason('exclude-newer', message, span)]
  }

  /** Only what the root asks for is looked up: what it does not name may come from elsewhere. */
  function perPackage(
    key: 'exclude-newer-package' | 'prerelease-package',
    packages: readonly PackageOption[] | undefined,
    isOther: (value: OptionValue['value'], stored: Stored, key: string) => boolean,
  ): LockReason[] {
    const code = key === 'prerelease-package' ? 'prerelease' : 'exclude-newer'
    return (packages ?? []).flatMap(({ name, value, span }) => {
      if (!isOther(value, stored.packages[key], name)) return []
      return [reason(code, `\`${key}\` of \`${name}\` is not what the lock was made with.`, span)]
    })
  }

  function metadata(): LockReason[] {
    return (stated?.dependencyMetadata ?? []).flatMap(({ name, version, span }) => {
      const key = `${name} ${readVersion(version)?.text ?? ''}`.trim()
      if (lock.manifest.metadata.includes(key)) return []
      // uv 0.13 does not mind the metadata of a package that nothing brings in.
      if (!lock.packages.some((locked) => locked.name === name)) return []
      const message = `The lock was made without this \`dependency-metadata\` of \`${name}\`.`
      return [reason('dependency-metadata', message, span)]
    })
  }
}

/** Keys of `[options]` by the settings that they come from. */
const storedKeys = {
  resolution: 'resolution-mode',
  'fork-strategy': 'fork-strategy',
  prerelease: 'prerelease-mode',
} as const

/** Settings that the lock was made with and no manifest states, in words: a user's own configuration may state them. */
export function unstatedOptions(lock: UvLock, { settings }: SettingsInForce): string[] {
  const keys = Object.keys(storedKeys) as (keyof typeof storedKeys)[]
  const unstated = keys.filter((key) => lock.options.values.has(storedKeys[key]) && !settings?.modes.has(key))
  const hasMetadata = lock.manifest.metadata.length > 0 && (settings?.dependencyMetadata ?? []).length === 0
  return [...unstated, ...(hasMetadata ? ['dependency-metadata'] : [])].map(
    (key) => `the lock was made with \`${key}\`, which the root does not set`,
  )
}

/** `if-necessary-or-explicit` was uv's default and is now another name of the new one (uv-resolver/src/prerelease.rs). */
function modeOf(text: string | undefined): string | undefined {
  return text === 'if-necessary-or-explicit' ? 'if-necessary' : text
}

/** What the lock stores, by key or by package. */
type Stored = ReadonlyMap<string, LockOption>

function textOf(value: LockOption | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A date ends between these hours after its beginning in UTC, wherever one is: zones go from 14 before to 12 after. */
const hour = 60 * 60 * 1000

/**
 * Whether a point in time is certainly not the stored one. Text is a timestamp, a date (the next midnight in the time
 * zone of whoever locks), or else a span of time, of which only the presence is compared
 * (uv-distribution-types/src/exclude_newer.rs).
 */
function isOtherTime(text: OptionValue['value'], stored: Stored, key: string): boolean {
  const locked = stored.get(key)
  if (typeof text === 'boolean') return typeof locked !== 'boolean'
  if (text === null) return false
  if (locked === undefined) return true
  if (typeof locked === 'boolean') return text !== 'false'
  const hasSpan = locked === null || stored.has(`${key}-span`)
  const written = Date.parse(text)
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text)
  const isTime = /^\d{4}-\d\d-\d\d[T ].*(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
  if (!isDate && !isTime) return !hasSpan && /^P|\b\d+ ?[a-z]/i.test(text)
  if (hasSpan) return true
  const then = Date.parse(locked ?? '')
  if (Number.isNaN(then) || Number.isNaN(written)) return false
  return isTime ? then !== written : then < written + 10 * hour || then > written + 36 * hour
}
