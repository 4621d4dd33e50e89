import { createHash } from 'node:crypto'
import type { Finding } from '../advise/finding.ts'
import { byCodeUnits } from '../text/order.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Place } from '../text/span.ts'

/** A finding with its identity, which line moves do not change. */
export interface ReportedFinding extends Finding {
  readonly identity: string
  /** A hash of the words of each place for which it stands, itself included, sorted. */
  readonly words: readonly string[]
}

/**
 * Gives each finding its identity: rule, path, the text of its span with white space evened out, and which one of
 * several equal ones it is in the file. Findings must come sorted by place.
 */
export function identify(
  findings: readonly Finding[],
  source: (path: string) => SourceFile | undefined,
): ReportedFinding[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const { rule, path, covers = [] } = finding
    const wordsAt = (place: Place) =>
      (source(place.path)?.text.slice(place.span.start, place.span.end) ?? '').replace(/\s+/g, ' ').trim()
    const key = [rule, path, wordsAt(finding)].join('\0')
    const occurrence = (seen.get(key) ?? 0) + 1
    seen.set(key, occurrence)
    const identity = hashOf(`${key}\0${occurrence}`, 32)
    const words = [finding, ...covers].map((place) => hashOf(`${place.path}\0${wordsAt(place)}`, 12))
    return { ...finding, identity, words: words.sort(byCodeUnits) }
  })
}

function hashOf(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length)
}
