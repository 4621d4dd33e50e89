import type { Edit } from '../text/edit.ts'
import type { Span } from '../text/span.ts'

/**
 * Takes elements out of Nix lists. The layout of what stays is kept; a line that holds nothing else goes with its element
 * and the comment behind it. Comments on lines of their own above go when all goes that stood below them.
 */
export function removeElements(text: string, elements: readonly Span[]): Edit[] {
  const spans = runsOf(text, elements).map((run) => withSpace(text, run))
  const whole = joined(spans).map((span) => withBlankLine(text, withHeading(text, span)))
  return joined(whole).map((span) => ({ span, text: '' }))
}

/** Lines that follow each other, or meet, become one span. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans) {
    const last = result.at(-1)
    if (last && span.start <= last.end) result[result.length - 1] = { start: last.start, end: span.end }
    else result.push(span)
  }
  return result
}

/** Whole lines with the comments above them, where nothing is left below those that they could speak of. */
function withHeading(text: string, { start, end }: Span): Span {
  const isWhole =
    (start === 0 || /[\r\n]/.test(text.charAt(start - 1))) && /[\r\n]/.test(text.charAt(end - 1))
  const isLast = /^[ \t]*(?:[\])#\r\n]|\/\*|$)/.test(text.slice(end))
  if (!isWhole || !isLast) return { start, end }
  let first = start
  for (let above = lineAbove(text, first); above !== null; above = lineAbove(text, first)) {
    if (!/^[ \t]*#/.test(text.slice(above, first))) break
    first = above
  }
  return { start: first, end }
}

/** Lines with the blank one that parted them from what is left: none stays at either end of a list, or doubled. */
function withBlankLine(text: string, { start, end }: Span): Span {
  if (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) return { start, end }
  const above = lineAbove(text, start)
  const below = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(end))?.[0].length ?? 0
  const lineBefore = above === null ? '' : text.slice(above, start)
  const isLast = below > 0 || /^[ \t]*\]/.test(text.slice(end))
  if (above !== null && lineBefore.trim() === '' && isLast) return { start: above, end }
  return { start, end: /\[\s*$/.test(lineBefore) ? end + below : end }
}

/** The start of the line that ends where another starts, or null at the top. */
function lineAbove(text: string, start: number): number | null {
  if (start === 0) return null
  const end = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1
  return Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1
}

/** Puts an expression in the place of another; parentheses around the old one go when the new one needs none. */
export function replaceExpression(text: string, span: Span, replacement: string): Edit {
  const isSimple = /^[\w.'"${}-]+$/.test(replacement)
  const before = text.slice(0, span.start)
  const after = text.slice(span.end)
  const opening = isSimple ? /(?<=^|[\s[({=;,])\(\s*$/.exec(before) : null
  const closing = /^\s*\)(?=$|[\s\])};.,])/.exec(after)
  if (!opening || !closing) return { span, text: replacement }
  return { span: { start: opening.index, end: span.end + closing[0].length }, text: replacement }
}

/** Elements that follow each other on one line are taken out together. */
function runsOf(text: string, elements: readonly Span[]): Span[] {
  const sorted = [...elements].sort((a, b) => a.start - b.start)
  const runs: Span[] = []
  for (const span of sorted) {
    const last = runs.at(-1)
    if (last && span.start < last.end) continue
    if (last && /^[ \t]*$/.test(text.slice(last.end, span.start))) {
      runs[runs.length - 1] = { start: last.start, end: span.end }
    } else runs.push(span)
  }
  return runs
}

function withSpace(text: string, { start, end }: Span): Span {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1
  const isFirst = /^[ \t]*$/.test(text.slice(lineStart, start))
  const after = /^[ \t]*(\r\n|\n|\r|$)?/.exec(text.slice(end))
  const rest = isFirst ? /^[ \t]*(?:#[^\r\n]*)?(\r\n|\n|\r|$)/.exec(text.slice(end)) : null
  if (rest) return { start: lineStart, end: end + rest[0].length }
  if (isFirst) return { start, end: end + (after?.[0].length ?? 0) }
  const before = /(?<![ \t])[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0
  return { start: start - before, end }
}

/** Adds elements before one of a Nix list: on lines of their own where it has one, else beside it. */
export function insertBefore(text: string, element: Span, added: readonly string[]): Edit {
  const lineStart =
    Math.max(text.lastIndexOf('\n', element.start - 1), text.lastIndexOf('\r', element.start - 1)) + 1
  const indent = text.slice(lineStart, element.start)
  const ending = text.slice(0, lineStart).endsWith('\r\n') ? '\r\n' : '\n'
  const separator = /^[ \t]*$/.test(indent) && lineStart > 0 ? `${ending}${indent}` : ' '
  return {
    span: { start: element.start, end: element.start },
    text: added.map((name) => name + separator).join(''),
  }
}

/** Adds a line at the end of an indented string of several lines; null for any other string. */
export function appendLines(text: string, string: Span, lines: readonly string[]): Edit | null {
  const inside = text.slice(string.start, string.end)
  const closing = /\n([ \t]*)''$/.exec(inside)
  if (!inside.startsWith("''") || !closing) return null
  const indent = /\n([ \t]*)\S/.exec(inside.slice(0, closing.index))?.[1] ?? `${closing[1]}  `
  const ending = inside.includes('\r\n') ? '\r\n' : '\n'
  const at = string.start + closing.index + 1
  return { span: { start: at, end: at }, text: lines.map((line) => `${indent}${line}${ending}`).join('') }
}
