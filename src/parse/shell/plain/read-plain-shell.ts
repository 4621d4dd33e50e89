import type { Guest } from '../../embed/guest.ts'
import type { ShellComment, ShellIf, ShellLoop, ShellStatement, ShellWord } from '../ast.ts'
import { redirect } from '../redirections.ts'
import { readPlainCommand, readPlainTest, readRedirections } from './commands.ts'
import { ShellCursor } from './cursor.ts'
import { readPlainWord } from './words.ts'

/** Deeper code is left to the grammar. */
const deepest = 30

/** The same for code in the words of other code. */
const deepestNesting = 3

/** More `&&` in a row than these nest too deeply. */
const longestChain = 100

const functionHead = /([A-Za-z_][\w-]*)[ \t]*\(\)[ \t\n]*(?=\{[ \t\n])/y
const loopHead = /for[ \t]+([A-Za-z_]\w*)[ \t]+in(?=[ \t])/y

/**
 * Reads shell code without the grammar, several times as fast: what the grammar would read, or null where anything is
 * wrong or out of the ordinary (`case`, arrays, arithmetic, process substitution …).
 */
export function readPlainShell(
  guest: Guest,
): { statements: readonly ShellStatement[]; comments: readonly ShellComment[] } | null {
  return readNested(guest, 0)
}

function readNested(guest: Guest, nesting: number) {
  if (guest.text.includes('\0') || nesting > deepestNesting) return null
  const cursor = new ShellCursor(guest)
  const statements = new PlainShellReader(cursor, nesting).list()
  return cursor.isDone ? { statements, comments: cursor.comments } : null
}

/** Reads by recursive descent. After a failure, what it returns means nothing. */
class PlainShellReader {
  readonly #cursor: ShellCursor
  readonly #nesting: number
  #depth = 0

  constructor(cursor: ShellCursor, nesting: number) {
    this.#cursor = cursor
    this.#nesting = nesting
  }

  /** Statements up to the end, a closing bracket or a word that closes something. */
  list(): ShellStatement[] {
    const cursor = this.#cursor
    const body: ShellStatement[] = []
    if (++this.#depth > deepest) cursor.fail()
    for (;;) {
      const first = cursor.passLines()
      if (first === '' || first === ')' || closing.has(cursor.reservedWord())) break
      const statement = this.#chain()
      const end = cursor.passBlanks()
      if (end === '&') {
        cursor.take(1)
        const { span } = statement
        body.push({ kind: 'group', subshell: true, body: [statement], redirections: [], span })
      } else {
        body.push(statement)
        if (end === ';') cursor.take(1)
        else if (!endsStatement.has(end)) cursor.fail()
      }
    }
    this.#depth--
    return body
  }

  /** Statements that stand inside something, which must not be empty. */
  readonly #body = (): ShellStatement[] => {
    const body = this.list()
    if (body.length === 0) this.#cursor.fail()
    return body
  }

  /** `a && b || c` */
  #chain(): ShellStatement {
    const cursor = this.#cursor
    const start = cursor.at
    let left = this.#pipeline()
    for (let links = 0; ; links++) {
      cursor.passBlanks()
      const operator = cursor.match(chainOperator)?.[0]
      if (operator !== '&&' && operator !== '||') return left
      if (links > longestChain) cursor.fail()
      cursor.passLines()
      const right = this.#pipeline()
      left = { kind: 'and-or', operator, left, right, span: cursor.spanFrom(start) }
    }
  }

  /** `a | b`, `! a` */
  #pipeline(): ShellStatement {
    const cursor = this.#cursor
    const start = cursor.at
    const negated = cursor.reservedWord() === '!'
    if (negated) {
      cursor.take(1)
      cursor.passBlanks()
    }
    const commands = [this.#command()]
    for (;;) {
      cursor.passBlanks()
      if (!cursor.match(pipe)) break
      cursor.passLines()
      commands.push(this.#command())
    }
    const [first] = commands
    if (commands.length === 1 && first) return first
    if (negated) cursor.fail()
    return { kind: 'pipeline', commands, span: cursor.spanFrom(start) }
  }

  #command(): ShellStatement {
    const cursor = this.#cursor
    if (cursor.text[cursor.at] === '(') return this.#redirected(this.#group('(', ')'))
    switch (cursor.reservedWord()) {
      case '':
        break
      case '[':
      case '[[':
        return readPlainTest(cursor, this.#body)
      case '{':
        return this.#redirected(this.#group('{', '}'))
      case 'if':
        return this.#redirected(this.#if())
      case 'for':
        return this.#redirected(this.#for())
      case 'while':
      case 'until':
        return this.#redirected(this.#while())
      default:
        cursor.fail()
    }
    const start = cursor.at
    const [, name] = cursor.match(functionHead) ?? []
    if (name === undefined) return readPlainCommand(cursor, this.#body, this.#nested)
    const { body } = this.#group('{', '}')
    return { kind: 'function', name, body, span: cursor.spanFrom(start) }
  }

  /** The statements of code in a word. */
  readonly #nested = (code: Guest): readonly ShellStatement[] => {
    const read = readNested(code, this.#nesting + 1)
    if (!read) this.#cursor.fail()
    return read?.statements ?? []
  }

  #redirected(statement: ShellStatement): ShellStatement {
    const redirections = readRedirections(this.#cursor, this.#body)
    return redirections.length > 0 ? redirect(statement, { redirections, words: [] }) : statement
  }

  #group(open: '(' | '{', close: ')' | '}') {
    const cursor = this.#cursor
    const start = cursor.at
    cursor.take(1)
    if (open === '(' && cursor.text[cursor.at] === '(') cursor.fail()
    const body = this.#body()
    cursor.expect(close)
    const span = cursor.spanFrom(start)
    return { kind: 'group', subshell: open === '(', body, redirections: [], span } as const
  }

  #if(): ShellIf {
    const cursor = this.#cursor
    const start = cursor.at
    const branches: ShellIf['branches'][number][] = []
    do {
      cursor.take(cursor.reservedWord().length)
      const condition = this.#body()
      cursor.expect('then')
      branches.push({ condition, body: this.#body() })
    } while (cursor.reservedWord() === 'elif')
    const hasElse = cursor.reservedWord() === 'else'
    if (hasElse) cursor.take('else'.length)
    const otherwise = hasElse ? this.#body() : []
    cursor.expect('fi')
    return { kind: 'if', branches, otherwise, span: cursor.spanFrom(start) }
  }

  #for(): ShellLoop {
    const cursor = this.#cursor
    const start = cursor.at
    const [, variable = ''] = cursor.match(loopHead) ?? []
    if (variable === '' || cursor.guest.holesIn(start, cursor.at).length > 0) cursor.fail()
    const items: ShellWord[] = []
    for (let next = cursor.passBlanks(); next !== ';' && next !== '\n'; next = cursor.passBlanks()) {
      if (cursor.failed) break
      items.push(readPlainWord(cursor, this.#body))
    }
    if (items.length === 0) cursor.fail()
    cursor.take(1)
    return { kind: 'loop', variable, items, condition: [], ...this.#loop(start) }
  }

  #while(): ShellLoop {
    const cursor = this.#cursor
    const start = cursor.at
    cursor.take('while'.length)
    const condition = this.#body()
    return { kind: 'loop', condition, ...this.#loop(start) }
  }

  /** `do … done` */
  #loop(start: number) {
    this.#cursor.expect('do')
    const body = this.#body()
    this.#cursor.expect('done')
    return { body, span: this.#cursor.spanFrom(start) }
  }
}

const closing = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', '}'])
const endsStatement = new Set(['', '\n', ')'])
const chainOperator = /&&|\|\|/y
const pipe = /\|(?![|&])/y
