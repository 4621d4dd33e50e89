import type { MarkdownFile, MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import type { Span } from '../../text/span.ts'
import { banIn } from './stance-of-text.ts'
import type { Stance } from './verdict.ts'

const wrongLabel =
  /(?:^|[\s#*_>(])(?:wrong|bad|don['’]?t|do not|never|avoid|incorrect|not|before|old|instead of|anti-?patterns?|❌|🚫|✗|⛔)\s*(?:[:!—–*_)-]|$)|❌|🚫|✗|⛔/iu
const rightLabel =
  /(?:^|[\s#*_>(])(?:right|good|correct|do|yes|after|new|use|better|preferred)\s*(?:[:!—–*_)-]|$)|✅|✔|✓/iu
const banHeading =
  /^(?:\W*)(?:never|don['’]?t|do not|prohibited|forbidden|banned|anti-?patterns?|common mistakes|what not to do|bad|wrong|avoid)\b/iu

/** How far around a command words can concern it; lines may be longer. */
const furthest = 2000

/** The stance of a command in a fence: its line, the comment above it, the line before the fence, the headings. */
export function stanceInFence(
  text: string,
  code: Span,
  fence: Span,
  command: Span,
  headings: readonly MarkdownHeading[],
): Stance {
  const lineStart = Math.max(text.lastIndexOf('\n', command.start - 1) + 1, command.start - furthest)
  const lineEnd = Math.min(endOfLine(text, command.end), command.end + furthest)
  const line = text.slice(lineStart, lineEnd)
  if (/✅|✔/u.test(line)) return { value: 'runs', because: 'its line approves it' }
  const onLine = banIn(line.replace(/^\s*[$>%#]\s/, '  '), command.start - lineStart, command.end - lineStart)
  if (onLine) return onLine
  const comment = commentAbove(text, code, lineStart)
  if (comment !== null) {
    if (rightLabel.test(comment) && !wrongLabel.test(comment))
      return { value: 'runs', because: 'the comment above approves it' }
    if (
      wrongLabel.test(comment) ||
      /\b(?:never|do not|don['’]t) (?:use|run|do|call|install|cd)\b/i.test(comment)
    ) {
      return {
        value: 'forbids',
        because: `the comment above says “${comment.replace(/^\W+/, '').trim().slice(0, 40)}”`,
      }
    }
  }
  const before = lineBefore(text, fence.start)
  if (before !== null) {
    if (/✅|✔/u.test(before) || /^\W*(?:after|correct|good|right|do)\W*:?\W*$/i.test(before)) {
      return { value: 'runs', because: 'the line before the fence approves it' }
    }
    const label =
      /(?:^|[.!?]\s+)[\W]*(instead of|rather than|not|wrong|bad|never|don['’]?t|do not|avoid|incorrect)\b[^.]*:?\W*$/iu.exec(
        before,
      )
    const ended = /[:：]\W*$/.test(before)
    if (
      /❌|🚫|⛔|✗/u.test(before) ||
      /^\W*before\W*$/i.test(before) ||
      (label && ended && !/\b(?:forget|worry|hesitate|have)\b/i.test(before))
    ) {
      return { value: 'forbids', because: 'the line before the fence bans it' }
    }
  }
  const heading = headings.find(({ text: title }) => banHeading.test(title))
  if (heading && !/\b(?:panic|worry|forget)\b/i.test(heading.text)) {
    return { value: 'forbids', because: `it stands under “${heading.text}”` }
  }
  return { value: 'runs', because: 'a fence of shell code is run by its reader' }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The nearest comment above within the fence, up to a blank line. */
function commentAbove(text: string, code: Span, lineStart: number): string | null {
  let end = lineStart - 1
  while (end > code.start) {
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

/** The headings above an offset, the innermost first. */
export function headingsAbove(markdown: MarkdownFile, offset: number): MarkdownHeading[] {
  const chain: MarkdownHeading[] = []
  let level = 7
  for (const heading of markdown.headings.filter(({ span }) => span.start < offset).reverse()) {
    if (heading.level >= level) continue
    chain.push(heading)
    level = heading.level
  }
  return chain
}
