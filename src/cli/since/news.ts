import type { ReportedFinding } from '../../settle/identity.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Trouble } from '../../text/trouble.ts'

/** One state of a repository, as far as its findings are compared. */
export interface Judged {
  readonly findings: readonly ReportedFinding[]
  readonly troubles: readonly Trouble[]
  source(path: string): SourceFile | undefined
}

/** What a change brought, and how many findings it took away. */
export interface News {
  readonly findings: readonly ReportedFinding[]
  readonly troubles: readonly Trouble[]
  readonly mended: number
}

/**
 * The findings of `after` that `before` has not. A finding is the same by its rule, its path and its words, each as often as
 * it was there; one that stood in a renamed file, whose words were moved to another file, or that says the same of other words
 * of its file, is no news.
 * @param renamed the path of today by the path of then
 */
export function newsOf(before: Judged, after: Judged, renamed: ReadonlyMap<string, string>): News {
  const old = new Bag(
    before.findings.map((finding) => keyOf(finding, before, renamed.get(finding.path) ?? finding.path)),
  )
  const fresh = after.findings.filter((finding) => !old.take(keyOf(finding, after, finding.path)))
  // What is left of the old ones may have moved, or says the same of other words; otherwise it is mended.
  const left = new Bag(old.rest().map(withoutPath))
  const unmoved = fresh.filter((finding) => !left.take(withoutPath(keyOf(finding, after, ''))))
  const gone = before.findings.filter((finding) => left.take(withoutPath(keyOf(finding, before, ''))))
  const reworded = new Bag(
    gone.map((finding) => messageKey(finding, renamed.get(finding.path) ?? finding.path)),
  )
  const findings = unmoved.filter((finding) => !reworded.take(messageKey(finding, finding.path)))
  const known = new Bag(
    before.troubles.map((trouble) => troubleKey(trouble, renamed.get(trouble.path) ?? trouble.path)),
  )
  return {
    findings,
    troubles: after.troubles.filter((trouble) => !known.take(troubleKey(trouble, trouble.path))),
    mended: reworded.rest().length,
  }
}

/** Keys that may be there several times. */
class Bag {
  readonly #counts = new Map<string, number>()

  constructor(keys: readonly string[]) {
    for (const key of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  /** Takes one out; false when there is none. */
  take(key: string): boolean {
    const count = this.#counts.get(key) ?? 0
    if (count > 0) this.#counts.set(key, count - 1)
    return count > 0
  }

  rest(): string[] {
    return [...this.#counts].flatMap(([key, count]) => Array.from({ length: count }, () => key))
  }
}

/** As `identify` counts: rule, path, and words with white space evened out. */
function keyOf({ rule, path, span }: ReportedFinding, { source }: Judged, shownPath: string): string {
  const words = source(path)?.text.slice(span.start, span.end) ?? ''
  return [shownPath, rule, words.replace(/\s+/g, ' ').trim()].join('\0')
}

function messageKey({ rule, message }: ReportedFinding, path: string): string {
  return [path, rule, message].join('\0')
}

function withoutPath(key: string): string {
  return key.slice(key.indexOf('\0') + 1)
}

function troubleKey({ id, message }: Trouble, path: string): string {
  return [path, id, message].join('\0')
}
