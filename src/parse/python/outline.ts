import type { Span } from '../../text/span.ts'
import { skipString } from './comments.ts'

/** What a Python file imports and defines, as far as its own text tells. */
export interface PythonOutline {
  /** Names bound at the top level, also below `if` and `try`; null where `from x import *` or `__getattr__` may bind more. */
  readonly names: ReadonlySet<string> | null
  readonly imports: readonly PythonImport[]
}

/** One module that an `import` names. */
export interface PythonImport {
  /** Dotted, as written; a relative one is left out. */
  readonly module: string
  /** The names of `from module import a, b`, each of which may be a module; empty for `import module`. */
  readonly members: readonly string[]
  /** Of the module. */
  readonly span: Span
  /** Whether a failure of it is caught, or it is for type checkers only. */
  readonly optional: boolean
  /** Whether it stands in a function or a class, so that it may run later. */
  readonly late: boolean
}

/** Reads the statements that import or define something; linear in the text. */
export function outlineOf(text: string): PythonOutline {
  const names = new Set<string>()
  const imports: PythonImport[] = []
  let open = false
  /** Blocks around the line: how far they are indented and what they are. */
  const blocks: { readonly indent: number; readonly kind: 'local' | 'optional' | 'plain' }[] = []
  for (const { start, code } of logicalLines(text)) {
    const indent = code.search(/\S/)
    while (blocks.length > 0 && indent <= (blocks.at(-1)?.indent ?? -1)) blocks.pop()
    const isLocal = blocks.some(({ kind }) => kind === 'local')
    const optional = blocks.some(({ kind }) => kind === 'optional')
    const whole = code.slice(indent)
    for (const { statement, at } of statementsOf(whole)) {
      const found = /^(?:import|from)\b/.test(statement) ? readImport(statement, start + indent + at) : null
      for (const one of found?.modules ?? []) imports.push({ ...one, optional, late: isLocal })
      if (isLocal) continue
      for (const name of found?.binds ?? boundBy(statement)) names.add(name)
      open ||= found?.star ?? names.has('__getattr__')
    }
    if (whole.endsWith(':')) blocks.push({ indent, kind: kindOf(whole) })
  }
  return { names: open ? null : names, imports }
}

function kindOf(statement: string): 'local' | 'optional' | 'plain' {
  if (/^(?:async\s+def|def|class)\b/.test(statement)) return 'local'
  return /^(?:try|except)\b|^if\s+(?:\w+\.)?TYPE_CHECKING\b|^with\s+(?:\w+\.)?suppress\b/.test(statement)
    ? 'optional'
    : 'plain'
}

/** The statements of a logical line: those that `;` parts, and what a line such as `if x: y = 1` runs. */
function* statementsOf(line: string): Generator<{ readonly statement: string; readonly at: number }> {
  let at = 0
  for (const part of line.split(';')) {
    const head = /^\s*/.exec(part)?.[0].length ?? 0
    yield { statement: part.slice(head), at: at + head }
    const colon = /^\s*(?:if|elif|else|try|except|finally|for|while|with)\b/.test(part)
      ? part.lastIndexOf(':')
      : -1
    if (colon > 0 && colon < part.length - 1) {
      const rest = part.slice(colon + 1)
      const inner = colon + 1 + (/^\s*/.exec(rest)?.[0].length ?? 0)
      yield { statement: part.slice(inner), at: at + inner }
    }
    at += part.length + 1
  }
}

/** The names that a statement binds. */
function boundBy(statement: string): readonly string[] {
  const defined = /^(?:async\s+)?(?:def|class|type)\s+([^\W\d]\w*)/.exec(statement)?.[1]
  if (defined !== undefined) return [defined]
  const bound = [...statement.matchAll(/\bas\s{1,9}([^\W\d]\w{0,99})|([^\W\d]\w{0,99})\s{0,9}:=/g)].map(
    ([, a, b]) => a ?? b ?? '',
  )
  const loop = /^(?:async\s+)?for\s+([\w(](?:[\w\s,()]{0,200}[\w),])?)\s+in\b/.exec(statement)?.[1]
  return [...bound, ...(loop?.match(/[^\W\d]\w*/g) ?? []), ...assigned(statement)]
}

/** `a = b = 1`, `a, b = f()`, `a: int = 1`. */
function assigned(statement: string): readonly string[] {
  const names: string[] = []
  const target = /[ \t]*([^\W\d]\w*(?:[ \t]*,[ \t]*[^\W\d]\w*)*)[ \t]*(?:,[ \t]*)?(?:=(?!=)|:(?=[^=\n]*=))/y
  for (let found = target.exec(statement); found; found = target.exec(statement)) {
    names.push(...(found[1] ?? '').split(',').map((name) => name.trim()))
    if (statement[target.lastIndex - 1] === ':') break
  }
  return names
}

/** An import on one logical line, without parentheses and comments. */
function readImport(statement: string, start: number) {
  const modules: Omit<PythonImport, 'optional' | 'late'>[] = []
  const place = (name: string, at: number) => ({ start: start + at, end: start + at + name.length })
  const from = /^from\s+([\w.]+)\s+import\b/.exec(statement)
  if (from) {
    const [head, module = ''] = from
    const listed = statement.slice(head.length)
    const entries = listed.split(',').map((part) => part.match(/[\w*]+/g) ?? [])
    const members = entries.flatMap(([name]) => (name === undefined ? [] : [name]))
    const binds = entries.flatMap((words) => words.at(-1) ?? [])
    if (!module.startsWith('.'))
      modules.push({ module, members, span: place(module, statement.indexOf(module, 4)) })
    return { modules, binds, star: binds.includes('*') }
  }
  const binds: string[] = []
  const list = /([\w.]+)(?:\s+as\s+(\w+))?\s*(,|;|$)/y
  list.lastIndex = /^import\s*/.exec(statement)?.[0].length ?? 0
  for (let found = list.exec(statement); found; found = list.exec(statement)) {
    const [, module = '', alias, next] = found
    modules.push({ module, members: [], span: place(module, found.index) })
    binds.push(alias ?? module.split('.')[0] ?? '')
    if (next !== ',') break
    list.lastIndex += /^\s*/.exec(statement.slice(list.lastIndex, list.lastIndex + 200))?.[0].length ?? 0
  }
  return { modules, binds, star: false }
}

/**
 * The statements of a file by their logical lines: brackets and backslashes join lines. Strings, comments, brackets of
 * an import and line breaks inside are blanked, so that offsets stay.
 */
function* logicalLines(text: string): Generator<{ readonly start: number; readonly code: string }> {
  let start = 0
  let depth = 0
  let code = ''
  let copied = 0
  const blank = (from: number, to: number) => {
    code += text.slice(copied, from) + ' '.repeat(to - from)
    copied = to
  }
  const mark = /["'#\n\\()[\]{}]/g
  for (let found = mark.exec(text); ; found = mark.exec(text)) {
    const at = found?.index ?? text.length
    const unit = found?.[0] ?? '\n'
    if ('([{'.includes(unit)) depth++
    else if (')]}'.includes(unit)) depth = Math.max(0, depth - 1)
    if (found && (unit !== '\n' || depth > 0)) {
      const end = endOfMark(text, at, unit)
      blank(at, Math.min(end, text.length))
      mark.lastIndex = end
      continue
    }
    code += text.slice(copied, at)
    if (/\S/.test(code)) yield { start, code: code.trimEnd() }
    code = ''
    copied = at + 1
    start = at + 1
    if (!found) return
  }
}

/** Where what a mark opens ends: a string, a comment, a joined line, or the mark itself. */
function endOfMark(text: string, at: number, unit: string): number {
  if (unit === '"' || unit === "'") return skipString(text, at)
  if (unit === '\\') return text[at + 1] === '\r' ? at + 3 : at + 2
  const end = unit === '#' ? text.indexOf('\n', at) : at + 1
  return end < 0 ? text.length : end
}
