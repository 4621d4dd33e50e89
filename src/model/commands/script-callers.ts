import type { FileTree } from '../../discover/file-tree.ts'
import { runsInImage } from '../../parse/script.ts'
import { interpreterName } from '../../tables/program-names.ts'
import { otherInterpreters, shellNames, sourcing } from '../../tables/shells.ts'
import { environmentRunners } from '../../tables/task-runners.ts'
import { isInside, nameOf, parentOf, resolvePath, rootMark } from '../../text/paths.ts'
import type { Documents } from '../pages/documents.ts'
import { uvHas } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Command } from './command.ts'
import type { ScriptStart } from './script-start.ts'

const shells = new Set([...shellNames, ...sourcing])

const readers = new Set([...shells, ...otherInterpreters])

/** How many scripts may start each other before it is not known any more. */
const deepest = 100

/**
 * Tells of a script file how everything known to start it does so: below `uv run` or another runner, from `tox.ini` or
 * `noxfile.py`, by an image that it is copied into, or from a script that is itself started so.
 */
export function findScriptStarts(
  all: readonly Command[],
  tree: FileTree,
  documents: Documents,
): (path: string) => ScriptStart {
  let callers: ReadonlyMap<string, readonly Command[]> | undefined
  /** Directories in which `uv run make` starts. */
  let makers: ReadonlySet<string> | undefined
  const known = new Map<string, ScriptStart>()
  const mentions = Object.values(environmentRunners).flatMap((name) => documents.get(name)?.file.text ?? [])
  let depth = 0
  const startOf = (path: string): ScriptStart => {
    const before = known.get(path)
    if (before) return before
    if (depth > deepest) return 'unknown'
    depth++
    known.set(path, 'unknown')
    callers ??= callersByPath(all, tree)
    const starts = new Set((callers.get(path) ?? []).map(startFrom))
    if (mentions.some((text) => names(text, path))) starts.add('wrapped')
    makers ??= new Set(all.flatMap((one) => (isMadeByUv(one) ? (one.directory ?? []) : [])))
    if (/^(?:GNU)?[Mm]akefile$/.test(nameOf(path)) && makers.has(parentOf(path))) starts.add('wrapped')
    const kept = (callers.get(path) ?? []).some(keepsEnvironment)
    const start = kept
      ? 'wrapped'
      : ((['bare', 'wrapped', 'in-image'] as const).find((one) => starts.has(one)) ?? 'unknown')
    known.set(path, start)
    depth--
    return start
  }
  const startFrom = (caller: Command): ScriptStart => {
    for (let at = caller.runner; at; at = at.runner) if (at.uv || at.foreign) return 'wrapped'
    if (runsInImage(caller.script)) return 'in-image'
    return caller.script.context.kind === 'file' ? startOf(caller.path) : 'bare'
  }
  return startOf
}

/**
 * Whether uv starts a script in an environment that another `uv run` inside of it would change: one that is not synced, is
 * not the project's, or holds more.
 */
function keepsEnvironment({ runner }: Command): boolean {
  for (let at = runner; at; at = at.runner)
    if (at.uv && uvHas(at.uv, '--no-sync', '--isolated', '--no-project', '--with', '--with-requirements'))
      return true
  return false
}

/** Whether uv starts make, so that its recipes run in the environment of the project. */
function isMadeByUv({ program, runner }: Command): boolean {
  return program === 'make' && runner?.uv?.subcommand === 'run'
}

/** Whether a text names the file as seen from the root, such as `{toxinidir}/scripts/x.sh`. */
function names(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at)
    if (/(?:^|[\s"'=]|[}.]\/)$/.test(before) && !/[\w.-]/.test(text[at + path.length] ?? '')) return true
  }
  return false
}

function callersByPath(all: readonly Command[], tree: FileTree): ReadonlyMap<string, readonly Command[]> {
  const callers = new Map<string, Command[]>()
  for (const command of all) {
    if (command.stance.value !== 'runs') continue
    const path = fileRunBy(command, tree)
    if (path === null || path === command.path) continue
    const known = callers.get(path)
    if (known) known.push(command)
    else callers.set(path, [command])
  }
  return callers
}

/**
 * The word of a command that names what it runs: the program itself by a path, or the script of a shell or of another
 * interpreter. Undefined for a program that is found by its name.
 */
export function operandRunBy({ program, words }: Command): CommandWord | undefined {
  const reads = program !== null && (readers.has(program) || interpreterName.test(program))
  if (!reads) return words[0]?.text?.includes('/') || words[0]?.fromRoot !== undefined ? words[0] : undefined
  const [option] = words.slice(1)
  // `bash -c code`, `python -m module`: what runs is no file.
  if (option?.text && /^-\w*[cm]$/.test(option.text)) return undefined
  return words.slice(1).find(({ text }) => !text?.startsWith('-'))
}

/** The file of the repository that a command executes: a program by its path, or the script of a shell. */
function fileRunBy({ program, words, path, directory, script }: Command, tree: FileTree): string | null {
  const shell = program !== null && shells.has(program)
  const word = shell ? words.slice(1).find(({ text }) => !text?.startsWith('-')) : words[0]
  const text = word && (word.text ?? (word.fromRoot === undefined ? null : `${rootMark}/${word.fromRoot}`))
  if (!text || (!shell && !text.includes('/'))) return null
  if (runsInImage(script) && text.startsWith('/')) return copiedFile(text, parentOf(path), tree)
  const bases = script.host.startsWith('markdown') ? [parentOf(path), directory] : [directory]
  for (const base of bases) {
    const found = resolvePath(base, text)
    if (found !== null && tree.hasFile(found)) return found
  }
  return null
}

/** The only file of that name in the folder of a Dockerfile and below, which an image has under another path. */
function copiedFile(text: string, folder: string, tree: FileTree): string | null {
  const name = nameOf(text)
  const named = [...(tree.hasFile(name) ? [name] : []), ...tree.endingIn(name)]
  const [found, ...others] = named.filter((path) => isInside(folder, path))
  return found !== undefined && others.length === 0 ? found : null
}
