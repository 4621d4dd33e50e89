import type { FileTree } from '../../../discover/file-tree.ts'
import type { Member, Workspace } from '../../workspace/workspace.ts'
import type { Command, Commands, CommandWord } from '../commands.ts'
import { readForeign } from '../foreign/foreign-managers.ts'
import type { NewWords } from '../foreign/translation.ts'
import { joinPath, resolvePath } from '../paths.ts'
import { isTaskRunner, startedTasks } from './task-runners.ts'

/** What a command starts in Python, told from its words alone. */
export interface PythonTarget {
  readonly kind: 'script' | 'module' | 'code' | 'tool'
  /** The script, the module, the code or the tool's name. */
  readonly word: CommandWord
  readonly text: string | null
  /** Words after it. */
  readonly operands: readonly CommandWord[]
}

const interpreter = /^(?:python[\d.]*|pypy[\d.]*)$/

/** Tools of the Python world that load the project's code or settings from the working directory. */
const tools = new Set(
  (
    'pytest py.test ipython mypy pyright ty ruff black isort flake8 pylint coverage sphinx-build mkdocs alembic uvicorn ' +
    'gunicorn hypercorn celery flask fastapi streamlit jupyter maturin django-admin dagster basedpyright pyrefly'
  ).split(' '),
)

/**
 * Whether the program is none of the workspace's: it is named by an absolute path outside the repository, such as the
 * interpreter of another environment, or it is Python 2, which no uv workspace runs on.
 */
export function isOtherPython([first]: readonly CommandWord[], program: string | null): boolean {
  return /^(?:[/~]|[A-Za-z]:[\\/])/.test(first?.text ?? '') || /^(?:python|pypy)2/.test(program ?? '')
}

/**
 * A bare command as `uv run` is to start it. Behind `uv run` only `python` and `python3` are sure to be the interpreter of
 * the environment (uv: `RunCommand::from_args`); any other name may be found elsewhere on the `PATH`, so that a version
 * becomes an option. A path into an environment is left out.
 */
export function behindUvRun(
  words: readonly CommandWord[],
  program: string | null,
): { readonly options: readonly string[]; readonly words: NewWords } {
  const [first, ...rest] = words
  const version =
    /^python(\d+\.[\d.]*\d)$/.exec(program ?? '')?.[1] ?? /^pypy[\d.]*$/.exec(program ?? '')?.[0]
  if (version) return { options: ['--python', version], words: ['python', ...rest] }
  const inEnvironment = /^(?:\.\/)?[\w./-]*\/bin\/\w/.test(first?.text ?? '')
  return { options: [], words: inEnvironment ? [program ?? '', ...rest] : words }
}

/** What the words start, given that they are a whole command; null when it is nothing in Python. */
export function pythonTarget(words: readonly CommandWord[], program: string | null): PythonTarget | null {
  const [first] = words
  if (!first || program === null) return null
  if (interpreter.test(program)) return interpreterTarget(words)
  if (/\.py$/.test(program))
    return { kind: 'script', word: first, text: pathOf(first), operands: words.slice(1) }
  return { kind: 'tool', word: first, text: program, operands: words.slice(1) }
}

/** Options of CPython with a value in the next word. */
const valued = new Set(['-W', '-X', '--check-hash-based-pycs'])

function interpreterTarget(words: readonly CommandWord[]): PythonTarget | null {
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as CommandWord
    const option = word.text
    if (option === '-m' || option === '-c') {
      const value = words[at + 1]
      if (!value) return null
      const kind = option === '-m' ? 'module' : 'code'
      return { kind, word: value, text: value.text, operands: words.slice(at + 2) }
    }
    if (option?.startsWith('-') && option !== '-') {
      if (/^-[VhH?]|^--(?:version|help)/.test(option)) return null
      if (valued.has(option)) at++
      continue
    }
    if (option === '-') return null
    return { kind: 'script', word, text: pathOf(word), operands: words.slice(at + 1) }
  }
  return null
}

/** A word as a path; from the root when it is written so. */
function pathOf(word: CommandWord): string | null {
  return word.text ?? (word.fromRoot === undefined ? null : `\u0000/${word.fromRoot}`)
}

/** What a call of `uv run` starts (uv: `RunCommand::from_args` in `uv/src/commands/project/run.rs`). */
export function uvRunTarget(command: Command): PythonTarget | null {
  const uv = command.uv
  const [first, ...operands] = uv?.target ?? []
  if (uv?.subcommand !== 'run' || !first) return null
  if (uv.mode === 'module') return { kind: 'module', word: first, text: first.text, operands }
  if (uv.mode === 'script') return { kind: 'script', word: first, text: pathOf(first), operands }
  const program = first.text?.slice(first.text.lastIndexOf('/') + 1) ?? null
  return pythonTarget(uv.target, first.fromRoot?.endsWith('.py') ? 'x.py' : program)
}

/** The member that a target belongs to: by the script's path, the module's package, the console script. */
export function memberOfTarget(
  target: PythonTarget,
  directory: string | null,
  facts: { readonly workspace: Workspace; readonly tree: FileTree; readonly commands: Commands },
): Member | null {
  const { workspace, tree } = facts
  const inside = (member: Member | undefined) =>
    member && member.directory !== workspace.root ? member : null
  if (target.text === null) return null
  switch (target.kind) {
    case 'script': {
      const path = resolvePath(directory, target.text)
      return path !== null && tree.hasFile(path) ? inside(workspace.memberAt(path)) : null
    }
    case 'module':
      return moduleOwner(target.text, workspace, tree)
    case 'code': {
      const imported = /(?:^|[;\n]\s*)(?:import|from)\s+([A-Za-z_]\w*)/.exec(target.text)?.[1]
      return imported ? moduleOwner(imported, workspace, tree) : null
    }
    case 'tool': {
      const owners = facts.commands.definitions(target.text).flatMap(({ member }) => (member ? [member] : []))
      return owners.length === 1 ? inside(owners[0]) : null
    }
  }
}

/** The one member that holds the top-level package of a dotted module. */
export function moduleOwner(module: string, workspace: Workspace, tree: FileTree): Member | null {
  const [top = ''] = module.split('.')
  if (!/^[A-Za-z_]\w*$/.test(top)) return null
  const owners = workspace.members.filter(
    (member) => member.directory !== workspace.root && moduleRoot(member, top, tree) !== null,
  )
  return owners.length === 1 ? (owners[0] ?? null) : null
}

/** Directory that holds a project's top-level module: `src` or the project's own. */
export function moduleRoot(member: Pick<Member, 'directory'>, top: string, tree: FileTree): string | null {
  for (const base of [joinPath(member.directory, 'src'), member.directory]) {
    const path = joinPath(base, top)
    if (tree.hasFile(`${path}/__init__.py`) || tree.hasFile(`${path}.py`)) return base
    if (base.endsWith('src') && tree.hasDirectory(path)) return base
  }
  return null
}

/** uv's commands that work on the project of their directory. */
const projectCommands = new Set([
  'run',
  'add',
  'remove',
  'sync',
  'lock',
  'build',
  'export',
  'tree',
  'version',
  'check',
])

/** Whether the command works with the Python project of its directory, so that the directory matters. */
export function dependsOnDirectory(command: Command, commands: Commands): boolean {
  const { program, words, uv } = command
  if (program === null || readForeign(program, words)) return false
  if (uv) return projectCommands.has(uv.subcommand)
  if (isOtherPython(words, program)) return false
  if (interpreter.test(program)) return words.length > 1 && interpreterTarget(words) !== null
  if (tools.has(program)) return true
  if (commands.definitions(program).some(({ kind }) => kind === 'console-script')) return true
  return startedPython(command, commands).length > 0
}

/** The commands that make, just or task run in their directory for this call, as far as they work with Python there. */
export function startedPython(command: Command, commands: Commands): readonly Command[] {
  return startedTasks(command, commands).filter(
    (started) =>
      started.directory === command.directory &&
      !started.runner &&
      !isTaskRunner(started) &&
      dependsOnDirectory(started, commands),
  )
}

/** Names of a member and of the members that it needs in turn. */
export function reachable(member: Member, workspace: Workspace): ReadonlySet<string> {
  const found = new Set([member.name])
  for (const name of found) {
    for (const requirement of workspace.member(name)?.requirements ?? []) {
      if (requirement.table.kind !== 'build' && workspace.member(requirement.name))
        found.add(requirement.name)
    }
  }
  return found
}
