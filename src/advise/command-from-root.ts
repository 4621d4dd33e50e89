import type { FileTree } from '../discover/file-tree.ts'
import type { Command, Commands } from '../model/commands/command.ts'
import { lastOption } from '../model/programs/arguments.ts'
import { behindUvRun } from '../model/programs/behind-uv-run.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import { isOtherPython, type PythonTarget } from '../model/programs/python.ts'
import { distributionsOf } from '../model/programs/python-tools.ts'
import { runnerOf } from '../model/programs/task-runners.ts'
import { type UvInvocation, uvHas } from '../model/programs/uv-invocation.ts'
import type { CommandWord } from '../model/programs/word.ts'
import { optionsForTool } from '../model/projects/declared-tools.ts'
import { moduleRoot } from '../model/projects/module-owner.ts'
import type { Member, Workspace } from '../model/projects/workspace.ts'
import { headerOf, listsPackages, runsByHeader } from '../model/targets/inline-metadata.ts'
import { joinPath, resolvePath, seenFrom } from '../text/paths.ts'
import { isPattern } from './depends-on-directory.ts'
import { hasTasks, inDirectory, inFolder, isBound } from './keeps-directory.ts'
import { toolFromRoot } from './tools-from-root.ts'

export interface MoveFacts {
  readonly workspace: Workspace
  readonly tree: FileTree
  readonly commands: Commands
}

/** Words that need no directory. */
const anywhere = new Set([
  'echo',
  'printf',
  'set',
  'true',
  'false',
  'exit',
  'return',
  ':',
  'export',
  'unset',
  'sleep',
])

/** Whether a command does the same in every directory: it prints, waits, sets, or goes elsewhere. */
export function needsNoDirectory({ program, uv, foreign }: Command): boolean {
  return (
    program !== null && (anywhere.has(program) || program === 'cd' || uv !== undefined || foreign !== null)
  )
}

/**
 * The words of a command in a folder that is no member's as they do the same from the root; null when they cannot be said
 * so.
 * @param folder as seen from the root of the workspace
 */
export function commandFromFolder(command: Command, folder: string, facts: MoveFacts): NewWords | null {
  const { program, words } = command
  return program !== null && anywhere.has(program) ? words : inFolder(command, folder, facts)
}

/**
 * The words of a command in a member's directory as they mean the same from the root of the workspace: `--package` in
 * place of the directory, and paths seen from the root. The same array when nothing changes; null when it cannot be said
 * so.
 */
export function commandFromRoot(command: Command, member: Member, facts: MoveFacts): NewWords | null {
  const words = rebasedFromRoot(command, member, facts)
  if (words !== null) return words
  if (runnerOf(command.program) && !hasTasks(command, facts)) return command.words
  const directory = seenFrom(facts.workspace.root, member.directory)
  return directory !== null && command.directory === member.directory ? inDirectory(command, directory) : null
}

/** The words by which a command needs its directory no more; null when it does. */
function rebasedFromRoot(command: Command, member: Member, facts: MoveFacts): NewWords | null {
  const { program, words, uv } = command
  if (program === null || isBoundScript(command)) return null
  if (anywhere.has(program) || (program === 'cd' && startsAtRoot(words, member, facts))) return words
  if (uv) return uvFromRoot(command, member, facts)
  if (isOtherPython(words, program)) return null
  const { target } = command
  const rebased = target && targetFromRoot(words, target, member, facts)
  const options = target && optionsFor(target, member, facts)
  if (!rebased || !options) return null
  if (listsPackages(headerOf(target, command.directory, facts.commands)))
    return target.word === words[1] ? ['uv', 'run', ...rebased.slice(1)] : null
  const isScript = target.kind === 'script' && target.word === words[0]
  const bare = isScript
    ? { options: [], words: rebased.slice(0, 1) }
    : behindUvRun(words.slice(0, 1), program)
  return ['uv', 'run', ...bare.options, ...options, ...bare.words, ...rebased.slice(1)]
}

/** Whether a script is started where it lies since it looks there for its settings: Django's `manage.py`. */
function isBoundScript(command: Command): boolean {
  return command.target?.kind === 'script' && isBound(command.target)
}

/** Whether `cd` is written as seen from the root, as by someone who thinks of each line as starting there. */
function startsAtRoot(
  words: readonly CommandWord[],
  member: Member,
  { workspace, tree }: MoveFacts,
): boolean {
  const [, target] = words
  if (words.length !== 2 || !target) return false
  if (target.fromRoot !== undefined) return true
  const leads = (from: string) => {
    const path = target.text === null ? null : resolvePath(from, target.text)
    return path !== null && tree.hasDirectory(path)
  }
  return leads(workspace.root) && !leads(member.directory)
}

/** Options of `uv run` that start a target in the environment of a member; null when nothing says that it is there. */
function optionsFor(target: PythonTarget, member: Member, facts: MoveFacts): readonly string[] | null {
  const named = ['--package', member.name]
  if (!isTool(target, facts)) return named
  const distributions = distributionsOf(target.text ?? '', target.kind === 'module' ? 'module' : 'program')
  const options = optionsForTool(distributions, member, facts.workspace)
  return options && named.every((word, at) => options[at] === word) ? options : null
}

/** The words of a Python program from its own on, as they do the same from the root. */
function targetFromRoot(
  words: readonly CommandWord[],
  target: PythonTarget,
  member: Member,
  facts: MoveFacts,
): NewWords | null {
  if (!isTool(target, facts)) return rebase(words, target, member, facts)
  const name = target.text
  const operands = name === null ? null : toolFromRoot(name, target.operands, { project: member, ...facts })
  if (target.kind === 'module' && !member.package) return null
  return operands && [...words.slice(0, words.length - target.operands.length), ...operands]
}

/** Whether the target is a program that the repository does not hold. */
function isTool({ kind, text }: PythonTarget, { commands, workspace, tree }: MoveFacts): boolean {
  if (kind === 'tool')
    return text === null || !commands.definitions(text).some((known) => known.kind === 'console-script')
  const [top = ''] = text?.split('.') ?? []
  return kind === 'module' && !workspace.members.some((member) => moduleRoot(member, top, tree) !== null)
}

/** A member is built into the `dist/` of its workspace from wherever `uv build` starts. */
const takesPackage = new Set(['run', 'add', 'remove', 'sync', 'export', 'version', 'build'])

function uvFromRoot(command: Command, member: Member, facts: MoveFacts): NewWords | null {
  const { uv } = command
  if (!uv) return null
  const options = [
    '--with-requirements',
    '--with-editable',
    '--env-file',
    '-r',
    '--requirements',
    '-c',
    '--script',
    '--project',
  ]
  if (uvHas(uv, ...options, '--out-dir', '-o', '--output-file')) return null
  if (uv.options.some(({ name, value }) => name !== '--directory' && namesPath(value?.text ?? null)))
    return null
  const words = withoutDirectory(command)
  if (uv.subcommand === 'lock' || uv.subcommand === 'tree') return words
  if (uv.subcommand === 'tool run') return toolRunFromRoot(words, uv, member, facts)
  const verb = uv.verb.at(-1)
  if (!takesPackage.has(uv.subcommand) || !verb) return null
  const at = words.indexOf(verb)
  const settled =
    uvHas(uv, '--package', '--all-packages', '--no-project') || runsByHeader(command, facts.commands)
  const named = settled ? [] : ['--package', member.name]
  if (uv.subcommand !== 'run') {
    const paths = uv.operands.some(({ text }) => text === null || /^[./~]|\//.test(text))
    return paths ? null : [...words.slice(0, at + 1), ...named, ...words.slice(at + 1)]
  }
  const { target } = command
  const rebased = target && targetFromRoot(uv.target, target, member, facts)
  const between = words.slice(at + 1, words.length - uv.target.length)
  return rebased && [...words.slice(0, at + 1), ...named, ...between, ...rebased]
}

function namesPath(text: string | null): boolean {
  return text !== null && /^\.|\//.test(text) && !text.includes('://')
}

/** `uvx ruff check .`: a tool in an environment of its own. */
function toolRunFromRoot(
  words: readonly CommandWord[],
  { target }: UvInvocation,
  member: Member,
  facts: MoveFacts,
): NewWords | null {
  const [tool, ...operands] = target
  const name = tool?.text?.replace(/@.*/s, '')
  const fresh = name === undefined ? null : toolFromRoot(name, operands, { project: member, ...facts })
  return fresh && [...words.slice(0, words.length - operands.length), ...fresh]
}

/** The words without `--directory x`. */
function withoutDirectory({ uv, words }: Command): readonly CommandWord[] {
  const use = uv && lastOption(uv.options, '--directory')
  return use ? words.filter((word) => word !== use.word && word !== use.value?.word) : words
}

/** The words with paths as seen from the root; null when one may be a path that cannot be told. */
function rebase(
  words: readonly CommandWord[],
  target: PythonTarget,
  member: Member,
  facts: MoveFacts,
): NewWords | null {
  if (target.kind === 'code') return words
  if (target.kind === 'module' && !importable(target.text, member, facts.tree)) return null
  const result: (string | CommandWord)[] = []
  for (const word of words) {
    const isPath = word === target.word ? target.kind === 'script' : word !== words[0]
    if (!isPath) {
      result.push(word)
      continue
    }
    const fresh = rebaseWord(word, member, facts)
    if (fresh === null) return null
    result.push(fresh)
  }
  return result
}

/** Whether a module is found by its installed package, and not because Python looks into the working directory. */
function importable(module: string | null, member: Member, tree: FileTree): boolean {
  const top = module?.split('.')[0]
  if (!top) return false
  const root = moduleRoot(member, top, tree)
  return root === null ? !tree.hasDirectory(joinPath(member.directory, top)) : member.package
}

function rebaseWord(
  word: CommandWord,
  member: Member,
  { tree, workspace }: MoveFacts,
): string | CommandWord | null {
  const { text } = word
  if (word.fromRoot !== undefined) return word
  if (text === null || isPattern(word)) return null
  if (text.startsWith('-')) {
    const value = resolvePath(member.directory, text.slice(text.indexOf('=') + 1))
    const found = text.includes('=') && value !== null && (tree.hasFile(value) || tree.hasDirectory(value))
    return found || /^[^=/]*[=/].*[./]/s.test(text) ? null : word
  }
  const path = resolvePath(member.directory, text)
  if (path === null) return text.startsWith('/') || text.startsWith('~') ? word : null
  const known = tree.hasFile(path) || tree.hasDirectory(path)
  if (!known && !(/\//.test(text) && tree.isIgnored(path)))
    return /[/]|^\.|\.\w{1,5}$/.test(text) ? null : word
  const plain = word.span.end - word.span.start === text.length
  return plain ? seenFrom(workspace.root, path) : null
}
