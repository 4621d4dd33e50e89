import type { FileTree } from '../../discover/file-tree.ts'
import type { Edit } from '../../text/edit.ts'
import type { Member, Workspace } from '../workspace/workspace.ts'
import { lastOption } from './arguments.ts'
import type { Command, Commands, CommandWord, Move } from './commands.ts'
import { headerOf, listsPackages, runsByHeader } from './headed-scripts.ts'
import { joinPath, resolvePath } from './paths.ts'
import {
  behindUvRun,
  isOtherPython,
  moduleRoot,
  type PythonTarget,
  pythonTarget,
  uvRunTarget,
} from './python-use.ts'
import { rewriteCommand } from './rewrite.ts'
import type { NewWords } from './translation.ts'
import { uvHas } from './uv-invocation.ts'

export interface MoveFacts {
  readonly workspace: Workspace
  readonly tree: FileTree
  readonly commands: Commands
}

/**
 * The edits that take a move away and make every command under it mean the same from the root: `--package` in place of
 * the directory, and paths seen from the root. Null when one command or redirection cannot be said so.
 * @param under all commands that run where the move leads, outermost ones only, in order
 */
export function withoutMove(move: Move, under: readonly Command[], facts: MoveFacts): readonly Edit[] | null {
  const member = facts.workspace.members.find(({ directory }) => directory === move.directory)
  const [first] = under
  if (!member || !first || move.from !== facts.workspace.root || move.by === 'setting') return null
  const source = facts.commands.source(first.path)
  if (redirects(move, under, source)) return null
  const edits: Edit[] = []
  for (const command of under) {
    const words = fromRoot(command, member, facts)
    if (words === null) return null
    if (words === command.words) continue
    const edit = rewriteCommand(command.words, words, { source, script: command.script })
    if (!edit) return null
    edits.push(edit)
  }
  if (move.by === 'option') return edits
  if (!move.removal) return null
  edits.push({ span: move.removal, text: '' }, ...move.returns.map((span) => ({ span, text: '' })))
  return edits
}

/** Files of redirections are named from the directory, and are not among the words. */
function redirects(move: Move, under: readonly Command[], source: string): boolean {
  const last = under.at(-1)
  if (!last) return false
  const lineEnd = source.indexOf('\n', last.span.end)
  const end = lineEnd < 0 ? source.length : lineEnd
  let rest = ''
  let at = Math.min(move.place.span.end, last.span.start)
  for (const word of under.flatMap(({ words }) => words)) {
    if (word.span.start < at) continue
    rest += source.slice(at, word.span.start)
    at = word.span.end
  }
  rest += source.slice(at, end)
  return /[<>]/.test(rest.replace(/[\d&]*>>?\s*(?:\/dev\/null|&\d)/g, '').replace(/#.*$/gm, ''))
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
  'cd',
  'popd',
  'alias',
])

function fromRoot(command: Command, member: Member, facts: MoveFacts): NewWords | null {
  const { program, words, uv } = command
  if (program === null) return null
  if (anywhere.has(program)) return words
  if (uv) return uvFromRoot(command, member, facts)
  if (isOtherPython(words, program)) return null
  const target = pythonTarget(words, program)
  if (!target || (target.kind === 'tool' && !isConsoleScript(target, facts))) return null
  const rebased = rebase(words.slice(1), target, member, facts.tree)
  if (listsPackages(headerOf(target, command.directory, facts.commands))) {
    return rebased && target.word === words[1] ? ['uv', 'run', ...rebased] : null
  }
  const bare = behindUvRun(words.slice(0, 1), program)
  return rebased && ['uv', 'run', ...bare.options, '--package', member.name, ...bare.words, ...rebased]
}

function isConsoleScript(target: PythonTarget, { commands }: MoveFacts): boolean {
  return (
    target.text !== null && commands.definitions(target.text).some(({ kind }) => kind === 'console-script')
  )
}

const takesPackage = new Set(['run', 'add', 'remove', 'sync', 'build', 'export', 'version'])

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
  const words = withoutDirectory(command)
  if (uv.subcommand === 'lock' || uv.subcommand === 'tree') return words
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
  const target = uvRunTarget(command)
  if (!target || (target.kind === 'tool' && !isConsoleScript(target, facts))) return null
  const rebased = rebase(uv.target, target, member, facts.tree)
  const between = words.slice(at + 1, words.length - uv.target.length)
  return rebased && [...words.slice(0, at + 1), ...named, ...between, ...rebased]
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
  tree: FileTree,
): NewWords | null {
  if (target.kind === 'code') return words
  if (target.kind === 'module' && !importable(target.text, member, tree)) return null
  const result: (string | CommandWord)[] = []
  for (const word of words) {
    if (word === target.word && target.kind !== 'script') {
      result.push(word)
      continue
    }
    const fresh = rebaseWord(word, member, tree)
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

function rebaseWord(word: CommandWord, member: Member, tree: FileTree): string | CommandWord | null {
  const { text } = word
  if (word.fromRoot !== undefined) return word
  if (text === null) return null
  if (text.startsWith('-')) return /[=/].*[./]/.test(text) ? null : word
  const path = resolvePath(member.directory, text)
  if (path === null) return text.startsWith('/') || text.startsWith('~') ? word : null
  const known = tree.hasFile(path) || tree.hasDirectory(path)
  if (!known && !(/\//.test(text) && tree.isIgnored(path)))
    return /[/]|^\.|\.\w{1,5}$/.test(text) ? null : word
  const plain = word.span.end - word.span.start === text.length
  return plain ? path : null
}
