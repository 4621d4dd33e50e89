/** What a package manager is asked to do. */
export type ForeignVerb =
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
  /** Verbs by what they do; words of a two-word verb are joined by a space. */
  readonly verbs: Partial<Readonly<Record<ForeignVerb, string>>>
  /** Options with a value. */
  readonly valued: string
  /** What the program does without a verb. */
  readonly bare?: ForeignVerb
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
}

const venv: Manager = { verbs: {}, valued: '-p --python --prompt --seeder', bare: 'environment' }

/** Python package managers other than uv, by the name of their program. */
export const managers: Readonly<Record<string, Manager>> = {
  pip,
  'uv pip': pip,
  conda,
  mamba: conda,
  micromamba: conda,
  venv,
  virtualenv: venv,
  ensurepip: { verbs: {}, valued: '', bare: 'install' },
  easy_install: { verbs: {}, valued: '', bare: 'install' },
  'pip-sync': { verbs: {}, valued: '', bare: 'sync' },
  'pip-compile': { verbs: {}, valued: '-o --output-file --extra', bare: 'lock' },
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
  },
  /** direnv's standard library, in `.envrc`. */
  layout: { verbs: { environment: 'python python2 python3 pyenv pipenv poetry anaconda' }, valued: '' },
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
  },
  /** The front end of PyPA; `python -m build` as a module. */
  'pyproject-build': {
    verbs: {},
    valued: '-o --outdir -C --config-setting --config-json --installer',
    bare: 'build',
  },
  pipx: {
    verbs: {
      'tool-install': 'install inject upgrade upgrade-all reinstall reinstall-all install-all',
      'tool-run': 'run',
      uninstall: 'uninstall',
      read: 'list ensurepath environment completions runpip',
    },
    valued: '--python --spec --pip-args --suffix -i --index-url',
  },
}

/** Managers by the module that `python -m` runs. */
export const managerModules: ReadonlyMap<string, string> = new Map(
  [
    'pip',
    'venv',
    'virtualenv',
    'ensurepip',
    'pipenv',
    'poetry',
    'pdm',
    'pipx',
    'easy_install',
    'conda',
    'hatch',
  ]
    .map((name) => [name, name] as const)
    .concat([['build', 'pyproject-build']]),
)
