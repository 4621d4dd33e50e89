import type { Edit } from '../../text/edit.ts'
import type { Guest } from '../embed/guest.ts'

/**
 * An edit of the TOML in a header as an edit of the script: each new line begins with `# `, and a line that goes takes
 * its `# ` with it.
 */
export function editInHeader(guest: Guest, { span, text }: Edit): Edit {
  // The first character is the line break of the opening; TOML begins behind it.
  const start = Math.max(span.start, 1)
  const end = Math.max(span.end, start)
  const startsLine = guest.text[start - 1] === '\n'
  const wholeLines = startsLine && guest.text[end - 1] === '\n'
  if (start < end && !wholeLines) return { span: guest.span(start, end), text: prefixed(text, 1) }
  const from = guest.span(start - 1, start).end
  const to = start === end ? from : guest.span(end - 1, end).end
  return { span: { start: from, end: to }, text: startsLine ? prefixed(text, 0, -1) : prefixed(text, 1) }
}

/** Text whose lines from the first to before the last of these begin with `# `. */
function prefixed(text: string, first: number, last = Number.POSITIVE_INFINITY): string {
  const lines = text.split('\n')
  const end = last < 0 ? lines.length + last : last
  const written = (line: string) => (line === '' ? '#' : `# ${line}`)
  return lines.map((line, index) => (index >= first && index < end ? written(line) : line)).join('\n')
}
