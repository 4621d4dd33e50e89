import { compare, explain } from '@renovatebot/pep440'
import { remembered } from './remember.ts'

/** A PEP 440 version in canonical spelling; trailing zeros are kept (uv-pep440/src/version.rs). */
export interface Version {
  readonly text: string
  readonly release: readonly number[]
}

/** Reads a version, or gives null. Outer spaces are ignored. */
export const readVersion = remembered((text): Version | null => {
  // The library reads numbers as doubles: longer ones are refused instead of compared wrongly.
  if (/\d{16}/.test(text)) return null
  const read = explain(text.trim())
  if (!read) return null
  const local = read.local === null ? '' : `+${read.local}`
  return { text: read.public + local, release: read.release }
})

/** Order of PEP 440: negative, zero (`1` and `1.0` are equal) or positive. */
export function compareVersions(a: Version, b: Version): number {
  return a.text === b.text ? 0 : compare(a.text, b.text)
}
