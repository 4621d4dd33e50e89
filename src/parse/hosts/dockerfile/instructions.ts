import type { Span } from '../../../text/span.ts'

/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string
  /** `--name=value` before the arguments. */
  readonly flags: readonly string[]
  /** What stands behind the keyword and the flags, continued lines included, here-documents included. */
  readonly arguments: Span
  /** End of the arguments themselves, before the here-documents. */
  readonly end: number
  /** The lines of each here-document, without the delimiter. */
  readonly heredocs: readonly Span[]
}

export interface Instructions {
  /** The character that joins lines at their end: `\`, or what `# escape=` says. */
  readonly joiner: string
  readonly instructions: readonly Instruction[]
  /** Comment lines outside here-documents. */
  readonly comments: readonly Span[]
}

const withFlags = new Set(['RUN', 'COPY', 'ADD', 'FROM', 'HEALTHCHECK'])
const withHeredocs = new Set(['RUN', 'COPY', 'ADD'])

/**
 * Takes a Dockerfile apart (Dockerfile reference, "Format", "Parser directives", "Here-Documents"): one instruction a
 * line, joined by the escape character at line ends; comment lines and blank lines between joined lines belong to none.
 */
export function readInstructions(text: string): Instructions {
  const joiner =
    /^(?:#[ \t]*\w+[ \t]*=.*\n)*#[ \t]*escape[ \t]*=[ \t]*([\\`])/i.exec(text.slice(0, 2000))?.[1] ?? '\\'
  const continues = joiner === '`' ? /`[ \t]*$/ : /\\[ \t]*$/
  const instructions: Instruction[] = []
  const comments: Span[] = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < text.length) {
    const line = lineAt(text, at)
    at = line.next
    const opening = /^\s*([A-Za-z]+)(?:[ \t]+|$)/.exec(line.text)
    if (/^\s*#/.test(line.text)) comments.push(trimmed(line))
    if (!opening) continue
    const keyword = (opening[1] ?? '').toUpperCase()
    let start = line.start + opening[0].length
    let last = line
    while (at < text.length && (last.skipped || continues.test(last.text))) {
      const next = lineAt(text, at)
      const comment = /^\s*#/.test(next.text)
      if (comment) comments.push(trimmed(next))
      last = comment || next.text.trim() === '' ? { ...next, end: last.end, skipped: true } : next
      at = next.next
    }
    const end = Math.max(start, last.end)
    const flags: string[] = []
    if (withFlags.has(keyword)) {
      const flag = joiner === '`' ? flagBeforeBacktick : flagBeforeBackslash
      flag.lastIndex = start
      for (let found = flag.exec(text); found && flag.lastIndex <= end; found = flag.exec(text)) {
        flags.push(found[1] ?? '')
        start = flag.lastIndex
      }
    }
    const heredocs = withHeredocs.has(keyword) ? readHeredocs(text, text.slice(start, end), at) : []
    at = heredocs.at(-1)?.next ?? at
    const whole = heredocs.length > 0 ? at : end
    instructions.push({ keyword, flags, arguments: { start, end: Math.max(start, whole) }, end, heredocs })
  }
  return { joiner, instructions, comments }
}

const flagBeforeBackslash = /(?:\s|\\[ \t]*\r?\n)*(--\S+)(?:\s|\\[ \t]*\r?\n)+/y
const flagBeforeBacktick = /(?:\s|`[ \t]*\r?\n)*(--\S+)(?:\s|`[ \t]*\r?\n)+/y
const heredocMark = /(?<![<\w])<<(-?)(["']?)([A-Za-z_]\w*)\2/g

/** The here-documents that an instruction announces, from the line behind it on; `next` is where the text goes on. */
function readHeredocs(text: string, announcing: string, from: number): (Span & { readonly next: number })[] {
  const heredocs: (Span & { readonly next: number })[] = []
  let at = from
  for (const { 1: dash, 3: delimiter } of announcing.matchAll(heredocMark)) {
    const start = at
    let end = start
    while (at < text.length) {
      const line = lineAt(text, at)
      at = line.next
      if ((dash ? line.text.replace(/^\t+/, '') : line.text) === delimiter) break
      end = line.next
    }
    heredocs.push({ start, end, next: at })
  }
  return heredocs
}

interface SourceLine {
  readonly start: number
  readonly end: number
  readonly next: number
  readonly text: string
  readonly skipped?: boolean
}

function lineAt(text: string, start: number): SourceLine {
  const found = text.indexOf('\n', start)
  const next = found < 0 ? text.length : found + 1
  let end = found < 0 ? text.length : found
  if (end > start && text[end - 1] === '\r') end--
  return { start, end, next, text: text.slice(start, end) }
}

function trimmed({ start, end, text }: SourceLine): Span {
  return { start: start + text.length - text.trimStart().length, end }
}
