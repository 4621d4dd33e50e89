/**
 * Programs that run what a file holds under a name: how they are told the directory and the file, and how the file is
 * written.
 *
 * Source: GNU make "Summary of Options", `just --help`, go-task "CLI reference", and the manuals of poe, taskipy, pdm, rye,
 * pixi, hatch and mise on tasks.
 * Read: 2026, no release is on record.
 * Renew: by hand; a runner is one row here and nowhere else.
 */

/** A program that runs what its file in a directory holds under a name. */
export interface TaskRunner {
  /** Options that take a value in the next word, separated by spaces. */
  readonly valued: string
  /** Options that change its directory before it looks for its file. */
  readonly directory: readonly string[]
  /** Options that name its file. */
  readonly file: readonly string[]
  /** Names of its file, as a pattern for the whole name. */
  readonly files: RegExp
  /** What it runs when nothing is named; the first one of the file when null. */
  readonly unnamed: string | null
}

const make: TaskRunner = {
  valued: '-C --directory -f --file --makefile -I --include-dir -o --old-file -W --what-if --eval',
  directory: ['-C', '--directory'],
  file: ['-f', '--file', '--makefile'],
  files: /^(?:GNUm|[Mm])akefile$/,
  unnamed: null,
}

const task: TaskRunner = {
  valued: '-d --dir -t --taskfile -o --output -C --concurrency -I --interval',
  directory: ['-d', '--dir'],
  file: ['-t', '--taskfile'],
  files: /^[Tt]askfile(?:\.dist)?\.ya?ml$/,
  unnamed: 'default',
}

/** Task runners by their program. */
export const taskRunners: Readonly<Record<string, TaskRunner>> = {
  make,
  gmake: make,
  just: {
    valued: '-d --working-directory -f --justfile --set --shell --shell-arg --dotenv-path --dotenv-filename',
    directory: ['-d', '--working-directory'],
    file: ['-f', '--justfile'],
    files: /^\.?[Jj]ustfile$/,
    unnamed: null,
  },
  task,
  'go-task': task,
}

/** A program that is asked by name for what a file lists, and that starts it in ways of its own. */
export interface NamedTasks {
  /** For people: `task`, `session`, `environment`. */
  readonly what: string
  /** Names of its files, as a pattern for the whole name. */
  readonly files: RegExp
  /** Options that take a value in the next word, separated by spaces. */
  readonly valued: string
  readonly directory: readonly string[]
  /** Options under which something else decides: another file, a tag, a list to print. */
  readonly unsure: string
  /** Options whose value names what is meant; the first operand does when there are none. */
  readonly named: readonly string[]
}

/** Source: `poe --help` (0.37), `nox --help` (2025.5), `tox run --help` (4.30). */
export const namedTasks: Readonly<Record<string, NamedTasks>> = {
  poe: {
    what: 'task',
    files: /^(?:pyproject\.toml|poe_tasks\.(?:toml|ya?ml|json))$/,
    valued: '-C --directory --root -e --executor -X --executor-opt',
    directory: ['-C', '--directory', '--root'],
    unsure: '-h --help --version',
    named: [],
  },
  nox: {
    what: 'session',
    files: /^noxfile\.py$/,
    valued:
      '-s -e --session --sessions -p --python --pythons -k --keywords -t --tags -f --noxfile --envdir --default-venv-backend -db --force-venv-backend -fb',
    directory: [],
    unsure: '-f --noxfile -l --list --list-sessions -t --tags -k --keywords -h --help --version',
    named: ['-s', '-e', '--session', '--sessions'],
  },
  tox: {
    what: 'environment',
    files: /^(?:tox\.ini|tox\.toml|setup\.cfg|pyproject\.toml)$/,
    valued:
      '-e -c --conf --root --workdir -m -f --result-json -p --parallel -x --override --installpkg --discover --skip-env',
    directory: [],
    unsure: '-c --conf --root -x --override -h --help --version',
    named: ['-e'],
  },
}

/** Runners that make an environment for what they run, with the file that says so. */
export const environmentRunners: Readonly<Record<string, string>> = { tox: 'tox.ini', nox: 'noxfile.py' }

/** How a runner writes its tasks in TOML. */
export interface TomlTasks {
  /** The runner, as the origin of a command names it. */
  readonly runner: string
  /** A file of its own that holds the tables at the top; `pyproject.toml` when absent. */
  readonly files?: readonly string[]
  /** The tasks among the keys of its tables, when those hold other things as well. */
  readonly only?: readonly string[]
  /** Keys that lead to a table of tasks; `*` stands for any one. */
  readonly tables: readonly (readonly string[])[]
  /** Keys of a task under which its commands stand. */
  readonly commands: readonly string[]
  /** The key of a task, or of the table with `only` some tasks, that sets the directory, as seen from the project's. */
  readonly directory: string | null
  /** The key of a task that names what reads its code, when that is no shell. */
  readonly interpreter: string
  /** Whether it fills `{{ … }}` in before a shell reads the command. */
  readonly templated: boolean
  /** Whether a list of strings is one command, whose words no shell reads. */
  readonly words?: true
}

/** Keys that runners in a `pyproject.toml` share: poe `cmd`, `shell`, `sequence`, pdm `composite`, hatch `commands`. */
const shared = ['cmd', 'shell', 'cmds', 'sequence', 'composite', 'commands']

const plain = { commands: shared, directory: null, interpreter: 'interpreter', templated: false } as const
const pixi = { ...plain, runner: 'pixi', directory: 'cwd', templated: true } as const

const lefthook = {
  ...plain,
  runner: 'lefthook',
  files: ['lefthook.toml', '.lefthook.toml'],
  commands: ['run'],
  directory: 'root',
}
const tox = {
  ...plain,
  runner: 'tox',
  directory: 'change_dir',
  only: ['commands_pre', 'commands', 'commands_post'],
  words: true,
} as const

export const tomlTasks: readonly TomlTasks[] = [
  {
    ...plain,
    runner: 'cibuildwheel',
    tables: [
      ['tool', 'cibuildwheel'],
      ['tool', 'cibuildwheel', '*'],
      ['tool', 'cibuildwheel', 'overrides', '*'],
    ],
    only: ['before-all', 'before-build', 'before-test', 'test-command'],
  },
  { ...lefthook, tables: [['*', 'commands']] },
  { ...lefthook, tables: [['*']], only: ['jobs'] },
  {
    ...tox,
    tables: [
      ['tool', 'tox', 'env_run_base'],
      ['tool', 'tox', 'env', '*'],
    ],
  },
  { ...tox, files: ['tox.toml'], tables: [['env_run_base'], ['env', '*']] },
  { ...plain, runner: 'poe', tables: [['tool', 'poe', 'tasks']], directory: 'cwd' },
  { ...plain, runner: 'taskipy', tables: [['tool', 'taskipy', 'tasks']], directory: 'cwd' },
  { ...plain, runner: 'pdm', tables: [['tool', 'pdm', 'scripts']], directory: 'working_dir' },
  { ...plain, runner: 'rye', tables: [['tool', 'rye', 'scripts']] },
  { ...pixi, tables: [['tool', 'pixi', 'tasks']] },
  { ...plain, runner: 'hatch', tables: [['tool', 'hatch', 'envs', '*', 'scripts']] },
  { ...plain, runner: 'hatch', files: ['hatch.toml'], tables: [['envs', '*', 'scripts']] },
  { ...pixi, files: ['pixi.toml'], tables: [['tasks'], ['feature', '*', 'tasks']] },
  {
    runner: 'mise',
    files: ['mise.toml', '.mise.toml'],
    tables: [['tasks']],
    commands: ['run'],
    directory: 'dir',
    interpreter: 'shell',
    templated: true,
  },
]

/**
 * Programs that run by name what a file of the repository holds, and whose files are not followed from their calls: npm and
 * its kin by `scripts`, the runners of TOML tasks, Nix by the flake's programs.
 */
export const otherRunners: ReadonlySet<string> = new Set([
  ...['npm', 'pnpm', 'yarn', 'bun', 'invoke', 'inv', 'doit', 'turbo', 'nx', 'moon', 'nix', 'devenv'],
  ...tomlTasks.map(({ runner }) => runner),
  ...Object.keys(environmentRunners),
])

/** Files beside a Makefile from which it, or a part of it, is made: its targets are then not all in sight. */
export const generatedTaskFiles: readonly string[] = [
  ...[
    'Makefile.am',
    'Makefile.in',
    'Makefile.PL',
    'configure.ac',
    'configure',
    'CMakeLists.txt',
    'meson.build',
  ],
]

/** Keys of a task that do not depend on its directory, and the commands that are read. */
export const keysApartFromDirectory: ReadonlySet<string> = new Set([
  ...['cwd', 'working_dir', 'dir', 'cmd', 'shell', 'cmds', 'run'],
  ...['help', 'description', 'deps', 'depends', 'depends-on', 'depends_on'],
])

/** Programs that start `nx` from the packages of a project. */
export const nxLaunchers: ReadonlySet<string> = new Set(['npx', 'pnpx', 'bunx', 'pnpm', 'yarn'])

/** How code calls what `package.json`, nx and poe list, as sources of patterns. */
export const scriptCalls: readonly string[] = ['(?:npm|pnpm|yarn|bun)[ \\t]+(?:run|test|-)', 'nx', 'poe']
