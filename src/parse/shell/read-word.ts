import type { Guest } from '../embed/guest.ts'
import type { SyntaxNode } from '../syntax-node.ts'
import type { ShellStatement, ShellWord } from './ast.ts'
import type { Quoting } from './literal.ts'
import { WordParts } from './word-parts.ts'
import { substitutionTypes, type WordVisitor, walkWord } from './word-walk.ts'

/** What reading a word needs of its surroundings. */
export interface WordContext {
  readonly guest: Guest
  /** The statements among the nodes inside a substitution. */
  body(nodes: readonly SyntaxNode[]): readonly ShellStatement[]
}

const parameter = /^\$\{[#!]?([A-Za-z_]\w*|[0-9]+|[@*#?$!-])/

/** Reads one word; quoting is resolved and every part keeps its place. */
export function readWord(node: SyntaxNode, context: WordContext): ShellWord {
  const { start, end } = node
  const text = context.guest.text.slice(start, end)
  if (isPlain(node) && !special.test(text) && start < end && context.guest.holesIn(start, end).length === 0) {
    const span = context.guest.span(start, end)
    return { span, parts: [{ kind: 'text', text, quoted: false, span }], text }
  }
  const collector = new PartCollector(context)
  walkWord(node, collector)
  return collector.parts.word(node.start, node.end)
}

/** What makes more of a word than its own text. */
const special = /[$\\{]/

/** Whether a word is one run of text without quotes, as most are. */
function isPlain({ type, children }: SyntaxNode): boolean {
  if (type === 'command_name') return children.every((child) => isPlain(child) && child.type === 'word')
  return (type === 'word' || type === 'number') && children.length === 0
}

/** An escaped character, or a variable that the grammar takes for text. */
const missedVariable = /\\[\s\S]|\$([A-Za-z_]\w*)/g

class PartCollector implements WordVisitor {
  readonly parts: WordParts
  readonly #context: WordContext

  constructor(context: WordContext) {
    this.parts = new WordParts(context.guest)
    this.#context = context
  }

  literal(start: number, end: number, quoting: Quoting): void {
    const { guest } = this.#context
    let from = start
    const text = guest.text.slice(start, end)
    if ((quoting === 'bare' || quoting === 'double') && text.includes('$')) {
      for (const { index, 1: name = '' } of text.matchAll(missedVariable)) {
        if (name === '') continue
        const at = start + index
        this.parts.literal(from, at, quoting)
        from = at + name.length + 1
        this.parts.variable(name, at, from, { plain: true, quoted: quoting === 'double' })
      }
    }
    this.parts.literal(from, end, quoting)
  }

  empty(start: number, end: number): void {
    this.parts.empty(start, end)
  }

  expansion(node: SyntaxNode, quoted: boolean): void {
    const { type, start, end, children } = node
    const { guest, body } = this.#context
    if (substitutionTypes.has(type)) {
      this.parts.substitution(body(children), start, end, quoted)
      return
    }
    const source = guest.text.slice(start, end)
    const name = type === 'simple_expansion' ? source.slice(1) : parameter.exec(source)?.[1]
    const known = type !== 'arithmetic_expansion' && guest.holesIn(start, end).length === 0
    if (name !== undefined && known) {
      const plain = type === 'simple_expansion' || source === `\${${name}}`
      this.parts.variable(name, start, end, { plain, quoted })
    } else this.parts.other(start, end)
    this.#nested(node, quoted)
  }

  other(node: SyntaxNode): void {
    this.parts.other(node.start, node.end)
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
