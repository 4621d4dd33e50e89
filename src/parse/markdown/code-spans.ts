/** A code span by CommonMark's rules; offsets into the paragraph's text. */
export interface FoundSpan {
  /** The backticks included. */
  readonly start: number
  readonly end: number
  /** Number of backticks on each side. */
  readonly fence: number
}

const autolink = /<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\x00-\x20]*>/y
const attribute = String.raw`\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^"'=<>\x60\x00-\x20]+|'[^']*'|"[^"]*"))?`
const tag = new RegExp(`<(?:[A-Za-z][A-Za-z0-9-]*(?:${attribute})*\\s*/?>|/[A-Za-z][A-Za-z0-9-]*\\s*>)`, 'y')

/**
 * Finds the code spans in the text of one paragraph, heading or table cell (CommonMark 0.31.2, 6.1): a run of backticks
 * closes at the next run of the same length; backslashes, autolinks and HTML tags that start before it win. No more than
 * `most` of them are looked for.
 */
export function findCodeSpans(text: string, most = Number.POSITIVE_INFINITY): FoundSpan[] {
  const spans: FoundSpan[] = []
  const unclosed = new Set<string>()
  if (!text.includes('`')) return spans
  const runs = backtickRuns(text)
  let at = 0
  while (at < text.length && spans.length < most) {
    const unit = text[at]
    if (unit === '\\') at += 2
    else if (unit === '<') at = afterMarkup(text, at, unclosed)
    else if (unit === '`') {
      let end = at
      while (text[end] === '`') end++
      const length = end - at
      const starts = runs.get(length)
      while (starts?.length && (starts.at(-1) ?? 0) < end) starts.pop()
      const close = starts?.at(-1)
      if (close === undefined) at = end
      else {
        spans.push({ start: at, end: close + length, fence: length })
        at = close + length
      }
    } else {
      const next = /[\\<`]/g
      next.lastIndex = at
      at = next.exec(text)?.index ?? text.length
    }
  }
  return spans
}

/** Starts of the runs of backticks by their length, the last first. */
function backtickRuns(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>()
  for (let end = text.lastIndexOf('`') + 1; end > 0; ) {
    let start = end - 1
    while (text[start - 1] === '`') start--
    const starts = runs.get(end - start)
    if (starts) starts.push(start)
    else runs.set(end - start, [start])
    end = start === 0 ? 0 : text.lastIndexOf('`', start - 1) + 1
  }
  return runs
}

/** Offset behind the autolink, tag or comment at `at`; `unclosed` keeps which endings do not come any more. */
function afterMarkup(text: string, at: number, unclosed: Set<string>): number {
  for (const pattern of [autolink, tag]) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return at + match[0].length
  }
  for (const [open, close] of markupPairs) {
    if (!text.startsWith(open, at) || unclosed.has(close)) continue
    const end = text.indexOf(close, at + open.length)
    if (end >= 0) return end + close.length
    unclosed.add(close)
  }
  return at + 1
}

const markupPairs = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
] as const
