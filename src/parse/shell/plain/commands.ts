import type { Guest } from '../../embed/guest.ts'
import type { ShellAssignment, ShellCommand, ShellRedirection, ShellStatement, ShellWord } from '../ast.ts'
import type { Heredoc } from '../heredocs.ts'
import { codeInLiteral, codeWords, readsCodeFromInput } from '../nested-code.ts'
import { commandSpan } from '../redirections.ts'
import type { ShellCursor } from './cursor.ts'
import { type ReadSubstituted, readPlainWord } from './words.ts'

const assignment = /([A-Za-z]\w*|_\w+)=/y
const redirection = /(?:[0-9]+(?=[<>]))?(&>>?|>>|>&|<&|>|<)(?![<>&|(-])[ \t]*/y
const program = /^(?:(?:--)?[A-Za-z./~_][\w./~+-]*)?(?:["'$][\s\S]*)?$/
const declarations = new Set(['export', 'local', 'readonly', 'declare', 'typeset'])
const declared = /^-?\w+$/
const endsCommand = new Set(['', '\n', ';', '|', ')'])

/** Words that the grammar reads otherwise where they stand as arguments. */
const reserved = new Set(
  'case coproc declare do done elif else esac export fi for function if in local readonly select then time typeset unset unsetenv until while'.split(
    ' ',
  ),
)

/** `NAME=value program argument >file` */
export function readPlainCommand(
  cursor: ShellCursor,
  substituted: ReadSubstituted,
  nested: (code: Guest) => readonly ShellStatement[],
): ShellCommand {
  const start = cursor.at
  const words: ShellWord[] = []
  const bounds: { start: number; end: number }[] = []
  const assignments: ShellAssignment[] = []
  while (!isAtEnd(cursor) && !isAtRedirection(cursor)) {
    const declares = declarations.has(words[0]?.text ?? '')
    const assigned = declares || words.length === 0 ? readAssignment(cursor, substituted) : null
    if (assigned) assignments.push(assigned)
    else {
      const from = cursor.at
      words.push(readArgument(cursor, substituted, words.length === 0))
      bounds.push({ start: from, end: cursor.at })
    }
    if (declares && !assigned && !declared.test(words.at(-1)?.text ?? '')) cursor.fail()
  }
  const own = cursor.spanFrom(start)
  const redirections = readRedirections(cursor, substituted)
  if (words.length === 0 && (assignments.length !== 1 || redirections.length > 0)) cursor.fail()
  if (redirections.some(({ heredoc }) => heredoc) && readsCodeFromInput(words)) cursor.fail()
  for (const index of codeWords(words)) {
    const word = words[index]
    const code = bounds[index] && plainCode(cursor.guest, bounds[index], words[0]?.text === 'alias')
    if (word && code) words[index] = { ...word, code: nested(code) }
    else cursor.fail()
  }
  return { kind: 'command', words, assignments, redirections, span: commandSpan(words) ?? own }
}

const quoted = /^(?:'[^']*'|"(?:[^"$`\\]|\\[\s\S])*")$/

/** The code in a word that is one quoted text, after `name=` in an alias. */
function plainCode(
  guest: Guest,
  { start, end }: { start: number; end: number },
  alias: boolean,
): Guest | null {
  const from = alias ? guest.text.indexOf('=', start) + 1 : start
  const written = guest.text.slice(from, end)
  if (!quoted.test(written)) return null
  return codeInLiteral(guest, from + 1, end - 1, written[0] === "'" ? 'raw' : 'double')
}

function isAtEnd(cursor: ShellCursor): boolean {
  const character = cursor.passBlanks()
  return endsCommand.has(character) || (character === '&' && cursor.text[cursor.at + 1] !== '>')
}

function isAtRedirection(cursor: ShellCursor): boolean {
  redirection.lastIndex = cursor.at
  return redirection.test(cursor.text) || cursor.isAtHeredoc()
}

function readArgument(cursor: ShellCursor, substituted: ReadSubstituted, isProgram: boolean): ShellWord {
  const start = cursor.at
  const word = readPlainWord(cursor, substituted)
  const written = cursor.text.slice(start, cursor.at)
  const isKnown = isProgram ? program.test(written) : written[0] !== '=' && !reserved.has(written)
  if (!isKnown) cursor.fail()
  return word
}

function readAssignment(cursor: ShellCursor, substituted: ReadSubstituted): ShellAssignment | null {
  const { at: start, guest } = cursor
  const [, name] = cursor.match(assignment) ?? []
  if (name === undefined) return null
  if (guest.holesIn(start, cursor.at).length > 0) cursor.fail()
  const value = /[\s;&|)]/.test(cursor.text[cursor.at] ?? ' ')
    ? undefined
    : readPlainWord(cursor, substituted)
  return { name, ...(value && { value }), span: cursor.spanFrom(start) }
}

/** The redirections behind a statement, which does not end with them but before. */
export function readRedirections(cursor: ShellCursor, substituted: ReadSubstituted): ShellRedirection[] {
  const redirections: ShellRedirection[] = []
  const { end } = cursor
  while (!isAtEnd(cursor)) {
    const start = cursor.at
    const heredoc = cursor.matchHeredoc()
    const [, operator] = heredoc ? [] : (cursor.match(redirection) ?? [])
    if (heredoc) redirections.push(readHeredoc(cursor, heredoc))
    else if (operator === undefined) cursor.fail()
    else {
      const target = readPlainWord(cursor, substituted)
      redirections.push({ operator, target, span: cursor.spanFrom(start) })
    }
  }
  cursor.end = end
  return redirections
}

function readHeredoc({ guest }: ShellCursor, heredoc: Heredoc): ShellRedirection {
  const { operator, expands, start, end, bodyStart, bodyEnd } = heredoc
  return {
    operator,
    heredoc: { span: guest.span(bodyStart, bodyEnd), expands },
    span: guest.span(start, end),
  }
}

const unary = /^-[a-zA-Z]$/
const binary = /^(?:==?|!=|-(?:eq|ne|lt|le|gt|ge))$/

/** `[ -f "$a" ]`, `[[ $a == b ]]` */
export function readPlainTest(cursor: ShellCursor, substituted: ReadSubstituted): ShellCommand {
  const bracket = cursor.reservedWord()
  const close = bracket === '[' ? ']' : ']]'
  const words: ShellWord[] = []
  const read = (length: number) => {
    const start = cursor.at
    cursor.take(length)
    const span = cursor.spanFrom(start)
    const text = cursor.text.slice(start, cursor.at)
    words.push({ span, parts: [{ kind: 'text', text, quoted: false, span }], text })
  }
  read(bracket.length)
  const written: string[] = []
  while (!cursor.failed && cursor.passBlanks() !== ']') {
    const start = cursor.at
    words.push(readPlainWord(cursor, substituted))
    written.push(cursor.text.slice(start, cursor.at))
  }
  if (cursor.text.startsWith(close, cursor.at)) read(close.length)
  else cursor.fail()
  const [first = '', second = '', third = ''] = written[0] === '!' ? written.slice(1) : written
  const length = written[0] === '!' ? written.length - 1 : written.length
  const isUnary = length === 2 && unary.test(first)
  const isBinary = length === 3 && binary.test(second) && !unary.test(first) && third !== ''
  if (!isUnary && !isBinary) cursor.fail()
  return {
    kind: 'command',
    words,
    assignments: [],
    redirections: readRedirections(cursor, substituted),
    span: commandSpan(words) ?? cursor.spanFrom(0),
  }
}
