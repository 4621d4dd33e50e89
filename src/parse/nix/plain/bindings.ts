import type { NixAttribute, NixBinding, NixExpression, NixFormal, NixName } from '../ast.ts'
import { attributeOf } from '../reduce-strings.ts'
import type { NixCursor } from './cursor.ts'
import { readString } from './strings.ts'

/** Reads any expression at the cursor. */
export type ReadExpression = () => NixExpression

/** Words that are no names; `or` is one in places, which the grammar knows. */
const keywords = new Set('if then else let inherit in rec with assert or'.split(' '))

/** Reads a name, which must follow. */
export function readName(cursor: NixCursor): NixName {
  cursor.next()
  const name = cursor.word()
  const start = cursor.at
  if (name === '' || keywords.has(name)) cursor.fail()
  else cursor.at += name.length
  return { name, span: cursor.span(start) }
}

/** Reads bindings up to `}` or `in`, which is passed as well. */
export function readBindings(
  cursor: NixCursor,
  close: '}' | 'in',
  expression: ReadExpression,
): readonly NixBinding[] {
  const bindings: NixBinding[] = []
  for (;;) {
    const first = cursor.next()
    if (first === '' || cursor.failed) cursor.fail()
    const word = cursor.word()
    if (cursor.failed || first === close || word === close) {
      cursor.at += cursor.failed ? 0 : close.length
      return bindings
    }
    bindings.push(word === 'inherit' ? readInherit(cursor, expression) : readBind(cursor, expression))
  }
}

function readBind(cursor: NixCursor, expression: ReadExpression): NixBinding {
  const start = cursor.at
  const path = readAttributePath(cursor, expression)
  cursor.expect('=')
  if (cursor.startsWith('=')) cursor.fail()
  const value = expression()
  cursor.expect(';')
  return { kind: 'bind', path, value, span: cursor.span(start) }
}

function readInherit(cursor: NixCursor, expression: ReadExpression): NixBinding {
  const start = cursor.at
  cursor.expectWord('inherit')
  let from: NixExpression | undefined
  if (cursor.next() === '(') {
    cursor.at++
    from = expression()
    cursor.expect(')')
  }
  const attributes: NixAttribute[] = []
  // The grammar wants a name at least.
  do attributes.push(readAttribute(cursor, expression))
  while (!cursor.failed && cursor.next() !== ';')
  cursor.expect(';')
  const names = attributes.flatMap((attribute) =>
    attribute.kind === 'static' ? [{ name: attribute.name, span: attribute.span }] : [],
  )
  return { kind: 'inherit', ...(from && { from }), names, span: cursor.span(start) }
}

/** Reads `a."b".${c}`. */
export function readAttributePath(cursor: NixCursor, expression: ReadExpression): readonly NixAttribute[] {
  const path = [readAttribute(cursor, expression)]
  while (cursor.next() === '.' && !cursor.isAtPath()) {
    cursor.at++
    path.push(readAttribute(cursor, expression))
  }
  return path
}

function readAttribute(cursor: NixCursor, expression: ReadExpression): NixAttribute {
  const first = cursor.next()
  if (first === '"') {
    const string = readString(cursor, () => readInterpolation(cursor, expression))
    return attributeOf(string, cursor.textOf)
  }
  if (first === '$') {
    const start = cursor.at
    const inner = readInterpolation(cursor, expression)
    return { ...attributeOf(inner, cursor.textOf), span: cursor.span(start) }
  }
  return { kind: 'static', ...readName(cursor) }
}

/** Reads `${…}` and gives what stands in it. */
export function readInterpolation(cursor: NixCursor, expression: ReadExpression): NixExpression {
  cursor.expect('${')
  const inner = expression()
  cursor.expect('}')
  return inner
}

/** Whether the brace at the cursor begins formals, and no attribute set. */
export function isAtFormals(cursor: NixCursor): boolean {
  const start = cursor.at
  cursor.at++
  const first = cursor.next()
  cursor.at += first === '}' ? 1 : cursor.word().length
  const second = cursor.next()
  cursor.at = start
  if (first === '}') return second === ':' || second === '@'
  return first === '.' || (first !== second && (second === ',' || second === '?' || second === '}'))
}

/** Reads `{ a, b ? c, ... }`, with or without a comma at the end. */
export function readFormals(
  cursor: NixCursor,
  expression: ReadExpression,
): { formals: readonly NixFormal[]; open: boolean } {
  const formals: NixFormal[] = []
  cursor.at++
  for (;;) {
    const first = cursor.next()
    const open = first === '.'
    if (open) cursor.expect('...')
    if (open || first === '}' || cursor.failed) {
      cursor.expect('}')
      return { formals, open }
    }
    const name = readName(cursor)
    let fallback: NixExpression | undefined
    if (cursor.next() === '?') {
      cursor.at++
      fallback = expression()
    }
    formals.push({ name, ...(fallback && { fallback }) })
    if (cursor.next() !== '}') cursor.expect(',')
  }
}
