import type { Command } from '../../model/commands/command.ts'
import { runsBehind } from '../../model/environments/join-actions.ts'
import type { SessionCommand } from '../../model/environments/session.ts'
import { behindUvRun } from '../../model/programs/behind-uv-run.ts'
import { type NewWords, textOf } from '../../model/programs/new-words.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { isDevelopmentTool } from '../../tables/distributions.ts'
import { pythonTools } from '../../tables/python-tools.ts'
import { wrappersOfPython } from '../../tables/wrappers.ts'
import { joinPath, parentOf, resolvePath, seenFrom } from '../../text/paths.ts'
import { importsOneOf, moduleOf } from '../imported-packages.ts'
import { translate } from '../translate.ts'
import type { Draft } from './draft.ts'
import { nameIn } from './packages.ts'
import { type Given, readerWords } from './reader-words.ts'
import { sayReaders, type WrittenReader } from './say.ts'

/** The readers that need packages which nothing declares: Python code that runs behind them, where it can be given them. */
export function readersNeeding(draft: Draft, libraries: readonly CommandWord[]): readonly SessionCommand[] {
  const { unit } = draft
  if (libraries.length === 0 || libraries.length > 3 || unit.session.kind === 'stage') return []
  const [line] = unit.lines.filter(
    ({ decision }) => decision.libraries.length + decision.overrides.length > 0,
  )
  const named = libraries.map(({ text }) => nameIn(text ?? '') ?? '')
  const use = line?.item.use
  if (!line || named.every(isDevelopmentTool) || (use && use.manager !== 'pip' && use.manager !== 'uv pip'))
    return []
  const behind = unit.readers.filter(
    (item) =>
      item.use === null &&
      (item.target !== null || item.command.uv?.subcommand === 'run') &&
      runsBehind(item, line.item),
  )
  const { commands } = draft.facts
  const needing = behind.filter(
    ({ target, command }) => importsOneOf(named, command, target, commands) || isModuleOf(target, named),
  )
  // What imports the code of others, such as a test runner, may need what they need.
  return needing.length > 0 ? behind.filter((item) => needing.includes(item) || isRunnerOfCode(item)) : []
}

/** Whether a tool imports code that nobody names. */
function isRunnerOfCode({ target }: SessionCommand): boolean {
  if (target?.kind !== 'tool' && target?.kind !== 'module') return false
  const name = target.text ?? ''
  return Object.hasOwn(pythonTools, name) && (pythonTools[name]?.looksIntoEnvironment ?? false)
}

/** What the commands become that need the environment. */
export function readerSteps(
  draft: Draft,
  given: Given,
  readers: readonly SessionCommand[],
  needing: readonly SessionCommand[],
): void {
  const written: WrittenReader[] = []
  /** What takes the place of runs of another manager that no single command does. */
  const told: string[] = []
  const installs = draft.said.length > 0
  const named = given.beside.map((word) => nameIn(textOf(word)) ?? '')
  for (const item of readers) {
    if (draft.steps.has(item)) continue
    const own = needing.includes(item)
      ? seenBy(item, given, draft)
      : { ...given, beside: given.beside.filter((_, at) => !isWith(given.beside, at)) }
    const wrapper = needing.includes(item) ? wrapperOf(item.command, named) : undefined
    if (wrapper) {
      const words = ['uv', 'run', ...own.beside, ...wrapper.words]
      draft.steps.set(item, { kind: 'keep' })
      draft.write({ ...item, command: wrapper }, { kind: 'write', words })
      written.push({ words, source: draft.facts.commands.source(item.command.path) })
      continue
    }
    const words =
      needing.includes(item) && (isModuleOf(item.target, named) || isCode(item, given))
        ? besideOf(item.command, own.beside)
        : (readerWords(item, own, draft.facts) ?? ofSample(item, needing, own))
    if (words === 'same') continue
    if (words === null) {
      draft.certain = false
      draft.steps.set(item, { kind: 'keep' })
      const instead = sayManagerRun(item, draft)
      if (instead !== null) told.push(instead)
      continue
    }
    draft.write(item, { kind: 'write', words })
    written.push({ words, source: draft.facts.commands.source(item.command.path) })
  }
  draft.say(sayReaders(written, installs))
  for (const sentence of told) draft.say(sentence)
  const beside = given.beside.map((word) => textOf(word)).join(' ')
  if (beside === '' || written.length > 0) return
  // Where nothing is given what is installed, the install cannot go.
  draft.say(`Run what needs it with \`uv run ${beside} …\`.`)
  draft.certain = false
}

/** What becomes of `hatch run test` and the like, as a sentence; null for all that no manager runs. */
function sayManagerRun({ use, command }: SessionCommand, { facts }: Draft): string | null {
  if (use?.does !== 'run' && use?.does !== 'test' && use?.does !== 'format') return null
  return translate(use, { ...facts, command, source: facts.commands.source(command.path) }).next
}

/** Whether code stands in the command itself, and nothing of the project is installed for it. */
function isCode({ target }: SessionCommand, { wants }: Given): boolean {
  return target?.kind === 'code' && wants === null
}

/** The program that starts a command, when one of the packages brings it: `dotenv run -- python x.py`. */
function wrapperOf({ runner }: Command, packages: readonly string[]): Command | undefined {
  if (!runner?.program || runner.uv || runner.foreign) return undefined
  const bringing = Object.hasOwn(wrappersOfPython, runner.program)
    ? (wrappersOfPython[runner.program] ?? [])
    : []
  return bringing.some((name) => packages.includes(name)) ? runner : undefined
}

/** What is given to a command, with the list of its page's folder as seen from where it runs. */
function seenBy({ command, target }: SessionCommand, given: Given, draft: Draft): Given {
  const { tree } = draft.facts
  const folder = parentOf(command.path)
  const script = target?.kind === 'script' ? target.text : null
  if (script === null || tree.hasFile(joinPath(folder, script))) return given
  const beside = given.beside.map((word, at) => {
    const isList = given.beside[at - 1] === '--with-requirements' && typeof word === 'string'
    const path = isList ? joinPath(folder, word) : null
    if (path === null || !tree.hasFile(path)) return word
    const started = resolvePath(command.directory, script)
    if (started === null || !tree.hasFile(started)) draft.certain = false
    return seenFrom(command.directory, path) ?? word
  })
  return { ...given, beside }
}

/** A program that only the list of a sample can bring, run with what the sample lists; null for all else. */
function ofSample(
  { command, use, target }: SessionCommand,
  needing: readonly SessionCommand[],
  { beside }: Given,
): NewWords | null {
  const listed = beside.includes('--with-requirements')
  const needs = needing.some((item) => item.command === command)
  return listed && needs && use === null && target !== null && command.uv === undefined
    ? besideOf(command, beside)
    : null
}

/** A command that runs with packages beside the project which nothing declares. */
function besideOf(command: Command, beside: NewWords): NewWords {
  const bare = behindUvRun(command.words, command.program)
  return ['uv', 'run', ...bare.options, ...beside, ...bare.words]
}

function isWith(beside: NewWords, at: number): boolean {
  return textOf(beside[at] ?? '') === '--with' || textOf(beside[at - 1] ?? '') === '--with'
}

/** Whether a module of one of the packages is what runs: `python -m memory_profiler x.py`. */
function isModuleOf(target: SessionCommand['target'], packages: readonly string[]): boolean {
  return (
    target?.kind === 'module' && packages.some((name) => moduleOf(name) === (target.text ?? '').split('.')[0])
  )
}
