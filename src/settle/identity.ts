import { createHash } from 'node:crypto'
import type { Finding } from '../advise/finding.ts'
import type { SourceFile } from '../text/source-file.ts'

/** A finding with its identity, which line moves do not change. */
export interface ReportedFinding extends Finding {
  readonly identity: string
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
    const { rule, path, span } = finding
    const text = source(path)?.text.slice(span.start, span.end) ?? ''
    const key = [rule, path, text.replace(/\s+/g, ' ').trim()].join('\0')
    const occurrence = (seen.get(key) ?? 0) + 1
    seen.set(key, occurrence)
    const identity = createHash('sha256').update(`${key}\0${occurrence}`).digest('hex').slice(0, 32)
    return { ...finding, identity }
  })
}
