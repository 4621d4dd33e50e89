/**
 * Options of uv's commands that take a value in the next word; every other option is a flag. No option of uv takes an
 * optional value. Source: the `Args` structs of `uv-cli/src/lib.rs` and `uv-cli/src/compat.rs`, hidden options included.
 */
const index =
  '--index --default-index -i --index-url --extra-index-url -f --find-links --index-strategy ' +
  '--keyring-provider --exclude-newer-package --exclude-newer'
const build = '--no-build-package --no-binary-package'
const refresh = '--refresh-package'
const reinstall = '--reinstall-package'
const settings = '-C --config-setting --config-settings --config-settings-package --link-mode'
const resolver =
  `${index} ${settings} --resolution --prerelease --prerelease-package --fork-strategy ` +
  '--no-sources-package --no-build-isolation-package -P --upgrade-package --upgrade-group'

const groups = {
  global:
    '--config-file --cache-dir --python-preference --python-fetch --color --allow-insecure-host --trusted-host ' +
    '--preview-features --preview-feature --directory --project',
  index,
  build,
  refresh,
  reinstall,
  resolver,
  installer: `${index} ${settings} ${reinstall} --no-sources-package`,
  lock: `${resolver} ${build} ${refresh}`,
  project: `${resolver} ${build} ${refresh} ${reinstall}`,
  groups: '--group --no-group --only-group',
  tree: '-d --depth --prune --package',
} as const

type Group = keyof typeof groups

const commands: Readonly<Record<string, readonly [own: string, ...groups: Group[]]>> = {
  run: [
    '--extra --no-extra --no-editable-package --env-file -w --with --with-editable ' +
      '--with-requirements --package -p --python --max-recursion-depth --python-platform',
    'groups',
    'project',
  ],
  'tool run': [
    '--from -w --with --with-editable --with-requirements -c --constraints --constraint -b ' +
      '--build-constraints --build-constraint --overrides --override --env-file -p --python ' +
      '--python-platform --torch-backend --generate-shell-completion',
    'project',
  ],
  add: [
    '-r --requirements --requirement -c --constraints --constraint -m --marker --optional --group ' +
      '--no-editable-package --bounds --rev --tag --branch --extra --package --script -p --python ' +
      '--no-install-package --only-install-package',
    'project',
  ],
  remove: ['--optional --group --package --script -p --python', 'project'],
  sync: [
    '--extra --output-format --no-extra --no-editable-package --no-install-package ' +
      '--only-install-package --package --script -p --python --python-platform',
    'groups',
    'project',
  ],
  lock: ['--script -p --python', 'lock'],
  build: ['--package -o --out-dir -b --build-constraints --build-constraint -p --python', 'lock'],
  venv: ['-p --python --prompt --link-mode', 'index', 'refresh'],
  init: ['--name --description --vcs --build-backend --author-from -p --python'],
  version: ['--bump --output-format --package -p --python', 'project'],
  tree: [
    '--format --script --python-version --python-platform -p --python',
    'tree',
    'groups',
    'resolver',
    'build',
  ],
  export: [
    '--format --package --prune --extra --no-extra --no-editable-package -o --output-file ' +
      '--no-emit-package --no-install-package --only-emit-package --only-install-package --script -p ' +
      '--python',
    'groups',
    'lock',
  ],
  format: ['--version --exclude-newer'],
  check: ['--package --script --extra --no-extra -p --python --ty-version', 'groups', 'project'],
  audit: [
    '--no-extra --no-group --only-group --script --python-version --python-platform --output-format ' +
      '--ignore --ignore-until-fixed --service-format --service-url',
    'resolver',
    'build',
  ],
  publish: [
    '--index -u --username -p --password -t --token --trusted-publishing --keyring-provider ' +
      '--publish-url --check-url',
  ],
  'tool install': [
    '--from -w --with --with-requirements --with-editable --with-executables-from -c --constraints ' +
      '--constraint --overrides --override --excludes --exclude -b --build-constraints ' +
      '--build-constraint -p --python --python-platform --torch-backend',
    'project',
  ],
  'tool upgrade': [
    '-p --python --python-platform --reinstall-package --config-setting-package',
    'resolver',
    'build',
  ],
  'tool list': ['--python-preference --exclude-newer --exclude-newer-package'],
  'pip compile': [
    '-c --constraints --constraint --overrides --override --excludes --exclude -b ' +
      '--build-constraints --build-constraint --extra --group -o --output-file --format ' +
      '--annotation-style --custom-compile-command -p --python --no-binary --only-binary ' +
      '--python-version --python-platform --no-emit-package --unsafe-package --torch-backend ' +
      '--resolver --max-rounds --client-cert --config --pip-args',
    'resolver',
    'refresh',
  ],
  'pip sync': [
    '-c --constraints --constraint -b --build-constraints --build-constraint --extra --group -p ' +
      '--python -t --target --prefix --no-binary --only-binary --python-version --python-platform ' +
      '--torch-backend --python-executable --client-cert --config --pip-args',
    'installer',
    'refresh',
  ],
  'pip install': [
    '-r --requirements --requirement -e --editable --no-editable-package -c --constraints ' +
      '--constraint --overrides --override --excludes --exclude -b --build-constraints ' +
      '--build-constraint --extra --group -p --python -t --target --prefix --no-binary --only-binary ' +
      '--python-version --python-platform --torch-backend',
    'resolver',
    'reinstall',
    'refresh',
  ],
  'pip uninstall': ['-r --requirements --requirement -p --python --keyring-provider -t --target --prefix'],
  'pip freeze': ['--exclude -p --python --path -t --target --prefix'],
  'pip list': ['--exclude --format -p --python -t --target --prefix', 'index'],
  'pip check': ['-p --python --python-version --python-platform'],
  'pip show': ['-p --python -t --target --prefix'],
  'pip tree': ['-p --python', 'tree', 'index'],
  'python list': ['--output-format --python-downloads-json-url'],
  'python install': ['-i --install-dir --mirror --pypy-mirror --python-downloads-json-url'],
  'python upgrade': ['-i --install-dir --mirror --pypy-mirror --python-downloads-json-url'],
  'python uninstall': ['-i --install-dir'],
  'python find': ['--script --python-downloads-json-url'],
  'python pin': ['--python-downloads-json-url'],
  'workspace metadata': ['--script -p --python', 'lock'],
  'workspace dir': ['--package'],
}

const valued = new Map<string, ReadonlySet<string>>()

/**
 * Options with a value of one uv command, spelled `run`, `tool run`, `pip install` …; the options that every command
 * knows are included. An unknown command knows only those.
 */
export function valuedOptions(command: string): ReadonlySet<string> {
  const known = valued.get(command)
  if (known) return known
  const [own, ...shared] = (Object.hasOwn(commands, command) && commands[command]) || ['']
  const texts = [own, groups.global, ...shared.map((group) => groups[group])]
  if (command.startsWith('pip')) texts.push('--cert')
  const options = new Set(texts.join(' ').trim().split(' '))
  valued.set(command, options)
  return options
}

/** Commands of uv that have subcommands of their own. */
export const nestedCommands: ReadonlySet<string> = new Set([
  'pip',
  'tool',
  'python',
  'cache',
  'self',
  'auth',
  'workspace',
])

/** Other names of subcommands, as uv accepts them. */
export const commandAliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    virtualenv: 'venv',
    v: 'venv',
    'tool update': 'tool upgrade',
    'tool ls': 'tool list',
    'cache clear': 'cache clean',
    'tool uvx': 'tool run',
    'python ls': 'python list',
    'pip ls': 'pip list',
  }),
)
