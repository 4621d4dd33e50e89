import { type Manager, type ManagerVerb, managers } from '../../tables/managers.ts'
import { interpreterName, managerCalled, managerModules } from '../../tables/program-names.ts'
import { uvCommands } from '../../tables/uv-cli.ts'
import type { Span } from '../../text/span.ts'
import { type OptionUse, readArguments } from './arguments.ts'
import type { CommandWord } from './word.ts'

/** A call of a package manager other than uv, or of `uv pip`. */
export interface ForeignUse {
  /** `pip`, `uv pip`, `poetry`, `venv` …; `setup.py` for `python setup.py install`. */
  readonly manager: string
  readonly does: ManagerVerb
  /** The verb as written; empty without one. */
  readonly verb: string
  /** From the manager's word (`python` for `python -m pip`) to the last argument. */
  readonly span: Span
  readonly words: readonly CommandWord[]
  readonly options: readonly OptionUse[]
  readonly operands: readonly CommandWord[]
  /** Words of a command that the manager runs, or that it passes on to pytest or ruff. */
  readonly target: readonly CommandWord[]
  /** Normalised names of the packages it installs or removes, as far as they are names. */
  readonly names: readonly string[]
  /** Directories given as `.`, `-e ./x`, `./x`. */
  readonly directories: readonly CommandWord[]
  /** Requirement files given with `-r`. */
  readonly files: readonly { readonly text: string | null; readonly span: Span }[]
}

/**
 * Reads a command as a call of another package manager; null when it is none or its verb is not known. A `uv` in the
 * working tree (`./uv`) is a program under test, not the one that manages the environment.
 */
export function readForeign(program: string | null, words: readonly CommandWord[]): ForeignUse | null {
  const [first] = words
  if (program === null || !first) return null
  const called = managerOf(program, words)
  if (!called) return null
  const { manager, from } = called
  if (manager === 'setup.py') return setupUse(words, from)
  const known = Object.hasOwn(managers, manager) ? managers[manager] : undefined
  if (!known) return null
  const valued = new Set(known.valued.split(' '))
  if (known.bare) {
    const own = readArguments(words, from, valued)
    if (asksForHelp(own.options)) return null
    return use(manager, known.bare, '', words, own.options, own.operands, [])
  }
  const global = readArguments(words, from, valued, true)
  const verb = words[global.rest]?.text
  const does = verb ? verbOf(known, verb) : null
  if (!verb || !does) return null
  const runs = does === 'run' || does === 'tool-run'
  const own = readArguments(words, global.rest + 1, valued, runs)
  if (verb === 'env' && /^(?:info|list|activate|show|find|run)$/.test(own.operands[0]?.text ?? ''))
    return null
  if (asksForHelp(own.options)) return null
  const passes = does === 'test' || does === 'format'
  const target = runs ? words.slice(own.rest) : passes ? words.slice(global.rest + 1) : []
  return use(manager, does, verb, words, [...global.options, ...own.options], own.operands, target)
}

function asksForHelp(options: readonly OptionUse[]): boolean {
  return options.some(({ name }) => name === '--help' || name === '-h' || name === '--version')
}

function managerOf(program: string, words: readonly CommandWord[]): { manager: string; from: number } | null {
  if (program === 'uv') {
    if (/^\.\.?\//.test(words[0]?.text ?? '')) return null
    const at = words.findIndex((word, index) => index > 0 && word.text === 'pip')
    const before = words.slice(1, at)
    return at > 0 && before.every((word) => word.text?.startsWith('-'))
      ? { manager: 'uv pip', from: at + 1 }
      : null
  }
  if (interpreterName.test(program)) {
    const at = words.findIndex(
      (word, index) => index > 0 && (/^-m/.test(word.text ?? '') || !word.text?.startsWith('-')),
    )
    const name = words[at + 1]?.text
    const manager = words[at]?.text === '-m' && name ? managerModules.get(name) : undefined
    if (manager) return { manager, from: at + 2 }
    const attached = managerModules.get(/^-m(\w+)$/.exec(words[at]?.text ?? '')?.[1] ?? '')
    if (attached) return { manager: attached, from: at + 1 }
    const setup = words[at]?.text === 'setup.py' && /^(?:install|develop|sdist|bdist\w*)$/.test(name ?? '')
    return setup ? { manager: 'setup.py', from: at + 1 } : null
  }
  const manager = managerCalled(program)
  return manager === undefined ? null : { manager, from: 1 }
}

/** `X -m pip install` is Python whatever X is; null for any other command of an unknown program. */
export function interpreterBehind(words: readonly CommandWord[]): string | null {
  return words[1]?.text === '-m' && managerModules.has(words[2]?.text ?? '') ? 'python' : null
}

/** Whether words begin with a manager or uv, and with something that it is asked to do. */
export function isManagerCall(words: readonly CommandWord[]): boolean {
  const [program = '', verb = ''] = words.map(({ text }) => text ?? '')
  if (program === 'uv' || program === 'uvx') return uvCommands.includes(verb)
  const manager = managerCalled(program)
  const known = manager === undefined ? undefined : managers[manager]
  return known !== undefined && verbOf(known, verb) !== null
}

function verbOf(manager: Manager, verb: string): ManagerVerb | null {
  for (const [does, verbs] of Object.entries(manager.verbs)) {
    if (verbs.split(' ').includes(verb)) return does as ManagerVerb
  }
  return null
}

/** `python setup.py sdist bdist_wheel`: what follows are commands of setup.py, and none names a directory. */
function setupUse(words: readonly CommandWord[], from: number): ForeignUse {
  const verb = words[from]?.text ?? ''
  const does = /dist/.test(verb) ? 'build' : 'install'
  const behind = words.slice(from + 1)
  const operands =
    does === 'build' ? behind.filter(({ text }) => !/^[bs]dist(?:_\w+)?$/.test(text ?? '')) : behind
  return use('setup.py', does, verb, words, [], operands, [])
}

function use(
  manager: string,
  does: ManagerVerb,
  verb: string,
  words: readonly CommandWord[],
  options: readonly OptionUse[],
  operands: readonly CommandWord[],
  target: readonly CommandWord[],
): ForeignUse {
  const first = words[0] as CommandWord
  const last = words.at(-1) as CommandWord
  const installs = ['install', 'uninstall', 'sync', 'tool-install'].includes(does)
  const values = (...names: string[]) =>
    options.flatMap(({ name, value }) => (name !== null && names.includes(name) && value ? [value] : []))
  const pipLike = ['pip', 'uv pip', 'pip-sync'].includes(manager)
  const editable = pipLike ? values('-e', '--editable').flatMap(({ word }) => (word ? [word] : [])) : []
  const paths = installs
    ? operands.filter(
        ({ text }) => text !== null && isPath(text) && !isAddress(text) && !/\.(?:txt|in|toml)$/.test(text),
      )
    : []
  return {
    manager,
    does,
    verb,
    span: { start: first.span.start, end: (last.stands ?? last.span).end },
    words,
    options,
    operands,
    target,
    names: installs
      ? operands.flatMap(({ text }) => (text === null || isPath(text) ? [] : requirementName(text)))
      : [],
    directories: [...editable, ...paths],
    files: pipLike ? values('-r', '--requirement', '--requirements') : [],
  }
}

/** Whether an operand of an installer is a path or an address, not a name. */
export function isPath(text: string): boolean {
  return /^[.~/]|\/|:\/\/|\.(?:whl|gz|zip|txt)$|^git\+/.test(text.replace(/\[.*/s, ''))
}

function isAddress(text: string): boolean {
  return /^git\+|^git@|:\/\//.test(text)
}

function requirementName(text: string): string[] {
  const name = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/.exec(text)?.[0]
  return name ? [name.toLowerCase().replace(/[-_.]+/g, '-')] : []
}
