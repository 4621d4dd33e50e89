import type { Guest } from '../embed/guest.ts'
import type { ShellCommand, ShellWord } from './ast.ts'
import { codeWords } from './nested-code.ts'
import { commandSpan } from './redirections.ts'

const beyondPlain = /[^\w \t\n./:=@+,-]/
const program = /^[A-Za-z./][\w./-]*$/
const argument = /^[^=]/

/** Words that begin, join or end other statements; an argument of this name is left to the grammar as well. */
const reserved = new Set(
  'case coproc declare do done elif else esac export fi for function if in local readonly select then time typeset unset unsetenv until while'.split(
    ' ',
  ),
)

/**
 * Reads code in which each line is a program and arguments without any character that means something to the shell:
 * most code spans and many fences. Null for other code, which takes the grammar; what it would read here is the same.
 */
export function readPlainCommands(guest: Guest): ShellCommand[] | null {
  const { text, holes } = guest
  if (holes.length > 0 || beyondPlain.test(text)) return null
  const commands: ShellCommand[] = []
  let lineStart = 0
  for (const line of text.split('\n')) {
    const words: ShellWord[] = []
    for (const { 0: word, index } of line.matchAll(/[^ \t]+/g)) {
      if (!(words.length === 0 ? program : argument).test(word) || reserved.has(word)) return null
      const span = guest.span(lineStart + index, lineStart + index + word.length)
      words.push({ span, parts: [{ kind: 'text', text: word, quoted: false, span }], text: word })
    }
    if (codeWords(words).length > 0) return null
    const span = commandSpan(words)
    if (span) commands.push({ kind: 'command', words, assignments: [], redirections: [], span })
    lineStart += line.length + 1
  }
  return commands
}
