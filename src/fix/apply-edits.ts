import type { FileEdit } from '../advise/finding.ts'
import { applyEdits } from '../text/edit.ts'

/**
 * The text of a file after edits. Line endings of inserted text follow the file; nothing is put before a byte order
 * mark. Null when the edits do not fit the text.
 */
export function rewrite(text: string, edits: readonly FileEdit[]): string | null {
  const windows = usesCarriageReturns(text)
  const mark = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const fitted = edits.map(({ span, text: inserted }) => ({
    span: { start: Math.max(span.start, mark), end: Math.max(span.end, mark) },
    text: windows ? inserted.replace(/\r?\n/g, '\r\n') : inserted,
  }))
  try {
    return applyEdits(text, fitted)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Whether the first line of a text ends in CR LF. */
function usesCarriageReturns(text: string): boolean {
  const end = text.indexOf('\n')
  return end > 0 && text[end - 1] === '\r'
}
