import type { Guest, GuestBuilder } from '../embed/guest.ts'
import type { SyntaxNode } from '../syntax-node.ts'
import type { ShellWord } from './ast.ts'
import { type Quoting, readLiteral } from './literal.ts'
import { type WordVisitor, walkWord } from './word-walk.ts'

const shell = /(?:^|\/)(?:ba|z|da|k|a)?sh$/
const commandOption = /^-[a-zA-Z]*c$/
const commandOptions: ReadonlyMap<string, readonly string[]> = new Map([
  ['nix-shell', ['--run', '--command']],
  ['su', ['-c', '--command']],
  ['runuser', ['-c', '--command']],
  ['script', ['-c', '--command']],
])

/** Indexes of the words that are shell code themselves: of `bash -c`, `eval`, `trap`, `alias`, `nix-shell --run`. */
export function codeWords(words: readonly ShellWord[]): number[] {
  const program = words[0]?.text
  if (program === 'alias') {
    return words.flatMap((word, index) => (index > 0 && aliasName.test(literalStart(word)) ? [index] : []))
  }
  if (program === 'eval') return words.length === 2 ? [1] : []
  if (program === 'trap') return words.length > 2 && !words[1]?.text?.startsWith('-') ? [1] : []
  const options = commandOptions.get(program ?? '')
  if (options) {
    const option = words.findIndex((word) => word.text !== null && options.includes(word.text))
    return option > 0 && option + 1 < words.length ? [option + 1] : []
  }
  for (const [index, word] of words.entries()) {
    if (!isShell(word)) continue
    let option = index + 1
    while (words[option]?.text?.startsWith('-') && !commandOption.test(words[option]?.text ?? '')) option++
    if (commandOption.test(words[option]?.text ?? '') && option + 1 < words.length) return [option + 1]
  }
  return []
}

/** Whether a command is a shell that reads its code from its input: `bash <<EOF`, `sh -s <<EOF`. */
export function readsCodeFromInput(words: readonly ShellWord[]): boolean {
  const index = words.findIndex(isShell)
  const rest = words.slice(index + 1)
  if (index < 0) return false
  return (
    rest.some((word) => word.text === '-s') || rest.every((word) => /^-(?![a-zA-Z]*c$)/.test(word.text ?? ''))
  )
}

/** The code that a word holds, its quoting resolved; what the outer shell expands is a hole. */
export function codeInWord(node: SyntaxNode, guest: Guest, alias: boolean): Guest {
  const equals = alias ? guest.text.indexOf('=', node.start) : -1
  const builder = guest.builder()
  walkWord(node, new CodeCollector(guest, builder, equals < 0 ? node.start : equals + 1))
  return builder.build()
}

/** The code in a range of literal text. */
export function codeInLiteral(guest: Guest, start: number, end: number, quoting: Quoting): Guest {
  const builder = guest.builder()
  addLiteral(builder, guest, start, end, quoting)
  return builder.build()
}

function addLiteral(builder: GuestBuilder, guest: Guest, start: number, end: number, quoting: Quoting): void {
  for (const literal of readLiteral(guest, start, end, quoting)) {
    if (literal.kind === 'escape') builder.escape(guest.span(literal.start, literal.end), literal.text)
    else guest.copyInto(builder, literal.start, literal.end)
  }
}

const aliasName = /^[^\s=]+=/

function isShell(word: ShellWord): boolean {
  const last = word.parts.at(-1)
  return last?.kind === 'text' && shell.test(word.text ?? (last.text.startsWith('/') ? last.text : ''))
}

function literalStart(word: ShellWord): string {
  const first = word.parts[0]
  return first?.kind === 'text' ? first.text : ''
}

class CodeCollector implements WordVisitor {
  readonly #guest: Guest
  readonly #builder: GuestBuilder
  readonly #from: number

  constructor(guest: Guest, builder: GuestBuilder, from: number) {
    this.#guest = guest
    this.#builder = builder
    this.#from = from
  }

  literal(start: number, end: number, quoting: Quoting): void {
    addLiteral(this.#builder, this.#guest, Math.max(start, this.#from), end, quoting)
  }

  expansion(node: SyntaxNode): void {
    this.other(node)
  }

  empty(): void {}

  other(node: SyntaxNode): void {
    if (node.start >= this.#from) this.#builder.hole(this.#guest.span(node.start, node.end))
  }
}
