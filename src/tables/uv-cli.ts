/**
 * Every subcommand of uv with its options, hidden ones included.
 *
 * Source: `uv generate-shell-completion fish`, and for spellings that completion leaves out uv's own parser.
 * Read: uv 0.13.9.
 * Renew: `npm run tables -- uv`; this file is written, not edited.
 */

export const uvCommandLineVersion = '0.13.9'

/** Options that the same subcommands know. */
export interface UvOptions {
  /** The subcommands, separated by `, `; all of them when empty. */
  readonly commands: string
  /** Options that take a value in the next word, separated by spaces. No option of uv takes an optional value. */
  readonly valued: string
  /** Options that take none, separated by spaces. */
  readonly flags: string
}

/** Names of all subcommands. */
export const uvCommands: readonly string[] = [
  ...['add', 'audit', 'auth', 'auth dir', 'auth helper', 'auth login', 'auth logout', 'auth token'],
  ...['build', 'cache', 'cache clean', 'cache dir', 'cache prune', 'cache size', 'check', 'clean'],
  ...['export', 'format', 'generate-shell-completion', 'init', 'lock', 'pip', 'pip check'],
  ...['pip compile', 'pip debug', 'pip freeze', 'pip install', 'pip list', 'pip show', 'pip sync'],
  ...['pip tree', 'pip uninstall', 'publish', 'python', 'python dir', 'python find'],
  ...['python install', 'python list', 'python pin', 'python uninstall', 'python update-shell'],
  ...['python upgrade', 'remove', 'run', 'self', 'self update', 'self version', 'sync', 'tool'],
  ...['tool audit', 'tool dir', 'tool install', 'tool list', 'tool run', 'tool uninstall'],
  ...['tool update-shell', 'tool upgrade', 'tool uvx', 'tree', 'upgrade', 'venv', 'version'],
  ...['workspace', 'workspace dir', 'workspace list', 'workspace metadata'],
]

/** Commands of uv that have subcommands of their own. */
export const nestedUvCommands: readonly string[] = [
  ...['auth', 'cache', 'pip', 'python', 'self', 'tool', 'workspace'],
]

/** Other names of subcommands, as uv accepts them. */
export const uvCommandAliases: Readonly<Record<string, string>> = {
  virtualenv: 'venv',
  v: 'venv',
  'tool update': 'tool upgrade',
  'tool ls': 'tool list',
  'cache clear': 'cache clean',
  'python ls': 'python list',
  'pip ls': 'pip list',
}

export const uvOptions: readonly UvOptions[] = [
  {
    commands: '',
    valued:
      '--cache-dir --python-preference --python-fetch --color --allow-insecure-host --preview-features --directory --project --config-file --preview-feature --trusted-host',
    flags:
      '-n --no-cache --managed-python --no-managed-python --allow-python-downloads --no-python-downloads -q --quiet -v --verbose --no-color --native-tls --no-native-tls --system-certs --no-system-certs --offline --no-offline --preview --no-preview --isolated --show-settings --no-progress --no-installer-metadata --no-config -h --help',
  },
  { commands: 'add', valued: '--bounds --branch --marker --rev --tag -m', flags: '--raw --workspace' },
  {
    commands:
      'add, audit, auth login, auth logout, auth token, build, check, export, lock, pip compile, pip install, pip list, pip sync, pip tree, pip uninstall, publish, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, upgrade, venv, version, workspace metadata',
    valued: '--keyring-provider',
    flags: '',
  },
  {
    commands:
      'add, audit, auth, auth dir, auth helper, auth login, auth logout, auth token, build, cache, cache clean, cache dir, cache prune, cache size, check, clean, export, format, init, lock, pip, pip check, pip compile, pip debug, pip freeze, pip install, pip list, pip show, pip sync, pip tree, pip uninstall, publish, python, python dir, python find, python install, python list, python pin, python uninstall, python update-shell, python upgrade, remove, run, self, self update, self version, sync, tool, tool audit, tool dir, tool install, tool list, tool run, tool uninstall, tool update-shell, tool upgrade, tool uvx, tree, upgrade, venv, version, workspace, workspace dir, workspace list, workspace metadata',
    valued: '',
    flags: '--no-cache-dir',
  },
  {
    commands:
      'add, audit, build, check, export, format, lock, pip compile, pip install, pip list, pip sync, pip tree, remove, run, sync, tool install, tool list, tool run, tool upgrade, tool uvx, tree, venv, version, workspace metadata',
    valued: '--exclude-newer',
    flags: '',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, pip list, pip sync, pip tree, publish, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, upgrade, venv, version, workspace metadata',
    valued: '--index',
    flags: '',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, pip list, pip sync, pip tree, python install, python uninstall, python upgrade, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, upgrade, venv, version, workspace metadata',
    valued: '-i',
    flags: '',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, pip list, pip sync, pip tree, remove, run, sync, tool install, tool list, tool run, tool upgrade, tool uvx, tree, venv, version, workspace metadata',
    valued: '--exclude-newer-package',
    flags: '',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, pip list, pip sync, pip tree, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, upgrade, venv, version, workspace metadata',
    valued: '--default-index --extra-index-url --find-links --index-strategy --index-url -f',
    flags: '--no-index',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, pip sync, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, upgrade, version, workspace metadata',
    valued: '',
    flags: '--no-require-build-hashes --require-build-hashes',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, pip sync, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, venv, version, workspace metadata',
    valued: '--link-mode',
    flags: '',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, pip sync, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, version, workspace metadata',
    valued: '--config-setting --config-settings --config-settings-package --no-sources-package -C',
    flags: '--build --build-isolation --no-build --no-build-isolation --no-sources',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, python install, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, version, workspace metadata',
    valued: '',
    flags: '--upgrade -U',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, version, workspace metadata',
    valued:
      '--fork-strategy --no-build-isolation-package --prerelease --prerelease-package --resolution --upgrade-group --upgrade-package -P',
    flags: '--pre',
  },
  {
    commands:
      'add, audit, build, check, export, lock, pip compile, pip install, remove, run, sync, tool install, tool run, tool uvx, tree, version, workspace metadata',
    valued: '',
    flags: '--no-upgrade',
  },
  {
    commands:
      'add, audit, build, check, export, lock, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, version, workspace metadata',
    valued: '--no-binary-package --no-build-package',
    flags: '--binary --no-binary',
  },
  {
    commands: 'add, audit, check, export, lock, python find, remove, sync, tree, workspace metadata',
    valued: '--script',
    flags: '',
  },
  {
    commands: 'add, audit, check, export, lock, remove, run, sync, tree, version, workspace metadata',
    valued: '',
    flags: '--frozen --locked --no-frozen --no-locked',
  },
  {
    commands:
      'add, build, check, export, init, lock, pip check, pip compile, pip freeze, pip install, pip list, pip show, pip sync, pip tree, pip uninstall, publish, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, venv, version, workspace metadata',
    valued: '-p',
    flags: '',
  },
  {
    commands:
      'add, build, check, export, init, lock, pip check, pip compile, pip freeze, pip install, pip list, pip show, pip sync, pip tree, pip uninstall, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, tree, venv, version, workspace metadata',
    valued: '--python',
    flags: '',
  },
  {
    commands:
      'add, build, check, export, lock, pip compile, pip install, pip sync, remove, run, sync, tool install, tool run, tool uvx, venv, version, workspace metadata',
    valued: '--refresh-package',
    flags: '--no-refresh --refresh',
  },
  {
    commands: 'add, build, check, export, pip tree, remove, run, sync, tree, version, workspace dir',
    valued: '--package',
    flags: '',
  },
  {
    commands: 'add, check, export, pip compile, pip install, pip sync, remove, run, sync, tree',
    valued: '--group',
    flags: '',
  },
  {
    commands: 'add, check, export, pip compile, pip install, pip sync, run, sync',
    valued: '--extra',
    flags: '',
  },
  { commands: 'add, check, export, remove, run, sync, tree', valued: '', flags: '--dev' },
  { commands: 'add, check, export, sync', valued: '', flags: '--no-install-project' },
  {
    commands:
      'add, check, pip install, pip sync, python install, python upgrade, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, version',
    valued: '',
    flags: '--compile --compile-bytecode --no-compile --no-compile-bytecode --reinstall',
  },
  {
    commands:
      'add, check, pip install, pip sync, remove, run, sync, tool install, tool run, tool upgrade, tool uvx, version',
    valued: '--reinstall-package',
    flags: '--force-reinstall --no-reinstall',
  },
  { commands: 'add, check, remove, run, version', valued: '', flags: '--no-sync' },
  {
    commands: 'add, export, pip install, run, sync',
    valued: '--no-editable-package',
    flags: '--no-editable',
  },
  { commands: 'add, export, pip list, run, sync, tool install', valued: '', flags: '--editable' },
  {
    commands: 'add, export, sync',
    valued: '--no-install-package --only-install-package',
    flags:
      '--no-install-local --no-install-workspace --only-install-local --only-install-project --only-install-workspace',
  },
  { commands: 'add, init, python pin, venv', valued: '', flags: '--no-workspace' },
  {
    commands: 'add, pip compile, pip install, pip sync, tool install, tool run, tool uvx',
    valued: '--constraint --constraints -c',
    flags: '',
  },
  { commands: 'add, pip install, pip uninstall', valued: '--requirement --requirements -r', flags: '' },
  { commands: 'add, remove', valued: '--optional', flags: '' },
  { commands: 'add, remove, run, sync, version', valued: '', flags: '--no-active' },
  { commands: 'add, remove, run, sync, version, workspace metadata', valued: '', flags: '--active' },
  { commands: 'add, tool install, tool run, tool uvx', valued: '', flags: '--lfs' },
  {
    commands:
      'audit, cache size, pip install, pip sync, python list, self version, sync, tool audit, version',
    valued: '--output-format',
    flags: '',
  },
  { commands: 'audit, check, export, run, sync', valued: '--no-extra', flags: '' },
  {
    commands: 'audit, check, export, run, sync, tree',
    valued: '--no-group --only-group',
    flags: '--no-default-groups --no-dev --only-dev',
  },
  {
    commands: 'audit, pip check, pip compile, pip debug, pip install, pip sync, tree',
    valued: '--python-version',
    flags: '',
  },
  {
    commands:
      'audit, pip check, pip compile, pip install, pip sync, run, sync, tool install, tool run, tool upgrade, tool uvx, tree',
    valued: '--python-platform',
    flags: '',
  },
  {
    commands: 'audit, tool audit',
    valued: '--ignore --ignore-until-fixed --service-format --service-url',
    flags: '',
  },
  { commands: 'auth helper', valued: '--protocol', flags: '' },
  { commands: 'auth login, auth logout, auth token, publish', valued: '--username -u', flags: '' },
  {
    commands: 'auth login, pip freeze, pip install, pip list, pip show, pip sync, pip uninstall, publish',
    valued: '-t',
    flags: '',
  },
  { commands: 'auth login, publish', valued: '--password', flags: '' },
  { commands: 'auth login, publish, self update', valued: '--token', flags: '' },
  {
    commands: 'build',
    valued: '--out-dir',
    flags:
      '--build-logs --create-gitignore --force-pep517 --list --no-build-logs --no-create-gitignore --sdist --skip-dependency-check --wheel',
  },
  { commands: 'build, check, export, run, sync', valued: '', flags: '--all-packages' },
  { commands: 'build, export, pip compile', valued: '-o', flags: '' },
  {
    commands: 'build, pip compile, pip install, pip sync, tool install, tool run, tool uvx',
    valued: '--build-constraint --build-constraints -b',
    flags: '',
  },
  {
    commands: 'build, pip install, pip sync',
    valued: '',
    flags: '--no-require-hashes --no-verify-hashes --require-hashes --verify-hashes',
  },
  {
    commands: 'build, python uninstall, tool audit, tool uninstall, tool upgrade',
    valued: '',
    flags: '--all',
  },
  { commands: 'build, venv', valued: '', flags: '--clear' },
  {
    commands: 'cache clean, cache prune, clean, python install, tool install, venv',
    valued: '',
    flags: '--force',
  },
  { commands: 'cache prune', valued: '', flags: '--ci' },
  { commands: 'cache size', valued: '', flags: '--human -H' },
  { commands: 'check', valued: '--ty-version', flags: '--fix --show-command' },
  {
    commands: 'check, export, pip compile, pip install, pip sync, run, sync',
    valued: '',
    flags: '--all-extras --no-all-extras',
  },
  { commands: 'check, export, run, sync, tree', valued: '', flags: '--all-groups' },
  { commands: 'check, format, python find', valued: '', flags: '--show-version' },
  { commands: 'check, format, python find, python pin, run, venv', valued: '', flags: '--no-project' },
  {
    commands: 'export',
    valued: '--batch --only-emit-package',
    flags:
      '--hashes --no-emit-local --no-emit-project --no-emit-workspace --no-hashes --only-emit-local --only-emit-project --only-emit-workspace',
  },
  {
    commands: 'export, pip compile',
    valued: '--no-emit-package --output-file',
    flags:
      '--annotate --emit-find-links --emit-index-url --header --no-annotate --no-emit-find-links --no-emit-index-url --no-header',
  },
  { commands: 'export, pip compile, pip list, tree', valued: '--format', flags: '' },
  { commands: 'export, pip tree, tree', valued: '--prune', flags: '' },
  { commands: 'format', valued: '--version', flags: '--diff' },
  { commands: 'format, lock, pip install, pip sync, sync', valued: '', flags: '--check' },
  { commands: 'generate-shell-completion, tool uvx', valued: '', flags: '--version -V' },
  {
    commands: 'init',
    valued: '--author-from --build-backend --description --name --vcs',
    flags:
      '--app --backend --bare --lib --no-description --no-package --no-pin-python --no-readme --package --pin-python --virtual',
  },
  { commands: 'init, run', valued: '', flags: '--script' },
  { commands: 'lock', valued: '', flags: '--check-exists' },
  {
    commands: 'lock, pip install, pip sync, pip uninstall, publish, self update, sync, version',
    valued: '',
    flags: '--dry-run',
  },
  {
    commands:
      'pip check, pip compile, pip freeze, pip install, pip list, pip show, pip sync, pip tree, pip uninstall, python find, venv',
    valued: '',
    flags: '--no-system --system',
  },
  {
    commands: 'pip compile',
    valued: '--annotation-style --custom-compile-command --max-rounds --resolver --unsafe-package',
    flags:
      '--allow-unsafe --emit-build-options --emit-index-annotation --emit-marker-expression --emit-options --emit-trusted-host --generate-hashes --no-allow-unsafe --no-emit-build-options --no-emit-index-annotation --no-emit-marker-expression --no-emit-options --no-emit-trusted-host --no-generate-hashes --no-reuse-hashes --no-strip-extras --no-strip-markers --no-universal --reuse-hashes --strip-extras --strip-markers',
  },
  {
    commands: 'pip compile, pip freeze, pip install, pip list, tool install, upgrade',
    valued: '--exclude',
    flags: '',
  },
  { commands: 'pip compile, pip install', valued: '', flags: '--deps --no-deps' },
  { commands: 'pip compile, pip install, pip sync', valued: '--no-binary --only-binary', flags: '' },
  {
    commands: 'pip compile, pip install, pip sync, tool install, tool run, tool uvx',
    valued: '--torch-backend',
    flags: '',
  },
  { commands: 'pip compile, pip install, tool install', valued: '--excludes', flags: '' },
  {
    commands: 'pip compile, pip install, tool install, tool run, tool uvx',
    valued: '--override --overrides',
    flags: '',
  },
  { commands: 'pip compile, pip sync', valued: '--client-cert --config --pip-args', flags: '' },
  { commands: 'pip compile, tree', valued: '', flags: '--universal' },
  { commands: 'pip debug', valued: '--abi --implementation --platform', flags: '' },
  { commands: 'pip freeze', valued: '--path', flags: '' },
  {
    commands: 'pip freeze, pip install, pip list, pip show, pip sync, pip tree',
    valued: '',
    flags: '--no-strict --strict',
  },
  {
    commands: 'pip freeze, pip install, pip list, pip show, pip sync, pip uninstall',
    valued: '--prefix --target',
    flags: '',
  },
  {
    commands: 'pip freeze, pip install, pip list, pip show, pip tree, pip uninstall',
    valued: '',
    flags: '--disable-pip-version-check',
  },
  { commands: 'pip freeze, pip list', valued: '', flags: '--exclude-editable' },
  { commands: 'pip install', valued: '--editable -e', flags: '' },
  { commands: 'pip install, pip sync', valued: '', flags: '--user' },
  {
    commands: 'pip install, pip sync, pip uninstall',
    valued: '',
    flags: '--break-system-packages --no-break-system-packages',
  },
  { commands: 'pip install, run, sync', valued: '', flags: '--inexact' },
  { commands: 'pip install, run, sync, workspace metadata', valued: '', flags: '--exact' },
  { commands: 'pip list, pip tree, tool list, tree', valued: '', flags: '--outdated' },
  { commands: 'pip list, tool install', valued: '', flags: '-e' },
  { commands: 'pip list, tool list', valued: '', flags: '--no-outdated' },
  { commands: 'pip show', valued: '', flags: '--files' },
  { commands: 'pip show, python install', valued: '', flags: '-f' },
  {
    commands: 'pip sync',
    valued: '--python-executable',
    flags: '--allow-empty-requirements --ask --no-allow-empty-requirements -a',
  },
  { commands: 'pip tree, tool list', valued: '', flags: '--show-version-specifiers' },
  { commands: 'pip tree, tree', valued: '--depth -d', flags: '--invert --no-dedupe --reverse --show-sizes' },
  { commands: 'pip uninstall', valued: '', flags: '--yes -y' },
  {
    commands:
      'pip, pip check, pip compile, pip debug, pip freeze, pip install, pip list, pip show, pip sync, pip tree, pip uninstall',
    valued: '--cert',
    flags: '',
  },
  {
    commands: 'publish',
    valued: '--check-url --publish-url --trusted-publishing',
    flags: '--no-attestations --skip-existing',
  },
  { commands: 'python dir, python install, tool dir', valued: '', flags: '--bin' },
  { commands: 'python find', valued: '', flags: '--resolve-links' },
  {
    commands: 'python find, python install, python list, python pin, python upgrade',
    valued: '--python-downloads-json-url',
    flags: '',
  },
  { commands: 'python find, run', valued: '', flags: '--no_workspace' },
  { commands: 'python install', valued: '', flags: '--default --no-bin --no-registry --registry' },
  { commands: 'python install, python uninstall, python upgrade', valued: '--install-dir', flags: '' },
  {
    commands: 'python install, python upgrade',
    valued: '--graalpy-mirror --mirror --pyodide-mirror --pypy-mirror',
    flags: '-r',
  },
  {
    commands: 'python list',
    valued: '',
    flags:
      '--all-arches --all-platforms --all-versions --all_architectures --only-downloads --only-installed --show-urls',
  },
  { commands: 'python pin', valued: '', flags: '--global --no-resolved --resolved --rm' },
  { commands: 'run', valued: '--max-recursion-depth', flags: '--gui-script --module -m -s' },
  {
    commands: 'run, tool install, tool run, tool uvx',
    valued: '--with --with-editable --with-requirements -w',
    flags: '',
  },
  { commands: 'run, tool run, tool uvx', valued: '--env-file', flags: '--no-env-file --show-resolution' },
  { commands: 'self version, version', valued: '', flags: '--short' },
  { commands: 'sync', valued: '', flags: '--no-check' },
  { commands: 'tool install', valued: '--with-executables-from', flags: '' },
  { commands: 'tool install, tool run, tool uvx', valued: '--from', flags: '' },
  { commands: 'tool list', valued: '', flags: '--show-extras --show-paths --show-python --show-with' },
  { commands: 'tool run, tool uvx', valued: '--generate-shell-completion', flags: '' },
  { commands: 'tool upgrade', valued: '--config-setting-package', flags: '' },
  {
    commands: 'venv',
    valued: '--prompt',
    flags:
      '--allow-existing --no-clear --no-pip --no-relocatable --no-seed --no-setuptools --no-wheel --relocatable --seed --system-site-packages -c',
  },
  { commands: 'version', valued: '--bump', flags: '' },
  { commands: 'workspace list', valued: '', flags: '--paths --scripts' },
  { commands: 'workspace metadata', valued: '--output-version', flags: '--sync' },
]
