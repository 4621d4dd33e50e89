import { isKnownProgram } from '../../tables/known-programs.ts'
import { shellNames } from '../../tables/shells.ts'
import { textPrograms } from '../../tables/terminal-programs.ts'
import {
  codeBuiltins,
  codeOperands,
  elsewhere,
  type Wrapper,
  wrappers,
  wrappersByVerb,
} from '../../tables/wrappers.ts'
import { lastOption, type OptionUse, readArguments } from './arguments.ts'
import { isManagerCall } from './foreign-managers.ts'
import type { CommandWord } from './word.ts'

/** What a command runs in turn. */
export type Inner =
  /** The words of another command, from this index on, perhaps in another directory. */
  | { readonly kind: 'words'; readonly words: readonly CommandWord[]; readonly directory?: OptionUse }
  /** Shell code held by one word. */
  | { readonly kind: 'code'; readonly words: readonly CommandWord[] }
  /** A command on another machine or in a container: not this repository's environment. */
  | { readonly kind: 'elsewhere' }

/** What the command of these words runs, or null when it runs nothing that can be read. */
export function innerOf(program: string, words: readonly CommandWord[]): Inner | null {
  const verb = words[1]?.text ?? ''
  const remote = own(elsewhere, program)
  if (remote && (remote.length === 0 || remote.includes(verb))) return { kind: 'elsewhere' }
  if (shellNames.has(program)) return shellCode(words)
  if (codeBuiltins.has(program)) return words[1] ? { kind: 'code', words: words.slice(1, 2) } : null
  if (codeOperands.has(program)) return quotedCode(words)
  if (program === 'nix' || program === 'nix-shell') return nixCommand(program, words)
  if (program === 'find' || program === 'fd') return findCommand(words)
  if (program === 'command' && /^-[vV]/.test(verb)) return null
  const prefix = own(wrappersByVerb, program)
  if (prefix) {
    const found = own(prefix, verb)
    if (found) return afterPrefix(words, 2, found)
  }
  const plain = own(wrappers, program)
  if (!plain) return isUnknownWrapper(program, words) ? afterPrefix(words, 1, {}) : null
  if (program === 'watch' && words.length > 1 && (words.at(-1)?.text ?? '').includes(' '))
    return quotedCode(words)
  return afterPrefix(words, 1, plain)
}

/** Whether a program that no table knows has the call of a manager as its words: `sfw uv sync`. */
function isUnknownWrapper(program: string, words: readonly CommandWord[]): boolean {
  const known = isKnownProgram(program) || textPrograms.includes(program)
  return !known && /^[a-z][\w.-]*$/.test(program) && isManagerCall(words.slice(1))
}

function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

function afterPrefix(words: readonly CommandWord[], from: number, prefix: Wrapper): Inner | null {
  const { rest, options } = readArguments(words, from, new Set((prefix.valued ?? '').split(' ')), true)
  let at = rest + (prefix.operands ?? 0)
  while (prefix.assignments && /^\w+=/.test(startOf(words[at]))) at++
  const moved = lastOption(options, ...(prefix.directory ?? []))
  const inner = words.slice(at)
  if (inner.length === 0) return null
  return moved ? { kind: 'words', words: inner, directory: moved } : { kind: 'words', words: inner }
}

/** Text of a word up to its first unknown part. */
function startOf(word: CommandWord | undefined): string {
  const first = word?.parts[0]
  return word?.text ?? (first?.kind === 'text' ? first.text : '')
}

function shellCode(words: readonly CommandWord[]): Inner | null {
  const at = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word.text ?? ''))
  const operand = words.findIndex((word, index) => index > 0 && !(word.text ?? '').startsWith('-'))
  if (at < 0 || (operand > 0 && operand < at)) return null
  const code = words[at + 1]
  return code ? { kind: 'code', words: [code] } : null
}

function quotedCode(words: readonly CommandWord[]): Inner | null {
  const code = words.slice(1).filter((word) => (word.text ?? '').includes(' ') && !word.text?.startsWith('-'))
  return code.length > 0 ? { kind: 'code', words: code } : null
}

/** `nix develop … -c cmd`, `nix shell … --command cmd`, `nix-shell --run 'code'`. */
function nixCommand(program: string, words: readonly CommandWord[]): Inner | null {
  const legacy = program === 'nix-shell'
  if (
    !legacy &&
    !['develop', 'shell', 'env'].includes(words.find((word, index) => index > 0 && isVerb(word))?.text ?? '')
  ) {
    return null
  }
  const flags = legacy ? ['--run', '--command'] : ['-c', '--command']
  const at = words.findIndex((word) => flags.includes(word.text ?? ''))
  if (at < 0 || at + 1 >= words.length) return null
  const inner = words.slice(at + 1)
  return legacy ? { kind: 'code', words: inner.slice(0, 1) } : { kind: 'words', words: inner }
}

function isVerb(word: CommandWord): boolean {
  return /^[a-z]/.test(word.text ?? '') && !/^(nix-command|flakes)\b/.test(word.text ?? '')
}

function findCommand(words: readonly CommandWord[]): Inner | null {
  const at = words.findIndex((word) => ['-exec', '-execdir', '-ok', '-x', '--exec'].includes(word.text ?? ''))
  if (at < 0) return null
  const inner = words.slice(at + 1)
  const end = inner.findIndex((word) => word.text === ';' || word.text === '+')
  const command = end < 0 ? inner : inner.slice(0, end)
  return command.length > 0 ? { kind: 'words', words: command } : null
}
