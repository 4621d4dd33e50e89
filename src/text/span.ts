/**
 * A half-open range of UTF-16 offsets into the decoded text of one file.
 * Offset 0 is the first code unit of the file, a byte order mark included.
 */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A place in the repository: a file and a span in it. */
export interface Place {
  /** Path relative to the repository root, `/`-separated. */
  readonly path: string
  readonly span: Span
}

/** The smallest span that covers both. */
export function cover(first: Span, last: Span): Span {
  return { start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) }
}

/** Whether `inner` lies wholly inside `outer` (equal spans included). */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** Whether two spans share at least one code unit. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
