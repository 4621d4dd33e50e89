import type { ShellCommand, ShellStatement } from '../../parse/shell/ast.ts'
import type { Span } from '../../text/span.ts'
import { nestedStatements } from './nested-code.ts'

/** A command inside text that is shown to a person, with the line it stands in. */
export interface ShownCommand {
  readonly command: ShellCommand
  /** The text of the line, and where the command starts in it. */
  readonly line: string
  readonly at: number
}

const starts = new RegExp(
  [
    String.raw`(?<![\w./-])(?:`,
    String.raw`uvx [\w<]|uv (?:--?[\w-]+ )*(?:add|remove|run|sync|lock|pip|venv|tool|build|export|init|python|self|publish)\b`,
    '|(?:pip|pip3|poetry|pipenv|pdm|pipx|conda|mamba|micromamba|rye|hatch) (?:install|uninstall|add|remove|run|sync|lock|create|activate|env|update|upgrade|shell|export|build|publish|init|new|download|wheel|inject|list|show|freeze|check)\\b',
    String.raw`|python[\d.]* (?:-m [a-z]|[\w./-]+\.py\b)|virtualenv \S|pytest (?:-|[\w-]*[/.])`,
    String.raw`|nix (?:develop|run|build|shell)\b`,
    ')',
  ].join(''),
  'g',
)

/** Where a command ends in prose: a gap, a remark, a connecting word, the end of a sentence. */
const ends =
  / {2,}|\t| \(| [-–—#:] |[,;:] | (?:to|and|or|first|if|for|in|with|instead|again|then|before|after|manually|yourself)\b|[.!?](?=\s|$)|[`"'\])…]/g

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
function shownCommands(text: string, span: Span, before = ''): ShownCommand[] {
  if (span.end - span.start !== text.length) return []
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
      const part = {
        kind: 'text',
        text: code,
        quoted: false,
        span: { start, end: start + code.length },
      } as const
      for (const command of simpleCommands(nestedStatements({ parts: [part] })))
        found.push({ command, line: lead + line, at: lead.length + at })
    }
    lead = ''
    offset += line.length + 1
  }
  return found
}

function simpleCommands(statements: readonly ShellStatement[]): ShellCommand[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'command') return statement.words.length > 0 ? [statement] : []
    return statement.kind === 'and-or' ? simpleCommands([statement.left, statement.right]) : []
  })
}

/** The commands in what `echo`, `printf` or `cat` with a here-document shows; nothing when it goes to a file. */
export function shownBy(program: string, command: ShellCommand, source: string): ShownCommand[] {
  const writes = command.redirections.some(
    ({ operator, target }) => /^[&\d]*>/.test(operator) && target?.text !== '&2',
  )
  if (writes) return []
  if (program === 'cat' && command.words.length === 1) {
    return command.redirections.flatMap(({ heredoc }) =>
      heredoc ? shownCommands(source.slice(heredoc.span.start, heredoc.span.end), heredoc.span) : [],
    )
  }
  if (!['echo', 'printf', 'print'].includes(program)) return []
  return command.words.slice(1).flatMap(({ parts }) =>
    parts.flatMap((part) => {
      if (part.kind !== 'text') return []
      const { text, span, quoted } = part
      const margin = quoted && span.end - span.start === text.length + 2 ? 1 : 0
      const before = /[^\n]*$/.exec(source.slice(parts[0]?.span.start, span.start))?.[0] ?? ''
      return shownCommands(text, { start: span.start + margin, end: span.end - margin }, before)
    }),
  )
}
