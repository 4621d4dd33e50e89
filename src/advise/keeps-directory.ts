import type { Command } from '../model/commands/command.ts'
import { lastOption } from '../model/programs/arguments.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import type { PythonTarget } from '../model/programs/python.ts'
import { argumentsOf, runnerOf } from '../model/programs/task-runners.ts'
import type { CommandWord } from '../model/programs/word.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { pythonTools } from '../tables/python-tools.ts'
import { nameOf, parentOf } from '../text/paths.ts'
import { isPattern } from './depends-on-directory.ts'
import type { ThroughUvFacts } from './through-uv/facts.ts'
import { throughUv } from './through-uv/through-uv.ts'
import { wordsThroughUv } from './through-uv/words-through-uv.ts'

/**
 * The words of a command that means something in its directory only, from the root: `make -C`, `task -d`, and
 * `uv run --directory` for a program that takes its settings or its code from where it starts. Null for any other command.
 * @param directory where it has to start, as seen from the root
 */
export function inDirectory(command: Command, directory: string): NewWords | null {
  if (command.words.some((word) => isPattern(word) || !isSameElsewhere(word))) return null
  return runnerIn(command, directory) ?? boundIn(command, directory)
}

/** Whether the shell fills in the same in every directory: a variable, an expression of the host, but no command. */
function isSameElsewhere({ text, parts }: CommandWord): boolean {
  if (text !== null) return true
  return parts.every(
    (part) =>
      part.kind === 'text' || part.kind === 'hole' || (part.kind === 'variable' && part.name !== 'PWD'),
  )
}

/** Commands of uv that do the same in every folder of a project. */
const ofProject: ReadonlySet<string> = new Set(['sync', 'lock', 'tree', 'add', 'remove', 'tool install'])

/**
 * The words of a command that runs in a folder which is the directory of no project, from the root: uv goes there, since
 * nothing tells what a program reads where it starts. Null for what uv does not run, and for words that only the shell
 * can tell.
 * @param directory the folder, as seen from the root
 */
export function inFolder(command: Command, directory: string, facts: ThroughUvFacts): NewWords | null {
  const { words, uv } = command
  if (words.some((word) => isPattern(word) || !isSameElsewhere(word))) return null
  if (runnerOf(command.program)) return hasTasks(command, facts) ? runnerIn(command, directory) : words
  if (!uv) {
    const { target } = command
    const options = target && throughUv(target, command, facts)?.options
    if (!target || !options) return null
    return wordsThroughUv(target, command, facts, [], ['--directory', directory, ...options])?.words ?? null
  }
  const verb = uv.verb.at(-1)
  if (!verb || lastOption(uv.options, '--directory', '--project')) return null
  if (ofProject.has(uv.subcommand))
    return uv.operands.some(({ text }) => /[./]/.test(text ?? '.')) ? null : words
  if (uv.subcommand !== 'run') return null
  const at = words.indexOf(verb) + 1
  return [...words.slice(0, at), '--directory', directory, ...words.slice(at)]
}

/** Whether the directory of a task runner holds its file; without one the line is written as seen from the root. */
export function hasTasks({ program, directory }: Command, { tree }: Pick<ThroughUvFacts, 'tree'>): boolean {
  const runner = runnerOf(program)
  return (
    runner !== undefined &&
    tree.paths.some((path) => parentOf(path) === directory && runner.files.test(nameOf(path)))
  )
}

/** Whether a command is told by an option to start where it has to: its reader stays at the root. */
export function isSentToDirectory(command: Command, workspace: Workspace): boolean {
  if (command.moved?.by !== 'option') return false
  const { program, words, uv } = command
  const runner = runnerOf(program)
  if (runner) return lastOption(argumentsOf(words, runner).options, ...runner.directory) !== undefined
  const ofMember = workspace.members.some((member) => member.directory === command.directory)
  return uv?.subcommand === 'run' && command.has('--directory') && (!ofMember || isBound(command.target))
}

function runnerIn({ program, words }: Command, directory: string): NewWords | null {
  const runner = runnerOf(program)
  const [first, ...rest] = words
  if (!runner || !first) return null
  if (lastOption(argumentsOf(words, runner).options, ...runner.directory, ...runner.file)) return null
  const option = runner.directory[0] ?? '-C'
  return program === 'just'
    ? [first, option, directory, '-f', `${directory}/justfile`, ...rest]
    : [first, option, directory, ...rest]
}

function boundIn(command: Command, directory: string): NewWords | null {
  const { words, uv, target } = command
  if (!uv) return isBound(target) ? ['uv', 'run', '--directory', directory, ...words] : null
  const verb = uv.verb.at(-1)
  if (uv.subcommand !== 'run' || !verb || !isBound(target)) return null
  if (command.has('--directory', '--project')) return null
  const at = words.indexOf(verb) + 1
  return [...words.slice(0, at), '--directory', directory, ...words.slice(at)]
}

/** Whether a target looks for its settings or its code where it is started. */
export function isBound(target: PythonTarget | null): boolean {
  if (!target) return false
  if (target.kind === 'script') return /(?:^|\/)manage\.py$/.test(target.text ?? '')
  return target.kind !== 'code' && pythonTools[target.text ?? '']?.bound === true
}
