/**
 * What options of package managers mean when they install, declare or remove packages, in the words of uv.
 *
 * Source: the reference of each manager's command line (`pip install --help`, `poetry install --help`, `poetry add --help`,
 * `pdm install --help`, `pipenv install --help`), and `uv sync --help`, `uv add --help`.
 * Read: uv 0.13.9 for what uv says; of the others no release is on record.
 * Renew: by hand, from `<manager> <verb> --help`.
 */
export type OptionMeaning =
  /** uv does the same without being told. */
  | 'nothing'
  /** Packages that are there are installed again. */
  | 'again'
  /** A group of the project besides the default ones; several with commas. */
  | 'group'
  /** A group less. */
  | 'without-group'
  /** The group of developers, which uv installs unless it is told not to. */
  | 'development'
  /** Nothing of the group of developers. */
  | 'production'
  /** An extra of the project; several with commas or spaces. */
  | 'extra'
  | 'all-extras'
  | 'all-groups'
  /** The project itself is left out. */
  | 'no-project'
  /** The value is what is installed: a directory or a file of requirements. */
  | 'source'
  /** The packages go to another directory than the environment's. */
  | 'elsewhere'
  /** The value is an index of packages. */
  | 'index'
  /** What a package requires is left out. */
  | 'no-dependencies'

type Meanings = Partial<Readonly<Record<OptionMeaning, string>>>

/** Options by what they mean for every manager, separated by spaces. */
const common: Meanings = {
  nothing:
    '-q --quiet -qq --user --no-cache-dir --no-cache --break-system-packages --system --disable-pip-version-check -U ' +
    '--upgrade --no-input -v --verbose --no-warn-script-location -y --yes --progress-bar --root-user-action ' +
    '--no-interaction -n --no-ansi --prefer-binary',
  again: '--force-reinstall --reinstall',
  group: '--with -G --group',
  development: '-D --dev -d',
  production: '--no-dev --prod',
  extra: '-E --extras --extra',
  'all-extras': '--all-extras',
  source: '-e --editable -r --requirement --requirements',
  elsewhere: '-t --target --prefix --root',
  index: '-i --index --index-url --extra-index-url --default-index',
  'no-dependencies': '--no-deps',
}

/** What a manager means by options that others do not have, or mean otherwise. */
const own: Readonly<Record<string, Meanings>> = {
  poetry: {
    nothing: '--sync',
    'without-group': '--without',
    'all-groups': '--all-groups',
    'no-project': '--no-root',
  },
  pdm: { 'without-group': '--without', 'no-project': '--no-self' },
}

/** What an option of a manager means; undefined when no table says so. */
export function meaningOf(manager: string, option: string): OptionMeaning | undefined {
  return meanings.get(`${manager} ${option}`) ?? meanings.get(` ${option}`)
}

const meanings: ReadonlyMap<string, OptionMeaning> = new Map(
  [['', common] as const, ...Object.entries(own)].flatMap(([manager, table]) =>
    Object.entries(table).flatMap(([meaning, options]) =>
      options.split(' ').map((option) => [`${manager} ${option}`, meaning as OptionMeaning] as const),
    ),
  ),
)
