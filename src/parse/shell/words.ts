import type { Guest } from '../embed/guest.ts'
import type { SyntaxNode } from '../syntax-node.ts'
import type { ShellStatement, ShellWord, ShellWordPart } from './ast.ts'
import { type Quoting, readLiteral } from './literal.ts'
import { substitutionTypes, type WordVisitor, walkWord } from './word-walk.ts'

/** What reading a word needs of its surroundings. */
export interface WordContext {
  readonly guest: Guest
  /** The statements among the nodes inside a substitution. */
  body(nodes: readonly SyntaxNode[]): readonly ShellStatement[]
}

const parameter = /^\$\{[#!]?([A-Za-z_]\w*|[0-9]+|[@*#?$!-])/
const braceExpansion = /\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}/

/** Reads one word; quoting is resolved and every part keeps its place. */
export function readWord(node: SyntaxNode, context: WordContext): ShellWord {
  const collector = new PartCollector(context)
  walkWord(node, collector)
  const span = context.guest.span(node.start, node.end)
  const parts = collector.parts
  const bare = parts.map((part) => (part.kind === 'text' && !part.quoted ? part.text : '\0')).join('')
  if (braceExpansion.test(bare)) {
    return {
      span,
      parts: [{ kind: 'other', span }, ...parts.filter((part) => part.kind !== 'text')],
      text: null,
    }
  }
  let text: string | null = ''
  for (const part of parts) text = text !== null && part.kind === 'text' ? text + part.text : null
  return { span, parts, text }
}

class PartCollector implements WordVisitor {
  readonly parts: ShellWordPart[] = []
  readonly #context: WordContext
  readonly #guest: Guest

  constructor(context: WordContext) {
    this.#context = context
    this.#guest = context.guest
  }

  literal(start: number, end: number, quoting: Quoting): void {
    for (const { kind, start: from, end: to, text, hole } of readLiteral(this.#guest, start, end, quoting)) {
      const span = this.#guest.span(from, to)
      const quoted = quoting !== 'bare' || kind === 'escape'
      const last = this.parts.at(-1)
      if (hole) {
        const { placeholder, value } = hole
        this.parts.push({
          kind: 'hole',
          source: text,
          placeholder,
          ...(value !== undefined && { value }),
          span,
        })
      } else if (last?.kind === 'text' && last.quoted === quoted && from > start) {
        this.parts[this.parts.length - 1] = {
          ...last,
          text: last.text + text,
          span: { start: last.span.start, end: span.end },
        }
      } else if (text !== '') this.parts.push({ kind: 'text', text, quoted, span })
    }
  }

  expansion(node: SyntaxNode, quoted: boolean): void {
    const span = this.#guest.span(node.start, node.end)
    if (substitutionTypes.has(node.type)) {
      this.parts.push({ kind: 'substitution', body: this.#context.body(node.children), quoted, span })
      return
    }
    const source = this.#guest.text.slice(node.start, node.end)
    const name = node.type === 'simple_expansion' ? source.slice(1) : parameter.exec(source)?.[1]
    const known =
      node.type !== 'arithmetic_expansion' && this.#guest.holesIn(node.start, node.end).length === 0
    if (name !== undefined && known) {
      const plain = node.type === 'simple_expansion' || source === `\${${name}}`
      this.parts.push({ kind: 'variable', name, plain, quoted, span })
    } else this.parts.push({ kind: 'other', span })
    this.#nested(node, quoted)
  }

  empty(start: number, end: number): void {
    this.parts.push({ kind: 'text', text: '', quoted: true, span: this.#guest.span(start, end) })
  }

  other(node: SyntaxNode): void {
    this.parts.push({ kind: 'other', span: this.#guest.span(node.start, node.end) })
    this.#nested(node, false)
  }

  /** The outermost substitutions below a node. */
  #nested(node: SyntaxNode, quoted: boolean): void {
    for (const child of node.children) {
      if (substitutionTypes.has(child.type)) this.expansion(child, quoted)
      else this.#nested(child, quoted)
    }
  }
}
