import type { Span } from '../../text/span.ts'
import type { Guest } from '../embed/guest.ts'
import type { SyntaxNode } from '../syntax-node.ts'
import type { ShellCommand, ShellRedirection, ShellStatement, ShellWord } from './ast.ts'
import type { Heredoc } from './here-texts.ts'
import { readWord, type WordContext } from './read-word.ts'

export interface RedirectionContext extends WordContext {
  /** By the offset of their operator. */
  readonly heredocs: ReadonlyMap<number, Heredoc>
  /** Offsets of `<<<`. */
  readonly hereStrings: ReadonlySet<number>
  /** The statements of code inside this code. */
  nested(code: Guest): readonly ShellStatement[]
}

/** Redirections, and the words that tree-sitter-bash takes for their further targets: `cat >out more`. */
export interface Redirected {
  readonly redirections: ShellRedirection[]
  readonly words: ShellWord[]
}

const operators = /^(?:&>>|&>|<<<|>>|>&|>\||<&|<>|<|>)-?$/
const notTargets = new Set(['file_descriptor', 'comment'])
export const redirectionTypes = new Set(['file_redirect', 'herestring_redirect', 'heredoc_redirect'])

/** Reads one redirection node into `into`. With `toShell`, here-documents are shell code. */
export function readRedirection(
  node: SyntaxNode,
  context: RedirectionContext,
  into: Redirected,
  toShell = false,
): void {
  const { guest, heredocs, hereStrings } = context
  const operator = node.children.find((child) => operators.test(child.type))
  const heredoc = operator && heredocs.get(operator.start)
  const targets = node.children.filter((child) => child.named && !notTargets.has(child.type))
  const target = targets.shift()
  if (heredoc) {
    const { start, end, expands, bodyStart, bodyEnd } = heredoc
    const code = guest.builder()
    if (toShell) guest.copyInto(code, bodyStart, bodyEnd)
    const substitutions = toShell || !expands ? [] : substitutionsIn(heredoc, context)
    into.redirections.push({
      operator: heredoc.operator,
      heredoc: {
        span: guest.span(bodyStart, bodyEnd),
        expands,
        ...(toShell && { code: context.nested(code.build()) }),
        ...(substitutions.length > 0 && { substitutions }),
      },
      span: guest.span(Math.min(node.start, start), end),
    })
  } else {
    into.redirections.push({
      operator: hereStrings.has(operator?.start ?? -1) ? '<<<' : (operator?.type.replace(/-$/, '') ?? '>'),
      ...(target && { target: readWord(target, context) }),
      span: guest.span(node.start, target?.end ?? operator?.end ?? node.end),
    })
  }
  for (const word of targets) into.words.push(readWord(word, context))
}

/** The code in `$( … )` and between backticks of a here-document (POSIX, 2.7.4), which quotes do not protect. */
function substitutionsIn({ bodyStart, bodyEnd }: Heredoc, context: RedirectionContext): ShellStatement[] {
  const { guest } = context
  const body = guest.text.slice(bodyStart, bodyEnd)
  const found: ShellStatement[] = []
  for (let at = 0; at < body.length; at++) {
    if (body[at] === '\\') at++
    else if (body[at] === '`' || body.startsWith('$(', at)) {
      const start = at + (body[at] === '`' ? 1 : 2)
      const end = body[at] === '`' ? body.indexOf('`', start) : closingBracket(body, start)
      if (end < 0) return found
      const code = guest.builder()
      guest.copyInto(code, bodyStart + start, bodyStart + end)
      if (body[start] !== '(') found.push(...context.nested(code.build()))
      at = end
    }
  }
  return found
}

/** Where the bracket closes that is open at an offset; -1 when it does not. */
function closingBracket(text: string, from: number): number {
  let open = 1
  for (const { index, 0: token } of text
    .slice(from)
    .matchAll(/\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|[()]/g)) {
    if (token === '(') open++
    else if (token === ')' && --open === 0) return from + index
  }
  return -1
}

/** Gives redirections that stand behind a statement to the part of it that they redirect. */
export function redirect(statement: ShellStatement, added: Redirected): ShellStatement {
  switch (statement.kind) {
    case 'command':
      return redirectCommand(statement, added)
    case 'and-or':
      return { ...statement, right: redirect(statement.right, added) }
    case 'pipeline': {
      const last = statement.commands.at(-1)
      if (!last) return statement
      return { ...statement, commands: [...statement.commands.slice(0, -1), redirect(last, added)] }
    }
    case 'group':
      return { ...statement, redirections: [...statement.redirections, ...added.redirections] }
    default:
      return {
        kind: 'group',
        subshell: false,
        body: [statement],
        redirections: added.redirections,
        span: statement.span,
      }
  }
}

function redirectCommand(command: ShellCommand, added: Redirected): ShellCommand {
  const words = inOrder([...command.words, ...added.words])
  const redirections = [...command.redirections, ...added.redirections]
  return { ...command, words, redirections, span: commandSpan(words) ?? command.span }
}

/** Words as they stand: the tree may give words to a redirection before the command (`>out more command`). */
export function inOrder(words: readonly ShellWord[]): ShellWord[] {
  return [...words].sort((a, b) => a.span.start - b.span.start)
}

/** From the first word to the last; undefined without words. */
export function commandSpan(words: readonly ShellWord[]): Span | undefined {
  const first = words[0]
  const last = words.at(-1)
  return first && last && { start: first.span.start, end: last.span.end }
}
