/** A here-document; all offsets are the guest's. */
export interface Heredoc {
  /** `<<` to the end of the delimiter. */
  readonly start: number
  readonly end: number
  readonly operator: '<<' | '<<-'
  /** False when the delimiter is quoted. */
  readonly expands: boolean
  readonly bodyStart: number
  readonly bodyEnd: number
  /** End of the closing delimiter, or of the text when there is none. */
  readonly close: number
}

/** The here-documents of some code, and the offsets of its `<<<`. */
export interface HereTexts {
  readonly heredocs: readonly Heredoc[]
  readonly strings: readonly number[]
}

interface Pending {
  readonly start: number
  readonly end: number
  readonly operator: '<<' | '<<-'
  readonly expands: boolean
  readonly delimiter: string
}

const delimiterWord = /(?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s;|&<>()'"\\`])+/y

/**
 * Finds the here-documents of shell code. tree-sitter-bash reads what follows `<<EOF` on its line as part of the
 * redirection and gives up on `<<EOF >out | next` and `<<EOF; then`, so they are taken out before it parses.
 */
export function findHeredocs(text: string): HereTexts {
  const found: Heredoc[] = []
  const strings: number[] = []
  if (!text.includes('<<')) return { heredocs: found, strings }
  let pending: Pending[] = []
  const open: ('"' | '(' | '{' | '((')[] = []
  let at = 0
  while (at < text.length) {
    const top = open.at(-1)
    const unit = text[at]
    if (unit === '\\') at += 2
    else if (unit === '"') {
      if (top === '"') open.pop()
      else open.push('"')
      at++
    } else if (unit === '$' && text.startsWith('((', at + 1)) {
      open.push('((')
      at += 3
    } else if (unit === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) {
      open.push(text[at + 1] as '(' | '{')
      at += 2
    } else if (unit === '}' && top === '{') {
      open.pop()
      at++
    } else if (top === '"') at++
    else if (unit === "'") at = afterSingleQuotes(text, at)
    else if (unit === '(') {
      const arithmetic = text[at + 1] === '(' && startsWord(text, at)
      open.push(arithmetic ? '((' : '(')
      at += arithmetic ? 2 : 1
    } else if (unit === ')' && (top === '(' || top === '((')) {
      open.pop()
      at += top === '((' && text[at + 1] === ')' ? 2 : 1
    } else if (unit === '#' && top !== '{' && top !== '((' && startsWord(text, at)) {
      const lineEnd = text.indexOf('\n', at)
      at = lineEnd < 0 ? text.length : lineEnd
    } else if (text.startsWith('<<<', at)) {
      strings.push(at)
      at += 3
    } else if (unit === '<' && text[at + 1] === '<' && top !== '{' && top !== '((') {
      const heredoc = readOperator(text, at)
      if (heredoc) pending.push(heredoc)
      at = heredoc?.end ?? at + 2
    } else if (unit === '\n' && pending.length > 0) {
      at++
      for (const heredoc of pending) {
        const body = readBody(text, at, heredoc)
        found.push({ ...heredoc, ...body })
        at = Math.min(text.length, body.close + 1)
      }
      pending = []
    } else at++
  }
  return { heredocs: found, strings }
}

/**
 * The code with each here-document read as one plain redirection of the same length, `<____`, and its body blank;
 * `<<<` becomes `<`, which the grammar takes in more places.
 */
export function maskHeredocs(code: string, { heredocs, strings }: HereTexts): string {
  if (heredocs.length === 0 && strings.length === 0) return code
  let text = code
  if (strings.length > 0) {
    const units = code.split('')
    for (const at of strings) units.fill(' ', at + 1, at + 3)
    text = units.join('')
  }
  const parts: string[] = []
  let at = 0
  for (const { start, end, bodyStart, close } of heredocs) {
    parts.push(text.slice(at, start), '<', '_'.repeat(end - start - 1))
    parts.push(text.slice(end, bodyStart), text.slice(bodyStart, close).replace(/[^\n]/g, ' '))
    at = close
  }
  parts.push(text.slice(at))
  return parts.join('')
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s;&|(]/.test(text[at - 1] ?? '')
}

function afterSingleQuotes(text: string, at: number): number {
  if (text[at - 1] !== '$') {
    const end = text.indexOf("'", at + 1)
    return end < 0 ? at + 1 : end + 1
  }
  let end = at + 1
  while (end < text.length && text[end] !== "'") end += text[end] === '\\' ? 2 : 1
  return end + 1
}

function readOperator(text: string, start: number): Pending | undefined {
  const operator = text[start + 2] === '-' ? '<<-' : '<<'
  let at = start + operator.length
  while (text[at] === ' ' || text[at] === '\t') at++
  delimiterWord.lastIndex = at
  const word = delimiterWord.exec(text)?.[0]
  if (word === undefined) return undefined
  const delimiter = word.replace(/\\(.)|['"]/g, '$1')
  return { start, end: at + word.length, operator, expands: delimiter === word, delimiter }
}

function readBody(text: string, bodyStart: number, { operator, delimiter }: Pending) {
  let at = bodyStart
  while (at < text.length) {
    const lineEnd = text.indexOf('\n', at)
    const end = lineEnd < 0 ? text.length : lineEnd
    const line = text.slice(at, end)
    if ((operator === '<<-' ? line.replace(/^\t+/, '') : line) === delimiter) {
      return { bodyStart, bodyEnd: at, close: end }
    }
    at = end + 1
  }
  return { bodyStart, bodyEnd: text.length, close: text.length }
}
