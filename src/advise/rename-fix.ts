import { relativeTo } from '../text/paths.ts'
import type { Span } from '../text/span.ts'
import type { Fix } from './finding.ts'

/**
 * The fix that writes the new path of a file in the place of the old one; null where the words do not name the old path.
 * @param words the text of the span; it may hold the path as seen from another directory, or behind a variable
 * @param likeness from 0.5 to 1, the share of lines that the new file has in common with the old one
 */
export function renameFix(
  { path, span }: { readonly path: string; readonly span: Span },
  words: string,
  { from, to, likeness }: { readonly from: string; readonly to: string; readonly likeness: number },
): Fix | null {
  const found = writtenPath(words, from)
  if (!found) return null
  const text =
    to.startsWith(`${found.base}/`) || found.base === '.'
      ? seenFrom(found.base, to)
      : relativeTo(found.base, to)
  const start = span.start + found.at
  const edits = [{ path, span: { start, end: start + found.length }, text }]
  const title = `Write \`${text}\``
  return likeness === 1
    ? { title, safety: 'safe', edits }
    : {
        ...{ title, edits, safety: 'unsafe' },
        because: `the new file has ${Math.round(likeness * 100)} % of the lines of the old one`,
      }
}

/** Where the words write a path, and the directory from which they see it. */
function writtenPath(words: string, from: string): { at: number; length: number; base: string } | null {
  for (const [, written = ''] of words.matchAll(/([\w@%+=,./-]+)/g)) {
    const at = words.indexOf(written)
    const bare = written.replace(/^(?:\.\/)+/, '')
    if (bare === from || from.endsWith(`/${bare}`)) {
      const base = bare === from ? '.' : from.slice(0, -bare.length - 1)
      return { at: at + written.length - bare.length, length: bare.length, base }
    }
    if (written.endsWith(`/${from}`))
      return { at: at + written.length - from.length, length: from.length, base: '.' }
    const climbs = climbing(written)
    if (climbs && (from === climbs.rest || from.endsWith(`/${climbs.rest}`)))
      return {
        ...{ at: at + climbs.length, length: climbs.rest.length },
        base: from === climbs.rest ? '.' : from.slice(0, -climbs.rest.length - 1),
      }
  }
  return null
}

/** How far the words climb by `../`, and what stands behind it; null when they do not. */
function climbing(written: string): { length: number; rest: string } | null {
  let length = 0
  while (written.startsWith('../', length)) length += 3
  return length === 0 || length === written.length ? null : { length, rest: written.slice(length) }
}

function seenFrom(base: string, path: string): string {
  return base === '.' ? path : path.slice(base.length + 1)
}
