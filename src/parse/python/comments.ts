import type { Span } from '../../text/span.ts'

/** Where the comments of Python code stand: every `#` outside of strings, to the end of its line. */
export function* pythonComments(text: string): Generator<Span> {
  const mark = /["'#]/g
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const start = found.index
    if (found[0] !== '#') {
      mark.lastIndex = skipString(text, start)
      continue
    }
    const end = lineEnd(text, start)
    yield { start, end }
    mark.lastIndex = end
  }
}

/** The offset behind the string that opens at `start`; one quote ends at the latest with its line, three with the file. */
export function skipString(text: string, start: number): number {
  const quote = text[start] ?? ''
  const closing = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote
  for (let at = start + closing.length; at < text.length; at++) {
    const unit = text[at]
    if (unit === '\\') at++
    else if (unit === quote && text.startsWith(closing, at)) return at + closing.length
    else if (unit === '\n' && closing === quote) return at
  }
  return text.length
}

/** Where the line ends, before its line break. */
function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at)
  const end = found < 0 ? text.length : found
  return text[end - 1] === '\r' ? end - 1 : end
}
