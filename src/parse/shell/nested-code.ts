import { codeOptions, posixShells, shellNames } from '../../tables/shells.ts'
import { codeBuiltins, codeOperands } from '../../tables/wrappers.ts'
import type { Guest, GuestBuilder } from '../embed/guest.ts'
import type { SyntaxNode } from '../syntax-node.ts'
import type { ShellWord } from './ast.ts'
import { type Quoting, readLiteral } from './literal.ts'
import { type WordVisitor, walkWord } from './word-walk.ts'

const commandOption = /^-[a-zA-Z]*c$/

/**
 * Indexes of the words that are shell code themselves: of `bash -c` wherever it stands in a command, `eval`, `trap`,
 * `alias`, `nix-shell --run`, `watch '…'`.
 */
export function codeWords(words: readonly ShellWord[]): number[] {
  const [first, second] = words
  const program = first ? nameOf(first) : ''
  if (program === 'alias') {
    return words.flatMap((word, index) => (index > 0 && aliasName.test(literalStart(word)) ? [index] : []))
  }
  if (codeBuiltins.has(program)) return second && !second.text?.startsWith('-') ? [1] : []
  for (const [index, word] of words.entries()) {
    const name = nameOf(word)
    const options = Object.hasOwn(codeOptions, name) ? codeOptions[name] : undefined
    const code = shellNames.has(name)
      ? shellCode(words, index)
      : options
        ? optionCode(words, index, options)
        : 0
    if (code > 0) return [code]
    if (codeOperands.has(name) || name === 'watch') return quotedCode(words, index)
  }
  return []
}

function shellCode(words: readonly ShellWord[], shell: number): number {
  let option = shell + 1
  while (words[option]?.text?.startsWith('-') && !commandOption.test(words[option]?.text ?? '')) option++
  return commandOption.test(words[option]?.text ?? '') && option + 1 < words.length ? option + 1 : 0
}

function optionCode(words: readonly ShellWord[], program: number, options: readonly string[]): number {
  const option = words.findIndex(({ text }, index) => index > program && options.includes(text ?? ''))
  return option > 0 && option + 1 < words.length ? option + 1 : 0
}

/** Operands of several words. */
function quotedCode(words: readonly ShellWord[], program: number): number[] {
  return words.flatMap(({ text }, index) =>
    index > program && text?.includes(' ') && !text.startsWith('-') ? [index] : [],
  )
}

/** Whether a command is a shell that reads its code from its input: `bash <<EOF`, `sh -s <<EOF`. */
export function readsCodeFromInput(words: readonly ShellWord[]): boolean {
  const index = words.findIndex((word) => posixShells.has(nameOf(word)))
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

function addLiteral(builder: GuestBuilder, guest: Guest, start: number, end: number, quoting: Quoting): void {
  for (const literal of readLiteral(guest, start, end, quoting)) {
    if (literal.kind === 'escape') builder.escape(guest.span(literal.start, literal.end), literal.text)
    else guest.copyInto(builder, literal.start, literal.end)
  }
}

const aliasName = /^[^\s=]+=/

/** The name of the program that a word starts; of `${pkgs.bash}/bin/bash` what follows the expression. */
function nameOf({ text, parts }: ShellWord): string {
  const last = parts.at(-1)
  const path = text ?? (last?.kind === 'text' && last.text.startsWith('/') ? last.text : '')
  return path.slice(path.lastIndexOf('/') + 1)
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
