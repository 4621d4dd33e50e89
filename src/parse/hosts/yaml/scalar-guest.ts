import type { Scalar } from 'yaml'
import { type Guest, GuestBuilder } from '../../embed/guest.ts'

/** The text of a YAML scalar as guest code: folded, unescaped and without indentation, as YAML 1.2.2 section 7-8 says. */
export function scalarGuest(host: string, scalar: Scalar): Guest {
  const builder = new GuestBuilder(host)
  const [start, end] = scalar.range ?? [0, 0]
  if (scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED')
    addBlock(builder, host, start, end, scalar.type)
  else if (scalar.type === 'QUOTE_DOUBLE') addFlow(builder, host, start + 1, end - 1, 'double')
  else if (scalar.type === 'QUOTE_SINGLE') addFlow(builder, host, start + 1, end - 1, 'single')
  else addFlow(builder, host, start, end, 'plain')
  return builder.build()
}

function addBlock(builder: GuestBuilder, host: string, start: number, end: number, type: string): void {
  const header = host.slice(start, lineEnd(host, start, end))
  const lines: { start: number; end: number }[] = []
  for (let at = start + header.length; at < end; ) {
    const next = lineEnd(host, at, end)
    lines.push({ start: at, end: next })
    at = next
  }
  const isBlank = (line: { start: number; end: number }) =>
    /^ *\r?\n?$/.test(host.slice(line.start, line.end))
  while (lines.length > 0 && isBlank(lines.at(-1) ?? { start, end })) lines.pop()
  const indentation = blockIndentation(host, start, header, lines.find((line) => !isBlank(line))?.start)
  let previous: 'text' | 'spaced' | null = null
  let breaks: { start: number; end: number }[] = []
  for (const line of lines) {
    const from = Math.min(line.start + indentation, textEnd(host, line))
    const content = { start: from, end: textEnd(host, line) }
    const spaced = /^[ \t]/.test(host.slice(content.start, content.end))
    if (content.start < content.end && !(isBlank(line) && !spaced)) {
      const kind = spaced ? 'spaced' : 'text'
      const folds = type === 'BLOCK_FOLDED' && previous === 'text' && kind === 'text'
      for (const [index, span] of breaks.entries()) {
        if (!folds) builder.escape(span, '\n')
        else if (breaks.length === 1) builder.escape(span, ' ')
        else if (index > 0) builder.escape(span, '\n')
      }
      builder.copy(content)
      breaks = []
      previous = kind
    }
    breaks.push({ start: content.end, end: line.end })
  }
  const last = breaks[0]
  if (last && !/-/.test(header)) builder.escape(last, '\n')
}

/** Columns that a block scalar's lines are indented by: from the first line with text, or from the header. */
function blockIndentation(host: string, start: number, header: string, first: number | undefined): number {
  const explicit = /^[|>][+-]?([1-9])/.exec(header)?.[1]
  if (first === undefined) return 0
  const found = /^ */.exec(host.slice(first, first + 1000))?.[0].length ?? 0
  if (!explicit) return found
  const before = host.slice(host.lastIndexOf('\n', start - 1) + 1, start)
  const dashes = /^ *(?:- +)*/.exec(before)?.[0] ?? ''
  const isItem = /^(?:[&!]\S*\s+)*$/.test(before.slice(dashes.length)) && dashes.includes('-')
  return (isItem ? dashes.lastIndexOf('-') : dashes.length) + Number(explicit)
}

type Quoting = 'plain' | 'single' | 'double'

function addFlow(builder: GuestBuilder, host: string, start: number, end: number, quoting: Quoting): void {
  let at = start
  let from = start
  const flush = (to: number) => {
    builder.copy({ start: from, end: to })
    from = to
  }
  while (at < end) {
    const unit = host[at]
    const fold =
      unit === ' ' || unit === '\t' || unit === '\r' || unit === '\n' ? foldAt(host, at, end) : null
    if (fold) {
      flush(at)
      builder.escape({ start: at, end: fold.end }, fold.breaks === 1 ? ' ' : '\n'.repeat(fold.breaks - 1))
      from = at = fold.end
    } else if (quoting === 'single' && unit === "'") {
      flush(at)
      builder.escape({ start: at, end: at + 2 }, "'")
      from = at = at + 2
    } else if (quoting === 'double' && unit === '\\') {
      flush(at)
      const escaped = readEscape(host, at, end)
      builder.escape({ start: at, end: escaped.end }, escaped.text)
      from = at = escaped.end
    } else at++
  }
  flush(end)
}

/** White space around at least one line break. */
function foldAt(host: string, at: number, end: number): { end: number; breaks: number } | null {
  let to = at
  let breaks = 0
  while (to < end && /\s/.test(host[to] ?? '')) {
    if (host[to] === '\n') breaks++
    to++
  }
  return breaks > 0 ? { end: to, breaks } : null
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

function readEscape(host: string, at: number, end: number): { text: string; end: number } {
  const next = host[at + 1] ?? ''
  if (next === '\n' || (next === '\r' && host[at + 2] === '\n')) {
    let to = at + 1
    while (to < end && /\s/.test(host[to] ?? '') && (to < at + 3 || host[to] !== '\n')) to++
    return { text: '', end: to }
  }
  const digits = { x: 2, u: 4, U: 8 }[next]
  if (digits === undefined) return { text: escapes[next] ?? next, end: at + 2 }
  const code = Number.parseInt(host.slice(at + 2, at + 2 + digits), 16)
  return { text: code <= 0x10ffff ? String.fromCodePoint(code) : '', end: Math.min(end, at + 2 + digits) }
}

function lineEnd(host: string, at: number, end: number): number {
  const found = host.indexOf('\n', at)
  return found < 0 || found >= end ? end : found + 1
}

function textEnd(host: string, line: { start: number; end: number }): number {
  let end = line.end
  if (end > line.start && host[end - 1] === '\n') end--
  if (end > line.start && host[end - 1] === '\r') end--
  return end
}
