import type { FileTree } from '../../discover/file-tree.ts'
import { joinPath, resolvePath } from '../../text/paths.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { HeaderManifest } from '../manifest/manifest.ts'
import type { Documents } from '../pages/documents.ts'
import type { OptionUse } from '../programs/arguments.ts'
import { behindUvRun } from '../programs/behind-uv-run.ts'
import type { NewWords } from '../programs/new-words.ts'
import type { PythonTarget } from '../programs/python.ts'
import type { Workspace } from '../projects/workspace.ts'
import { folderOf } from './written-paths.ts'

/** The header of the script that a target names, if it has one (PEP 723). */
export function headerOf(
  target: PythonTarget | null,
  directory: string | null,
  commands: Commands,
): HeaderManifest | undefined {
  const path = target?.kind === 'script' && target.text !== null ? resolvePath(directory, target.text) : null
  return path === null ? undefined : commands.header(path)
}

/**
 * Whether `uv run` is given a script with a header, which then runs in an environment of its own, whatever the project
 * (uv/src/commands/project/run.rs). `uv run python x.py` is a plain command to uv and reads no header.
 */
export function runsByHeader(command: Command, commands: Commands): boolean {
  return scriptRunByHeader(command, commands) !== null
}

/** The path of that script; a shebang is followed by its own. */
function scriptRunByHeader(command: Command, commands: Commands): string | null {
  const { uv, path, script, directory } = command
  if (uv?.subcommand !== 'run') return null
  const [first] = uv.target
  if (!first) return script.context.kind === 'shebang' && commands.header(path) ? path : null
  const { target } = command
  const named = target?.word === first && target.text ? resolvePath(directory, target.text) : null
  return target?.kind === 'script' && named && commands.header(named) ? named : null
}

/**
 * The `--locked` or `--frozen` of a command that runs a script by its header while the lock beside the script, which uv
 * demands then, is missing; with the path of that lock.
 */
export function missingLock(
  command: Command,
  { commands, tree }: { readonly commands: Commands; readonly tree: FileTree },
): { readonly option: OptionUse; readonly script: string } | null {
  const { uv } = command
  const option = uv?.subcommand === 'run' ? command.option('--locked', '--frozen') : undefined
  const script = option ? scriptRunByHeader(command, commands) : null
  if (!option || script === null || tree.hasFile(`${script}.lock`) || tree.isIgnored(`${script}.lock`))
    return null
  return { option, script }
}

/** The `--package` of a command that runs a script by its header: uv warns that it has no effect. */
export function idlePackage(command: Command, commands: Commands): OptionUse | null {
  const use = command.uv?.subcommand === 'run' ? command.option('--package') : undefined
  return use && runsByHeader(command, commands) ? use : null
}

/** Options that choose an environment: whoever gives one means that, and not what the script says. */
const chosen = [
  ...['--package', '--all-packages', '--with', '-w', '--with-editable', '--with-requirements', '--project'],
  ...['--extra', '--all-extras', '--group', '--only-group', '--all-groups', '--only-dev', '--no-project'],
  ...['--active', '--no-sync', '--isolated'],
]

/** A script whose header lists packages, started in a way that does not read them. */
export interface UnreadHeader {
  readonly target: PythonTarget
  readonly header: HeaderManifest
  /** The command that reads them; null when an option of the interpreter would be lost. */
  readonly words: NewWords | null
}

/** `python x.py`, `./x.py` with a shebang that is not uv's, or `uv run python x.py`, where `x.py` lists its packages. */
export function unreadHeader(command: Command, commands: Commands): UnreadHeader | null {
  const { uv, words, directory, target } = command
  if (uv && (uv.subcommand !== 'run' || command.has(...chosen))) return null
  const started = uv ? uv.target : words
  const [first, second] = started
  const header =
    (uv ? undefined : headerOf(target, folderOf(command), commands)) ?? headerOf(target, directory, commands)
  if (
    !target ||
    !header ||
    !listsPackages(header) ||
    (target.word === first && (uv || startsUv(target, command, commands)))
  )
    return null
  const direct = target.word === first || target.word === second
  const before: NewWords = uv ? words.slice(0, words.length - started.length) : ['uv', 'run']
  const interpreter = first?.text?.slice(first.text.lastIndexOf('/') + 1) ?? null
  const { options } = behindUvRun(started.slice(0, 1), interpreter)
  return {
    target,
    header,
    words: direct ? [...before, ...options, target.word, ...target.operands] : null,
  }
}

/** A header without `dependencies`, such as one with settings of marimo alone, leaves them to the project. */
export function listsPackages(header: HeaderManifest | undefined): boolean {
  return header?.dependencies != null
}

/**
 * The packages in a header that the environment of the workspace cannot hold: neither members nor required by one, nor
 * locked for it. A script that needs none of them may well be meant to run there.
 */
export function packagesOfItsOwn(
  header: HeaderManifest,
  workspace: Workspace,
  documents: Documents,
): string[] {
  const locked = documents.get(joinPath(workspace.root, 'uv.lock'))?.document.uvLock?.packages ?? []
  const known = new Set([
    ...locked.map(({ name }) => name),
    ...workspace.members.flatMap(({ name, requirements }) => [name, ...requirements.map((one) => one.name)]),
    ...workspace.requirements.map(({ name }) => name),
  ])
  return (header.dependencies ?? []).map(({ name }) => name).filter((name) => !known.has(name))
}

/** Whether the shebang of a script calls uv. */
function startsUv({ text }: PythonTarget, { directory }: Command, { all }: Commands): boolean {
  const path = text === null ? null : resolvePath(directory, text)
  return all.some(
    (command) => command.path === path && command.script.context.kind === 'shebang' && command.uv,
  )
}
