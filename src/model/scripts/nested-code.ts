import type { ShellStatement, ShellWord, ShellWordPart } from '../../parse/shell/ast.ts'
import type { Span } from '../../text/span.ts'

/** One character of quoted code with its place in the file, or a part that is no text. */
type Atom = { readonly text: string; readonly span: Span } | ShellWordPart

/**
 * The code that a word holds, such as the `'…'` of `bash -c '…'` or of `alias x='…'`, from the `skip`th character on.
 * Spans are native wherever the quoting keeps characters one to one, else they are the quoted part's.
 * Compound commands are not structured; their commands are found in order.
 */
export function nestedStatements(word: Pick<ShellWord, 'parts'>, skip = 0): ShellStatement[] {
  return new Lexer(atomsOf(word, skip)).statements(')')
}

function isText(atom: Atom): atom is { readonly text: string; readonly span: Span } {
  return !('kind' in atom)
}

function atomsOf(word: Pick<ShellWord, 'parts'>, skip: number): Atom[] {
  const atoms: Atom[] = []
  let left = skip
  for (const part of word.parts) {
    if (part.kind !== 'text') {
      atoms.push(part)
      continue
    }
    const { text, span } = part
    const width = span.end - span.start
    const margin = width === text.length ? 0 : width === text.length + 2 && part.quoted ? 1 : -1
    for (let index = 0; index < text.length; index++) {
      if (left-- > 0) continue
      const start = span.start + margin + index
      atoms.push({ text: text[index] as string, span: margin < 0 ? span : { start, end: start + 1 } })
    }
  }
  return atoms
}

const separators = new Set([';', '\n', '&', '|'])

class Lexer {
  readonly #atoms: readonly Atom[]
  #at = 0
  #depth = 0

  constructor(atoms: readonly Atom[]) {
    this.#atoms = atoms
  }

  #peek(offset = 0): string | null {
    const atom = this.#atoms[this.#at + offset]
    return atom && isText(atom) ? atom.text : null
  }

  /** Statements up to the closing character or the end. */
  statements(close: string): ShellStatement[] {
    const result: ShellStatement[] = []
    let join: { operator: '&&' | '||'; left: ShellStatement } | null = null
    while (this.#at < this.#atoms.length) {
      const character = this.#peek()
      if (character === close && this.#depth > 0) break
      if (character === '#') this.#comment()
      else if (character === '(' && this.#depth < 40) {
        const group = this.#group()
        join = add(result, join, group)
      } else if (character !== null && (separators.has(character) || /[\s)(]/.test(character))) {
        const pair: string = character + (this.#peek(1) ?? '')
        this.#at += pair === '&&' || pair === '||' ? 2 : 1
        if (pair === '&&' || pair === '||') {
          const left = result.pop()
          if (left) join = { operator: pair, left }
        }
      } else {
        const command = this.#command()
        if (command) join = add(result, join, command)
      }
    }
    if (join) result.push(join.left)
    return result
  }

  #group(): ShellStatement {
    const start = this.#span().start
    this.#at++
    this.#depth++
    const body = this.statements(')')
    this.#depth--
    const end = this.#span().end
    this.#at++
    return {
      kind: 'group',
      subshell: true,
      body,
      redirections: [],
      span: { start, end: Math.max(start, end) },
    }
  }

  #span(): Span {
    const atom = this.#atoms[Math.min(this.#at, this.#atoms.length - 1)]
    return atom ? atom.span : { start: 0, end: 0 }
  }

  #comment(): void {
    while (this.#at < this.#atoms.length && this.#peek() !== '\n') this.#at++
  }

  #command(): ShellStatement | null {
    const words: ShellWord[] = []
    for (;;) {
      while (this.#peek() === ' ' || this.#peek() === '\t') this.#at++
      if (this.#at >= this.#atoms.length) break
      const character = this.#peek()
      if (character === '#') break
      if (character !== null && (separators.has(character) || character === '(' || character === ')')) break
      if (character === '\\' && this.#peek(1) === '\n') {
        this.#at += 2
        continue
      }
      const word = this.#word()
      if (/^\d?[<>]/.test(word.text ?? '')) {
        if (/^\d?[<>]{1,2}&?$/.test(word.text ?? '')) this.#skipWord()
      } else words.push(word)
    }
    const reserved = new Set([
      'if',
      'then',
      'else',
      'elif',
      'fi',
      'do',
      'done',
      'while',
      'until',
      '!',
      '{',
      '}',
    ])
    while (words[0] && reserved.has(words[0].text ?? '')) words.shift()
    const [first] = words
    const last = words.at(-1)
    if (!first || !last) return null
    const assigned = words.findIndex((word) => !/^\w+=/.test(word.text ?? ''))
    const kept = assigned < 0 ? [] : words.slice(assigned)
    const assignments = words.slice(0, assigned < 0 ? words.length : assigned).map((word) => ({
      name: (word.text ?? '').split('=')[0] ?? '',
      span: word.span,
    }))
    const span = { start: (kept[0] ?? first).span.start, end: last.span.end }
    return { kind: 'command', words: kept, assignments, redirections: [], span }
  }

  #skipWord(): void {
    while (this.#peek() === ' ') this.#at++
    if (this.#at < this.#atoms.length && !/[;&|\n]/.test(this.#peek() ?? '')) this.#word()
  }

  #word(): ShellWord {
    const parts: ShellWordPart[] = []
    const start = this.#span().start
    let end = start
    let quote = ''
    let text = ''
    let from = start
    const flush = () => {
      if (text) parts.push({ kind: 'text', text, quoted: quote !== '', span: { start: from, end } })
      text = ''
    }
    while (this.#at < this.#atoms.length) {
      const atom = this.#atoms[this.#at] as Atom
      if (!isText(atom)) {
        flush()
        parts.push(atom)
        end = atom.span.end
        from = end
        this.#at++
        continue
      }
      const character = atom.text
      if (!quote && (/[\s;|()]/.test(character) || (character === '&' && !/[<>]$/.test(text)))) break
      this.#at++
      end = atom.span.end
      if (quote ? character === quote : character === '"' || character === "'") {
        quote = quote ? '' : character
        continue
      }
      if (character === '\\' && quote !== "'" && this.#peek() !== null) {
        text += this.#peek()
        end = this.#span().end
        this.#at++
        continue
      }
      if (character === '$' && quote !== "'") {
        flush()
        parts.push(this.#expansion(atom.span.start, quote !== ''))
        end = parts.at(-1)?.span.end ?? end
        from = end
        continue
      }
      if (character === '<' && !quote) {
        const length = this.#placeholder()
        if (length > 0) {
          flush()
          this.#at += length
          end = (this.#atoms[this.#at - 1] as Atom).span.end
          const source = this.#slice(this.#at - length - 1)
          parts.push({ kind: 'hole', source, placeholder: true, span: { start: atom.span.start, end } })
          from = end
          continue
        }
      }
      if (!text) from = atom.span.start
      text += character
    }
    flush()
    const whole = parts.every((part) => part.kind === 'text')
    return {
      span: { start, end },
      parts,
      text: whole ? parts.map((part) => ('text' in part ? part.text : '')).join('') : null,
    }
  }

  #slice(from: number): string {
    return this.#atoms
      .slice(from, this.#at)
      .map((atom) => (isText(atom) ? atom.text : ''))
      .join('')
  }

  /** Number of characters after `<` up to `>` of a placeholder such as `<member>`, or 0. */
  #placeholder(): number {
    for (let length = 0; length < 60; length++) {
      const character = this.#peek(length)
      if (character === null || !/[\w .:|/…-]/.test(character))
        return character === '>' && length > 0 ? length + 1 : 0
    }
    return 0
  }

  #expansion(start: number, quoted: boolean): ShellWordPart {
    const opening = this.#peek()
    let name = ''
    let end = start + 1
    if (opening === '(' || opening === '{') {
      const close = opening === '(' ? ')' : '}'
      let depth = 0
      while (this.#at < this.#atoms.length) {
        const character = this.#peek()
        if (character === opening) depth++
        if (character === close) depth--
        if (depth > 0 && character !== null && character !== opening) name += character
        end = this.#span().end
        this.#at++
        if (depth === 0) break
      }
      if (opening === '(' || !/^\w+$/.test(name)) return { kind: 'other', span: { start, end } }
      return { kind: 'variable', name, plain: true, quoted, span: { start, end } }
    }
    while (/^\w$/.test(this.#peek() ?? '')) {
      name += this.#peek()
      end = this.#span().end
      this.#at++
    }
    if (!name && /^[@*#?$!]$/.test(this.#peek() ?? '')) {
      end = this.#span().end
      this.#at++
    }
    if (!name) return { kind: 'other', span: { start, end } }
    return { kind: 'variable', name, plain: true, quoted, span: { start, end } }
  }
}

function add(
  result: ShellStatement[],
  join: { operator: '&&' | '||'; left: ShellStatement } | null,
  statement: ShellStatement,
): null {
  if (!join) result.push(statement)
  else {
    const span = { start: join.left.span.start, end: statement.span.end }
    result.push({ kind: 'and-or', operator: join.operator, left: join.left, right: statement, span })
  }
  return null
}
