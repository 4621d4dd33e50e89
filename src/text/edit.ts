import type { Span } from './span.ts'

/** Replace `span` by `text`; an empty span inserts. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

/**
 * Applies edits that do not overlap. Insertions at the same offset are applied in the given order.
 * Throws a RangeError when two edits overlap or one leaves the text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, order) => ({ edit, order }))
    .sort(
      (a, b) =>
        a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.order - b.order,
    )
  let result = ''
  let at = 0
  for (const { edit } of sorted) {
    const { start, end } = edit.span
    if (start < at || end < start || end > text.length) {
      throw new RangeError(`edit ${start}..${end} overlaps another or leaves the text`)
    }
    result += text.slice(at, start) + edit.text
    at = end
  }
  return result + text.slice(at)
}
