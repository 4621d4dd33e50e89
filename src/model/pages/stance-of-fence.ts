import type { MarkdownFile, MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import type { Span } from '../../text/span.ts'
import { wordsAround } from './clauses.ts'
import { decide } from './cues.ts'
import type { Stance } from './verdict.ts'

/** How far around a command words can concern it; lines may be longer. */
const furthest = 2000

/** The stance of a command in a fence: its line, the comment above it, the line before the fence, the titles of the boxes around it, the headings. */
export function stanceInFence(
  text: string,
  code: Span,
  fence: Span,
  command: Span,
  headings: readonly MarkdownHeading[],
  boxes: readonly string[],
): Stance {
  const lineStart = Math.max(text.lastIndexOf('\n', command.start - 1) + 1, command.start - furthest)
  const line = text.slice(lineStart, Math.min(endOfLine(text, command.end), command.end + furthest))
  const plain = line.replace(/^\s*[$>%#]\s/, '  ')
  const { clause } = wordsAround(plain, command.start - lineStart, command.end - lineStart, null)
  const comment = commentAbove(text, code, lineStart)
  const lead = lineBefore(text, fence.start)
  return decide('fence', {
    line,
    clause,
    heading: headings.map((heading) => heading.text).join('\n'),
    ...(comment !== null && { comment }),
    ...(lead !== null && { lead }),
    ...(boxes.length > 0 && { box: boxes.join('\n') }),
  })
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** A comment speaks of what follows closely, in lines. */
const reachOfComment = 40

/** The nearest comment above within the fence, up to a blank line. */
function commentAbove(text: string, code: Span, lineStart: number): string | null {
  let end = lineStart - 1
  for (let lines = 0; end > code.start && lines < reachOfComment; lines++) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    if (/[^\s>]/.test(text.slice(start, Math.max(start, code.start)))) return null
    const line = text.slice(start, end).replace(/^[\s>]*/, '')
    if (line === '') return null
    if (line.startsWith('#')) return line
    end = start - 1
  }
  return null
}

/** The last line with text before the fence, unless another block lies between. */
export function lineBefore(text: string, offset: number): string | null {
  let end = text.lastIndexOf('\n', offset - 1)
  for (let blank = 0; end > 0 && blank < 3; blank++) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    const line = text.slice(start, end).trim()
    if (/^(?:```|~~~|#{1,6} )/.test(line)) return null
    if (line !== '') return line
    end = start - 1
  }
  return null
}

/** A line that only opens a tab or a panel around what follows. */
const opensTab = /^(?:<\/?[A-Za-z][^<>]*>$|:::|===[ !+])/

/** The last line with words before the fence, past what opens the tab in which it stands. */
export function wordsBefore(text: string, offset: number): string | null {
  let end = offset
  for (let tabs = 0; tabs < 4; tabs++) {
    const line = lineBefore(text, end)
    if (line === null || !opensTab.test(line)) return line
    end = text.lastIndexOf(line, end - 1)
  }
  return null
}

/** Boxes before an offset of which it is asked whether they hold it. */
const nearestBoxes = 100

/** The titles of the boxes that hold an offset, the innermost first. */
export function boxesAround({ boxes = [] }: MarkdownFile, offset: number): string[] {
  let last = boxes.findLastIndex(({ span }) => span.start <= offset)
  const titles: string[] = []
  for (let left = nearestBoxes; last >= 0 && left > 0; last--, left--) {
    const box = boxes[last]
    if (box && offset < box.span.end) titles.push(box.title)
  }
  return titles
}

/** The headings above an offset, the innermost first. */
export function headingsAbove(markdown: MarkdownFile, offset: number): MarkdownHeading[] {
  const { headings } = markdown
  let low = 0
  for (let high = headings.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((headings[middle]?.span.start ?? offset) < offset) low = middle + 1
    else high = middle
  }
  const outer = outerHeadings(markdown)
  const chain: MarkdownHeading[] = []
  for (let at: number | undefined = low - 1; at !== undefined && at >= 0; at = outer[at]) {
    const heading = headings[at]
    if (heading) chain.push(heading)
  }
  return chain
}

const outerByPage = new WeakMap<MarkdownFile, readonly number[]>()

/** For each heading of a page the index of the heading that it stands under, -1 for none. */
function outerHeadings(markdown: MarkdownFile): readonly number[] {
  const known = outerByPage.get(markdown)
  if (known) return known
  const outer: number[] = []
  const open: number[] = []
  markdown.headings.forEach(({ level }, index) => {
    while ((markdown.headings[open.at(-1) ?? -1]?.level ?? 0) >= level) open.pop()
    outer.push(open.at(-1) ?? -1)
    open.push(index)
  })
  outerByPage.set(markdown, outer)
  return outer
}
