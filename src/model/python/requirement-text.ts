import { isValidName, normalizeName } from './names.ts'
import { remembered } from './remember.ts'

/** A PEP 508 requirement, its parts as written. Offsets count from the start of the text. */
export interface RequirementText {
  /** Normalised. */
  readonly name: string
  /** Where the name stands. */
  readonly nameEnd: number
  readonly nameStart: number
  /** Normalised, in the order written. */
  readonly extras: readonly string[]
  /** Version specifiers as written, parentheses and outer spaces removed; empty without any. */
  readonly specifiers: string
  /** Where the specifiers stand, parentheses included; null without any. */
  readonly specifierSpan: { readonly start: number; readonly end: number } | null
  /** After `@`. */
  readonly url: string | null
  /** After `;`, outer spaces removed. */
  readonly marker: string | null
}

/**
 * Reads a requirement of PEP 508. Null when it is none.
 * (Written here because the one npm library, `pip-requirements-js`, is 4 MB, gives no offsets and refuses spellings
 * that uv reads.)
 */
export const readRequirement = remembered((text): RequirementText | null => {
  const head = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*/.exec(text)
  const name = head?.[1]
  if (!head || !name || !isValidName(name)) return null
  const nameStart = head[0].indexOf(name)
  const nameEnd = nameStart + name.length
  let at = head[0].length
  const extras: string[] = []
  if (text[at] === '[') {
    const close = text.indexOf(']', at)
    if (close < 0) return null
    const inside = text.slice(at + 1, close).trim()
    for (const extra of inside === '' ? [] : inside.split(',')) {
      if (!isValidName(extra.trim())) return null
      extras.push(normalizeName(extra.trim()))
    }
    at = close + 1
    while (/\s/.test(text[at] ?? '')) at++
  }
  const named = { name: normalizeName(name), nameStart, nameEnd, extras }
  if (text[at] === '@') {
    const [, url = '', marker] = /^@\s*(\S+?)(?:\s*$|\s+;(.*)$|\s*;\s(.*)$)/s.exec(text.slice(at)) ?? []
    if (url === '') return null
    const after = marker ?? /^@\s*\S+?\s*;\s(.*)$/s.exec(text.slice(at))?.[1]
    return { ...named, specifiers: '', specifierSpan: null, url, marker: trimmed(after) }
  }
  const semicolon = text.indexOf(';', at)
  const end = semicolon < 0 ? text.length : semicolon
  const written = text.slice(at, end).trimEnd()
  const specifiers = /^\((.*)\)$/s.exec(written)?.[1]?.trim() ?? written
  if (specifiers !== '' && !/^(?:[<>=!~]=?|===)/.test(specifiers)) return null
  const specifierSpan = written === '' ? null : { start: at, end: at + written.length }
  const marker = semicolon < 0 ? null : trimmed(text.slice(semicolon + 1))
  return { ...named, specifiers, specifierSpan, url: null, marker }
})

function trimmed(text: string | undefined): string | null {
  const inner = text?.trim() ?? ''
  return inner === '' ? null : inner
}
