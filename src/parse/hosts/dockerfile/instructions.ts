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
  const instructions: Instruction[] = []
  const comments: Span[] = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < text.length) {
    const line = lineAt(text, at)
    if (isComment(line)) comments.push(trimmed(line))
    const opening = /^\s*([A-Za-z]+)(?:[ \t]+|$)/.exec(line.text)
    if (!opening) {
      at = line.next
      continue
    }
    const keyword = (opening[1] ?? '').toUpperCase()
    const lines = joinedLines(text, line, joiner)
    comments.push(...lines.comments)
    const behind = line.start + opening[0].length
    const end = Math.max(behind, lines.end)
    const { flags, start } = withFlags.has(keyword)
      ? readFlags(text, { start: behind, end }, joiner)
      : { flags: [], start: behind }
    const heredocs = withHeredocs.has(keyword) ? readHeredocs(text, text.slice(start, end), lines.next) : []
    at = heredocs.at(-1)?.next ?? lines.next
    const whole = heredocs.length > 0 ? at : end
    instructions.push({ keyword, flags, arguments: { start, end: Math.max(start, whole) }, end, heredocs })
  }
  return { joiner, instructions, comments }
}

/** Where the lines end that are joined to a first one, and where the text goes on; comments between them are left out. */
function joinedLines(text: string, first: SourceLine, joiner: string) {
  const continues = joiner === '`' ? /`[ \t]*$/ : /\\[ \t]*$/
  const comments: Span[] = []
  let { end, next } = first
  let open = continues.test(first.text)
  while (open && next < text.length) {
    const line = lineAt(text, next)
    next = line.next
    if (isComment(line)) comments.push(trimmed(line))
    else if (line.text.trim() !== '') {
      end = line.end
      open = continues.test(line.text)
    }
  }
  return { end, next, comments }
}

const flagBeforeBackslash = /(?:\s|\\[ \t]*\r?\n)*(--\S+)(?:\s|\\[ \t]*\r?\n)+/y
const flagBeforeBacktick = /(?:\s|`[ \t]*\r?\n)*(--\S+)(?:\s|`[ \t]*\r?\n)+/y

/** The flags at the start of a span, and where the arguments begin. */
function readFlags(text: string, { start, end }: Span, joiner: string) {
  const flags: string[] = []
  const flag = joiner === '`' ? flagBeforeBacktick : flagBeforeBackslash
  let at = start
  flag.lastIndex = start
  for (let found = flag.exec(text); found && flag.lastIndex <= end; found = flag.exec(text)) {
    flags.push(found[1] ?? '')
    at = flag.lastIndex
  }
  return { flags, start: at }
}

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
}

function lineAt(text: string, start: number): SourceLine {
  const found = text.indexOf('\n', start)
  const next = found < 0 ? text.length : found + 1
  let end = found < 0 ? text.length : found
  if (end > start && text[end - 1] === '\r') end--
  return { start, end, next, text: text.slice(start, end) }
}

function isComment({ text }: SourceLine): boolean {
  return /^\s*#/.test(text)
}

function trimmed({ start, end, text }: SourceLine): Span {
  return { start: start + text.length - text.trimStart().length, end }
}
