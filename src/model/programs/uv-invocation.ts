import { type Arguments, lastOption, type OptionUse, type OptionValue, readArguments } from './arguments.ts'
import { commandAliases, nestedCommands, valuedOptions } from './uv-options.ts'
import type { CommandWord } from './word.ts'

/** A call of `uv` or `uvx` as uv's own parser would read it. */
export interface UvInvocation {
  /** `run`, `add`, `pip install`, `tool run` (also for `uvx`) …; empty when there is none or it is unknown. */
  readonly subcommand: string
  /** The words that spell the subcommand. */
  readonly verb: readonly CommandWord[]
  /** Options of uv itself, before and after the subcommand. */
  readonly options: readonly OptionUse[]
  readonly operands: readonly CommandWord[]
  /** `uv run` and `uvx`: the words of the command they run, the program first. */
  readonly target: readonly CommandWord[]
  /** `uv run -m`, `-s`, `--gui-script`: how the target is read. */
  readonly mode: 'command' | 'module' | 'script'
}

/** Reads the words of a command whose program is `uv` or `uvx`. */
export function readUv(program: string, words: readonly CommandWord[]): UvInvocation {
  if (program === 'uvx') return external('tool run', [], words, 1, [])
  const global = readArguments(words, 1, valuedOptions(''), true)
  const first = words[global.rest]
  if (!first) return { ...nothing, options: global.options }
  const verb = [first]
  const name = first.text ?? ''
  let subcommand = commandAliases.get(name) ?? name
  let at = global.rest + 1
  let before = global.options
  if (nestedCommands.has(name)) {
    const inner = readArguments(words, at, valuedOptions(name), true)
    before = [...before, ...inner.options]
    const second = words[inner.rest]
    at = inner.rest + 1
    if (second) {
      verb.push(second)
      const full = `${name} ${second.text ?? ''}`
      subcommand = commandAliases.get(full) ?? full
    }
  }
  if (subcommand === 'run' || subcommand === 'tool run') return external(subcommand, verb, words, at, before)
  const own = readArguments(words, at, valuedOptions(subcommand))
  return { ...nothing, subcommand, verb, options: [...before, ...own.options], operands: own.operands }
}

const nothing: UvInvocation = {
  subcommand: '',
  verb: [],
  options: [],
  operands: [],
  target: [],
  mode: 'command',
}

/** `uv run` stops at the first word that is no option; everything from there is the command (clap external subcommand). */
function external(
  subcommand: string,
  verb: readonly CommandWord[],
  words: readonly CommandWord[],
  from: number,
  before: readonly OptionUse[],
): UvInvocation {
  const own: Arguments = readArguments(words, from, valuedOptions(subcommand), true)
  const flag = (...names: string[]) => own.options.some(({ name }) => name !== null && names.includes(name))
  const letters = own.options.map(({ name }) => (name && /^-[a-zA-Z]+$/.test(name) ? name : '')).join('')
  const run = subcommand === 'run'
  const module = run && (flag('--module') || letters.includes('m'))
  const script = run && (flag('--script', '--gui-script') || letters.includes('s'))
  return {
    ...nothing,
    subcommand,
    verb,
    options: [...before, ...own.options],
    target: words.slice(own.rest),
    mode: module ? 'module' : script ? 'script' : 'command',
  }
}

/** The value of an option of uv, or undefined when it is not given. */
export function uvOption(uv: UvInvocation, ...names: readonly string[]): OptionValue | undefined {
  return lastOption(uv.options, ...names)?.value
}

/** Whether a flag or an option is given. */
export function uvHas(uv: UvInvocation, ...names: readonly string[]): boolean {
  return lastOption(uv.options, ...names) !== undefined
}
