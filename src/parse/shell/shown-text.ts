import { type Manager, managers, readingCommands } from '../../tables/managers.ts'
import { managerPatterns } from '../../tables/program-names.ts'
import { interpreterPattern } from '../../tables/python-tools.ts'
import { uvCommands } from '../../tables/uv-cli.ts'
import type { Span } from '../../text/span.ts'
import type { Guest } from '../embed/guest.ts'
import { withPlaceholders } from '../embed/placeholders.ts'
import type { ShellCommand, ShellStatement, ShownCommand } from './ast.ts'
import { walkCommands } from './walk-commands.ts'

/** What reading shown text needs of its surroundings. */
interface ShownContext {
  readonly guest: Guest
  /** The statements of code inside this code. */
  nested(code: Guest): readonly ShellStatement[]
}

/** Commands of uv that go on a sentence about uv as well. */
const nouns = new Set([
  'auth',
  'cache',
  'check',
  'audit',
  'format',
  'help',
  'version',
  'workspace',
  'upgrade',
])

/** Commands of uv that a sentence names. */
const projectVerbs = uvCommands.filter((name) => !name.includes(' ') && !nouns.has(name))

/** What goes on a sentence of which a program is the subject or the object. */
const prose = 'is|was|are|has|and|or|for|to|in|on|of|not|does|will|can|could|must|should|failed|found|with'

/** What begins a command in a sentence: a manager with its verb, uv, an interpreter, a test run, nix. */
const starts = new RegExp(
  [
    String.raw`uvx [\w<]|uv (?:--?[\w-]+ )*(?:${projectVerbs.join('|')})\b`,
    ...Object.entries(managers).flatMap(([name, manager]) => startOf(name, manager)),
    String.raw`${interpreterPattern} (?:-m [a-z]|[\w./-]+\.py\b)|pytest (?:-|[\w-]*[/.])`,
    String.raw`nix (?:develop|run|build|shell)\b`,
  ]
    .map((pattern) => String.raw`(?<![\w./-])(?:${pattern})`)
    .join('|'),
  'g',
)

/** The name of a manager with one of its verbs; of one without verbs, with anything that it is given. */
function startOf(name: string, { verbs, bare }: Manager): readonly string[] {
  const program = managerPatterns.get(name)
  if (program === undefined) return []
  if (bare) return [String.raw`${program} (?!(?:${prose})\b)\S`]
  const { read = '', ...others } = verbs
  const asked = read.split(' ').filter((verb) => readingCommands.includes(verb))
  const said = [...Object.values(others).flatMap((words) => words.split(' ')), ...asked]
  return [String.raw`${program} (?:${said.join('|')})\b`]
}

/** Where a command ends in prose: a gap, a remark, a connecting word, the end of a sentence. */
const ends =
  / {2,}|\t|\\[nt]| \(| [-–—#:] |[,;:] | (?:to|and|or|first|if|for|in|with|instead|again|then|before|after|manually|yourself)\b|[.!?](?=\s|$)|[`"'\])…]/g

/** The offset at which the command in a text ends. A closing bracket belongs to it when it is opened in it. */
function endOfCommand(text: string, from: number): number {
  for (const { index, 0: end } of text.slice(from).matchAll(ends)) {
    const before = text.slice(0, from + index)
    const opened = end === ']' && before.lastIndexOf('[') > before.lastIndexOf(']')
    if (!opened) return from + index
  }
  return text.length
}

/**
 * The commands that a shown text names, in order. `span` is the text's place; the two have the same length. `before` stands
 * in front of it in its first line.
 */
function shownCommands(
  text: string,
  span: Span,
  { guest, nested }: ShownContext,
  before = '',
): ShownCommand[] {
  if (span.end - span.start !== text.length || text.search(starts) < 0) return []
  const found: ShownCommand[] = []
  let offset = span.start
  let lead = before
  for (const line of text.split('\n')) {
    let done = 0
    for (const match of line.matchAll(starts)) {
      const at = match.index
      if (at < done) continue
      const rest = line.slice(at)
      const code = rest.slice(0, endOfCommand(rest, match[0].length)).trimEnd()
      done = at + code.length
      const start = offset + at
      const shown = guest
        .builder()
        .copy({ start, end: start + code.length })
        .build()
      for (const command of walkCommands(nested(withPlaceholders(shown))))
        if (command.words.length > 0) found.push({ command, line: lead + line, at: lead.length + at })
    }
    lead = ''
    offset += line.length + 1
  }
  return found
}

/** How a Dockerfile begins, which goes to `docker build` and is shown to nobody (Dockerfile reference, "FROM"). */
const dockerfile = /^(?:[ \t]*(?:#[^\n]*|ARG[ \t][^\n]*)?\n)*FROM[ \t]+\S/

const shows = new Set(['echo', 'printf', 'print', 'cat'])

/** The commands in what `echo`, `printf` or `cat` with a here-document shows; nothing when it goes to a file. */
export function shownBy(command: ShellCommand, context: ShownContext): ShownCommand[] {
  const program = command.words[0]?.text ?? ''
  if (!shows.has(program)) return []
  const { guest } = context
  const writes = command.redirections.some(
    ({ operator, target }) => operator.includes('>') && !(operator === '>&' && target?.text === '2'),
  )
  if (writes) return []
  if (program === 'cat') {
    if (command.words.length > 1) return []
    return command.redirections.flatMap(({ heredoc }) => {
      const text = heredoc ? guest.hostText(heredoc.span) : ''
      return heredoc && !dockerfile.test(text) ? shownCommands(text, heredoc.span, context) : []
    })
  }
  return command.words.slice(1).flatMap(({ parts }) =>
    parts.flatMap((part) => {
      if (part.kind !== 'text') return []
      const { text, span, quoted } = part
      const margin = quoted && span.end - span.start === text.length + 2 ? 1 : 0
      const above = guest.hostText({ start: parts[0]?.span.start ?? span.start, end: span.start })
      const before = above.slice(above.lastIndexOf('\n') + 1)
      return shownCommands(text, { start: span.start + margin, end: span.end - margin }, context, before)
    }),
  )
}
