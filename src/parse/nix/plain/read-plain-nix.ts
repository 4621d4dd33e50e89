import type { NixExpression, NixLambda } from '../ast.ts'
import { isDeeperThan } from '../children.ts'
import type { ReadSyntax } from '../read-syntax.ts'
import {
  isAtFormals,
  readAttributePath,
  readBindings,
  readFormals,
  readInterpolation,
  readName,
} from './bindings.ts'
import { NixCursor } from './cursor.ts'
import { isAtOperand, readAngledPath, readNumber, readPath } from './operands.ts'
import { operatorAt, rankOfHas, rankOfMinus, rankOfNot } from './operators.ts'
import { readIndentedString, readString } from './strings.ts'

/** Deeper code is left to the grammar, which needs no stack. */
const deepest = 200

/** The greatest depth of what is read. */
const deepestResult = 500

/**
 * Reads Nix code without the grammar, ten times as fast: what the grammar would read, or null where anything is wrong
 * or out of the ordinary (a bare URI, `~/x`, pipes, an old `let { }`). `shift` is added to every offset.
 */
export function readPlainNix(text: string, shift = 0): ReadSyntax | null {
  if (text.includes('\0')) return null
  const cursor = new NixCursor(text, shift)
  const reader = new PlainNixReader(cursor)
  const expression = reader.expression()
  if (cursor.next() !== '') cursor.fail()
  if (cursor.failed || (reader.mayBeDeep && isDeeperThan(deepestResult, expression))) return null
  return { expression, comments: cursor.comments, errors: [], tooDeep: null }
}

/** Reads by recursive descent. After a failure, what it returns means nothing. */
class PlainNixReader {
  readonly #cursor: NixCursor
  #depth = 0
  #greatestDepth = 0
  #longestChain = 0

  constructor(cursor: NixCursor) {
    this.#cursor = cursor
  }

  /** Whether chains of operators or calls, each of which nests the ones before it, may add up to too great a depth. */
  get mayBeDeep(): boolean {
    return this.#greatestDepth * (this.#longestChain + 1) > deepestResult
  }

  #enter(): void {
    if (++this.#depth > deepest) this.#cursor.fail()
    if (this.#depth > this.#greatestDepth) this.#greatestDepth = this.#depth
  }

  #noteChain(links: number): void {
    if (links > this.#longestChain) this.#longestChain = links
  }

  /** Any expression. */
  readonly expression = (): NixExpression => {
    const cursor = this.#cursor
    this.#enter()
    const isFormals = cursor.next() === '{' && isAtFormals(cursor)
    const read = isFormals ? this.#lambda() : this.#startingWith(cursor.word())
    this.#depth--
    return read
  }

  #startingWith(word: string): NixExpression {
    const cursor = this.#cursor
    const start = cursor.at
    switch (word) {
      case 'let': {
        cursor.at += word.length
        // `let { … }` has no `in`.
        if (cursor.next() === '{') cursor.fail()
        const bindings = readBindings(cursor, 'in', this.expression)
        const body = this.expression()
        return { kind: 'let', bindings, body, span: cursor.spanTo(start, body) }
      }
      case 'with': {
        const subject = this.#after(word)
        const body = this.#after(';')
        return { kind: 'with', subject, body, span: cursor.spanTo(start, body) }
      }
      case 'assert': {
        const condition = this.#after(word)
        const body = this.#after(';')
        return { kind: 'assert', condition, body, span: cursor.spanTo(start, body) }
      }
      case 'if': {
        const condition = this.#after(word)
        const consequence = this.#after('then')
        const alternative = this.#after('else')
        const span = cursor.spanTo(start, alternative)
        return { kind: 'if', condition, consequence, alternative, span }
      }
    }
    const after = word === '' ? '' : cursor.characterAfter(start + word.length)
    return after === ':' || after === '@' ? this.#lambda() : this.#operation(0)
  }

  /** The expression after a keyword or a semicolon. */
  #after(mark: string): NixExpression {
    if (mark === ';') this.#cursor.expect(mark)
    else this.#cursor.expectWord(mark)
    return this.expression()
  }

  /** `a: …`, `{ a, b }: …`, `a@{ b }: …`, `{ b }@a: …` */
  #lambda(): NixLambda {
    const cursor = this.#cursor
    const start = cursor.at
    const braceFirst = cursor.text[start] === '{'
    let formals = braceFirst ? readFormals(cursor, this.expression) : undefined
    let name = braceFirst ? undefined : readName(cursor)
    if (cursor.isAtUriColon()) cursor.fail()
    if (cursor.next() === '@') {
      cursor.at++
      if (braceFirst) name = readName(cursor)
      else if (cursor.next() === '{') formals = readFormals(cursor, this.expression)
      else cursor.fail()
    }
    cursor.expect(':')
    const body = this.expression()
    return { kind: 'lambda', ...(name && { name }), ...formals, body, span: cursor.spanTo(start, body) }
  }

  /** Operands with operators of this rank and higher between them. */
  #operation(lowest: number): NixExpression {
    const cursor = this.#cursor
    this.#enter()
    const first = cursor.next()
    const start = cursor.at
    let left = this.#operand(first)
    for (let links = 1; ; links++) {
      const sign = cursor.next()
      if (sign === '?' && rankOfHas >= lowest) {
        cursor.at++
        this.#noteChain(links)
        const path = readAttributePath(cursor, this.expression)
        left = { kind: 'has', subject: left, path, span: cursor.spanTo(start, path.at(-1) ?? left) }
        continue
      }
      const operator = operatorAt(cursor.text, cursor.at, sign)
      if (!operator || operator.rank < lowest) break
      cursor.at += operator.sign.length
      this.#noteChain(links)
      const right = this.#operation(operator.right)
      left = { kind: 'binary', operator: operator.sign, left, right, span: cursor.spanTo(start, right) }
    }
    this.#depth--
    return left
  }

  #operand(first: string): NixExpression {
    const cursor = this.#cursor
    const start = cursor.at
    if (first === '!' || (first === '-' && !cursor.isAtPath())) {
      cursor.at++
      const operand = this.#operation(first === '!' ? rankOfNot : rankOfMinus)
      return { kind: 'unary', operator: first, operand, span: cursor.spanTo(start, operand) }
    }
    let called = this.#selection()
    for (let links = 1; isAtOperand(cursor, cursor.next()); links++) {
      const argument = this.#selection()
      called = { kind: 'apply', function: called, argument, span: cursor.spanTo(start, argument) }
      this.#noteChain(links)
    }
    return called
  }

  /** `a`, `a.b.c`, `a.b or c` */
  #selection(): NixExpression {
    const cursor = this.#cursor
    this.#enter()
    const first = cursor.next()
    const start = cursor.at
    let read = this.#simple(first)
    if (cursor.next() === '.' && !cursor.isAtPath()) {
      cursor.at++
      const path = readAttributePath(cursor, this.expression)
      const hasFallback = cursor.word() === 'or'
      if (hasFallback) cursor.at += 'or'.length
      const fallback = hasFallback ? this.#selection() : undefined
      const span = cursor.spanTo(start, fallback ?? path.at(-1) ?? read)
      read = { kind: 'select', subject: read, path, ...(fallback && { fallback }), span }
    }
    this.#depth--
    return read
  }

  #simple(first: string): NixExpression {
    const cursor = this.#cursor
    const start = cursor.at
    if (cursor.isAtPath()) return readPath(cursor, this.#interpolation)
    switch (first) {
      case '"':
        return readString(cursor, this.#interpolation)
      case "'":
        if (!cursor.startsWith("''")) cursor.fail()
        return readIndentedString(cursor, this.#interpolation)
      case '(': {
        cursor.at++
        const inner = this.expression()
        cursor.expect(')')
        return { kind: 'parenthesized', inner, span: cursor.span(start) }
      }
      case '[': {
        cursor.at++
        const elements: NixExpression[] = []
        while (isAtOperand(cursor, cursor.next())) elements.push(this.#selection())
        cursor.expect(']')
        return { kind: 'list', elements, span: cursor.span(start) }
      }
      case '{':
        return this.#set(false)
      case '<':
        return readAngledPath(cursor)
    }
    if (cursor.isAtDigit()) return readNumber(cursor)
    if (cursor.word() === 'rec') return this.#set(true)
    const { name, span } = readName(cursor)
    return { kind: 'variable', name, span }
  }

  #set(recursive: boolean): NixExpression {
    const cursor = this.#cursor
    const start = cursor.at
    if (recursive) cursor.expectWord('rec')
    cursor.expect('{')
    const bindings = readBindings(cursor, '}', this.expression)
    return { kind: 'attrset', recursive, bindings, span: cursor.span(start) }
  }

  readonly #interpolation = (): NixExpression => readInterpolation(this.#cursor, this.expression)
}
