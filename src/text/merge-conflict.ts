import type { Span } from './span.ts'

/**
 * The line that opens the first merge conflict left in a text, or null. Only a part with its opening and its closing
 * marker counts, each at the start of a line as git writes them (git-merge(1), "How conflicts are presented").
 */
export function mergeConflictIn(text: string): Span | null {
  const opening = /^<{7}(?= |\r?$)[^\r\n]*/gm
  for (const { 0: line, index } of text.matchAll(opening)) {
    if (/^>{7}(?= |\r?$)/m.test(text.slice(index + line.length)))
      return { start: index, end: index + line.length }
  }
  return null
}
