import { contains, type Span } from '../../text/span.ts'
import type { MarkdownFile } from './markdown-file.ts'

/**
 * Tells whether a part of a page is text that its readers see as such: outside of code, comments and front matter. Found by
 * halving, since a page may have very many of both.
 */
export function outsideCode({
  fences,
  codeSpans,
  comments,
  frontMatter,
}: MarkdownFile): (part: Span) => boolean {
  const hidden = [
    ...[...fences, ...codeSpans, ...(frontMatter ? [frontMatter] : [])].map(({ span }) => span),
    ...comments,
  ].sort((a, b) => a.start - b.start)
  return (part) => {
    let low = 0
    for (let high = hidden.length; low < high; ) {
      const middle = (low + high) >> 1
      if ((hidden[middle]?.start ?? 0) <= part.start) low = middle + 1
      else high = middle
    }
    const before = hidden[low - 1]
    return before === undefined || !contains(before, part)
  }
}
