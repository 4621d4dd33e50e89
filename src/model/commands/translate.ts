import type { Member, Workspace } from '../workspace/workspace.ts'
import type { Command, CommandWord } from './commands.ts'
import type { ForeignUse } from './foreign-managers.ts'
import { parentOf, resolvePath } from './paths.ts'

/** Words of a new command: text, or a word of the old one as it stands. */
export type NewWords = readonly (string | CommandWord)[]

/** What uv would call a use of another manager. */
export interface Translation {
  /** What to do, as a sentence. */
  readonly next: string
  /** The command in its place; absent when it would be a guess. */
  readonly words?: NewWords
  /** Absent when the meaning is certain. */
  readonly because?: string
}

interface Place {
  readonly command: Command
  readonly workspace: Workspace | null
  /** The text of the file, for words as they are written. */
  readonly source: string
}

/** The command of uv that does what a foreign manager is asked to, as far as that can be told. */
export function translate(use: ForeignUse, place: Place): Translation {
  const { does, manager } = use
  if (manager === 'conda' || manager === 'mamba' || manager === 'micromamba' || manager === 'pixi')
    return condaAdvice(use)
  switch (does) {
    case 'install':
      return install(use, place)
    case 'uninstall':
      return manager === 'pipx'
        ? renamed(['uv', 'tool', 'uninstall'], use, place)
        : edit('remove', use, place)
    case 'sync':
      return sync(use, place)
    case 'upgrade':
      return simple(['uv', 'sync', '--upgrade'], use, place, 'it upgrades every locked version')
    case 'environment':
    case 'shell':
      return { next: 'Delete it: `uv sync` makes `.venv`, and `uv run` uses it.' }
    case 'lock':
      return manager === 'pip-compile'
        ? { next: 'Use `uv lock`, or `uv export` where a requirements file must exist.' }
        : simple(['uv', 'lock'], use, place, 'it writes `uv.lock` instead of another lock file')
    case 'export':
      return { next: 'Use `uv export`.' }
    case 'run':
      return run(use, place)
    case 'init':
      return { next: 'Use `uv init`.' }
    case 'build':
      return { next: 'Use `uv build --package <member>`.' }
    case 'publish':
      return { next: 'Use `uv publish`.' }
    case 'tool-install':
      return use.verb === 'install' && manager === 'pipx'
        ? renamed(['uv', 'tool', 'install'], use, place)
        : { next: 'Use `uv tool install` or `uv tool upgrade`.' }
    case 'tool-run':
      return use.options.length > 0
        ? { next: 'Use `uvx`.' }
        : { next: `Run ${code(['uvx', ...use.target], place.source)}.`, words: ['uvx', ...use.target] }
    case 'read':
      return { next: 'Use `uv pip list` or `uv tree`.' }
  }
}

/** `--package M`; empty in a repository of one project; null when the member is not certain. */
export function packageOption(member: Member | null, workspace: Workspace | null): readonly string[] | null {
  if (workspace && workspace.members.length === 1 && !workspace.virtual) return []
  return member ? ['--package', member.name] : null
}

/** Options of installers that uv does not need. */
const idle = new Set(
  (
    '-q --quiet -qq --user --no-cache-dir --no-cache --break-system-packages --system --disable-pip-version-check -U --upgrade ' +
    '--no-input -v --verbose --no-warn-script-location -y --yes --force-reinstall --progress-bar --root-user-action ' +
    '--no-interaction -n --no-ansi --prefer-binary'
  ).split(' '),
)

function onlyIdle(use: ForeignUse, ...also: readonly string[]): boolean {
  return use.options.every(({ name }) => name !== null && (idle.has(name) || also.includes(name)))
}

/** Packages that install packages. */
const packaging = new Set(['pip', 'setuptools', 'wheel'])

const anyMember = ['--package', '<member>']

function install(use: ForeignUse, place: Place): Translation {
  if (
    use.manager === 'ensurepip' ||
    (use.names.length > 0 && use.names.every((name) => packaging.has(name)) && use.files.length === 0)
  ) {
    return { next: 'Delete it: uv needs no pip.' }
  }
  if (use.names.length === 1 && use.names[0] === 'uv' && use.operands.length === 1) {
    return { next: 'Take uv from the dev shell, or install it with its own installer.' }
  }
  if (use.manager === 'setup.py' || use.directories.length > 0 || use.files.length > 0)
    return sync(use, place)
  const own = use.names.find((name) => place.workspace?.member(name))
  if (own) return { next: `Use \`uv sync --package ${own}\`.` }
  if (use.operands.length === 0)
    return use.manager === 'pipenv' ? sync(use, place) : { next: 'Use `uv sync`.' }
  return edit('add', use, place)
}

/** `uv add` and `uv remove`: they also edit the member's manifest, so no such change is safe. */
function edit(verb: 'add' | 'remove', use: ForeignUse, { command, workspace, source }: Place): Translation {
  const option = packageOption(command.member, workspace)
  const group = groupOption(use)
  const words: NewWords = ['uv', verb, ...(option ?? anyMember), ...(group ?? []), ...use.operands]
  const machine = command.host === 'workflow' || command.host === 'dockerfile'
  const next =
    machine && verb === 'add'
      ? `Declare it once with ${code(words, source)}; here \`uv sync\` installs it.`
      : `Use ${code(words, source)}.`
  const groups = ['-G', '--group', '-D', '--dev', '-d', '-dG']
  const plain = use.operands.every(
    ({ text }) => text !== null && /^[\w.[\],<>=!~^*+-]+$/.test(text) && !/[@^]/.test(text),
  )
  const mixed = use.names.some((name) => packaging.has(name))
  const own = use.names.some((name) => workspace?.member(name))
  if (machine || own || !option || group === null || mixed || !plain || !onlyIdle(use, ...groups))
    return { next }
  const because =
    verb === 'add'
      ? 'it declares the dependency in `pyproject.toml` and locks it'
      : 'it takes the dependency out of `pyproject.toml`'
  return { next, words, because }
}

/** `--dev` or `--group x`; null when the old command's groups cannot be said in uv's words. */
function groupOption(use: ForeignUse): readonly string[] | null {
  for (const { name, value } of use.options) {
    if (name === '-D' || name === '--dev' || name === '-d') return ['--dev']
    if (name !== '-G' && name !== '--group') continue
    if (!value?.text) return null
    return value.text === 'dev' ? ['--dev'] : ['--group', value.text]
  }
  return []
}

function sync(use: ForeignUse, { command, workspace, source }: Place): Translation {
  const target = syncTarget(use, command, workspace)
  const extras: string[] = []
  let plain = use.operands.every((word) => use.directories.includes(word)) || use.manager === 'setup.py'
  for (const word of use.directories) {
    for (const extra of /\[([\w, -]+)\]$/.exec(word.text ?? '')?.[1]?.split(',') ?? [])
      extras.push('--extra', extra.trim())
    if (word.text === null) plain = false
  }
  for (const { name, value } of use.options) {
    if (name === '--with' || name === '-G' || name === '--group') {
      for (const group of value?.text?.split(',') ?? []) extras.push('--group', group.trim())
    } else if (name === '-E' || name === '--extras' || name === '--extra') {
      for (const extra of value?.text?.split(/[ ,]+/) ?? []) extras.push('--extra', extra)
    } else if (name === '--all-extras') extras.push(name)
    else if (name === '--no-dev' || name === '--prod') extras.push('--no-dev')
    else if (name === '--dev' && use.manager === 'pipenv') continue
    else if (name === null || !(idle.has(name) || sources.has(name))) plain = false
  }
  if (use.files.some(({ text }) => text === null || /[{}*$<>]/.test(text))) plain = false
  const words = ['uv', 'sync', ...(target ?? anyMember), ...extras]
  const next = target
    ? `Use ${code(words, source)}.`
    : 'Use `uv sync`, or `uv sync --package <member>` for one member.'
  if (!target || !plain) return { next }
  return { next, words, because: 'it installs what `uv.lock` lists, and removes everything else' }
}

const sources = new Set(['-e', '--editable', '-r', '--requirement', '--requirements'])

/** The member of the one directory that is installed, else of the place; null when several or none fit. */
function syncTarget(
  use: ForeignUse,
  command: Command,
  workspace: Workspace | null,
): readonly string[] | null {
  const paths = [
    ...use.directories.map(({ text }) => text?.replace(/\[.*$/, '') ?? null),
    ...use.files.map(({ text }) => (text?.includes('/') ? parentOf(text) : '.')),
  ]
  const atRoot = command.directory === '.' || command.directory === workspace?.root
  const base = !atRoot ? command.directory : command.member ? command.member.directory : folderRoot(command)
  const found = new Set<Member | null>()
  for (const path of paths.length > 0 ? paths : ['.']) {
    const directory = path === null ? null : (resolvePath(command.directory, path) ?? null)
    const own = path === '.' || path === './' ? base : directory
    found.add(workspace?.members.find((member) => member.directory === own) ?? null)
  }
  const [member] = found
  return found.size === 1 && member ? packageOption(member, workspace) : null
}

/** What `.` means in a file that belongs to no member: the root, unless a sample or a tool has the folder for itself. */
function folderRoot({ path, directory }: Command): string | null {
  const folder = parentOf(path)
  return folder === directory || /^(?:.*\/)?(?:\.\w+|docs?|scripts?|tools?|bin|ci)(?:\/|$)/i.test(folder)
    ? directory
    : null
}

function run(use: ForeignUse, { command, workspace, source }: Place): Translation {
  const option = packageOption(command.member, workspace)
  const words: NewWords = ['uv', 'run', ...(option ?? anyMember), ...use.target]
  const next = `Use ${code(words, source)}.`
  if (!option || use.options.length > 0 || use.target.length === 0 || use.manager === 'hatch') return { next }
  return { next, words, because: 'the environment of uv replaces that of ' + use.manager }
}

function simple(words: readonly string[], use: ForeignUse, { source }: Place, because: string): Translation {
  const next = `Use ${code(words, source)}.`
  return use.operands.length === 0 && onlyIdle(use) ? { next, words, because } : { next }
}

function renamed(prefix: readonly string[], use: ForeignUse, { source }: Place): Translation {
  const words = [...prefix, ...use.operands]
  const next = `Use ${code(words, source)}.`
  return use.options.length === 0 ? { next, words } : { next }
}

function condaAdvice(use: ForeignUse): Translation {
  if (use.does === 'run') return { next: 'Use `uv run --package <member> …`.' }
  if (use.does === 'environment' || use.does === 'shell')
    return { next: 'Delete it: `uv sync` makes `.venv`, and `uv run` uses it.' }
  return {
    next: 'Declare Python packages with `uv add --package <member> …`; take system libraries from the flake.',
  }
}

/** Words as code in a sentence, kept ones as they are written. */
function code(words: NewWords, source: string): string {
  const written = words.map((word) =>
    typeof word === 'string' ? word : source.slice(word.span.start, word.span.end),
  )
  return `\`${written.join(' ')}\``
}
