import type { ShellStatement, ShellWord } from '../ast.ts'
import { WordParts } from '../word-parts.ts'
import type { ShellCursor } from './cursor.ts'

/** Reads the statements inside `$(…)`, up to its closing bracket. */
export type ReadSubstituted = () => readonly ShellStatement[]

const bare = /(?:[\w./:=@+,%^~*?!#-]|\\[^\n])+/y
const variable = /\$([A-Za-z_]\w*|[0-9@*#?$!](?!\w))/y
const braced =
  /\$\{([A-Za-z_]\w*)(|:?[-+=?](?:[\w ./:-]|\$[A-Za-z]\w*|\$\{[A-Za-z]\w*\})*|(?:##?|%%?)[\w./:*-]*)\}/y
const inDoubleQuotes = /(?:[^"$`\\]|\\[\s\S])+/y
const inSingleQuotes = /'[^']*'/y

/** Reads one word. */
export function readPlainWord(cursor: ShellCursor, substituted: ReadSubstituted): ShellWord {
  const start = cursor.at
  const parts = new WordParts(cursor.guest)
  for (;;) {
    const from = cursor.at
    switch (cursor.text[from]) {
      case '"':
        readDoubleQuotes(cursor, parts, substituted)
        continue
      case "'":
        if (!cursor.match(inSingleQuotes)) cursor.fail()
        else if (cursor.at === from + 2) parts.empty(from, cursor.at)
        else parts.literal(from + 1, cursor.at - 1, 'raw')
        continue
      case '$':
        readExpansion(cursor, parts, substituted, false)
        continue
    }
    if (!cursor.match(bare)) break
    parts.literal(from, cursor.at, 'bare')
  }
  const isWord = cursor.at > start && cursor.text[start] !== '#' && endsWord.has(cursor.text[cursor.at] ?? '')
  if (!isWord) cursor.fail()
  return parts.word(start, cursor.at)
}

const endsWord = new Set(['', ' ', '\t', '\n', ';', '&', '|', '<', '>', ')'])

function readDoubleQuotes(cursor: ShellCursor, parts: WordParts, substituted: ReadSubstituted): void {
  const start = cursor.at
  cursor.take(1)
  for (;;) {
    const from = cursor.at
    if (cursor.match(inDoubleQuotes)) parts.literal(from, cursor.at, 'double')
    const character = cursor.text[cursor.at]
    if (character === '$') readExpansion(cursor, parts, substituted, true)
    else {
      if (character === '"') cursor.take(1)
      else cursor.fail()
      if (cursor.at === start + 2) parts.empty(start, cursor.at)
      return
    }
  }
}

/** `$name`, `${name}`, `${name:-text}`, `$(…)` */
function readExpansion(
  cursor: ShellCursor,
  parts: WordParts,
  substituted: ReadSubstituted,
  quoted: boolean,
): void {
  const { at: start, text, guest } = cursor
  const match = cursor.match(variable) ?? cursor.match(braced)
  if (match) {
    const [, name = '', more = ''] = match
    parts.variable(name, start, cursor.at, { plain: more === '', quoted })
    if (guest.holesIn(start, cursor.at).length > 0) cursor.fail()
  } else if (text[start + 1] === '(' && text[start + 2] !== '(') {
    cursor.take(2)
    const body = substituted()
    cursor.expect(')')
    parts.substitution(body, start, cursor.at, quoted)
  } else cursor.fail()
}
