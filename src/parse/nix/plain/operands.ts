import type { NixExpression, NixNumber, NixPath } from '../ast.ts'
import type { NixCursor } from './cursor.ts'

const angledPath = /<[A-Za-z0-9._+-]+(?:\/[A-Za-z0-9._+-]+)*>/y
const number = /(?:[1-9][0-9]*\.[0-9]*|0\.[0-9]+|[0-9]+)(?![\w.'])/y

/** Keywords that end a call. Any other begins an argument, such as `rec { }`, or is no Nix there. */
const endsCall = new Set(['then', 'else', 'in'])

/** Whether an operand without operators, such as an argument, begins at the cursor; `first` is its first character. */
export function isAtOperand(cursor: NixCursor, first: string): boolean {
  switch (first) {
    case '(':
    case '[':
    case '{':
    case '"':
      return true
    case "'":
      return cursor.startsWith("''")
    case '<':
      return cursor.match(angledPath) !== ''
  }
  if (cursor.isAtPath() || cursor.isAtDigit()) return true
  const word = cursor.word()
  return word !== '' && !endsCall.has(word)
}

/** `<nixpkgs>` */
export function readAngledPath(cursor: NixCursor): NixPath {
  const start = cursor.at
  const text = cursor.match(angledPath)
  if (text === '') cursor.fail()
  else cursor.at += text.length
  return { kind: 'path', text, interpolations: [], span: cursor.span(start) }
}

/** `1` and `1.5`; a number that runs into something else fails. */
export function readNumber(cursor: NixCursor): NixNumber {
  const start = cursor.at
  const text = cursor.match(number)
  if (text === '') cursor.fail()
  else cursor.at += text.length
  return { kind: 'number', text, span: cursor.span(start) }
}

/** `./a`, `a/b`, `./a/${b}/c` */
export function readPath(cursor: NixCursor, interpolation: () => NixExpression): NixPath {
  const start = cursor.at
  const interpolations: NixExpression[] = []
  cursor.passPathCharacters()
  // The grammar takes the operator in `a//b` for a part of a path.
  if (cursor.text.slice(start, cursor.at).includes('//')) cursor.fail()
  while (cursor.text[cursor.at] === '$') {
    interpolations.push(interpolation())
    cursor.passPathCharacters()
  }
  const text = cursor.text.slice(start, cursor.at)
  return { kind: 'path', text, interpolations, span: cursor.span(start) }
}
