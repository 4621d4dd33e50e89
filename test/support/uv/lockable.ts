import type { Dice } from '../dice.ts'

/** What a manifest says; written by `manifestText`, changed by `mutate`. */
export interface Manifest {
  directory: string
  name: string | null
  version: string
  python: string | null
  dependencies: string[]
  extras: Record<string, string[]>
  /** A text is a requirement, `{ include }` the name of another group. */
  groups: Record<string, (string | { include: string })[]>
  buildSystem: boolean
  package: boolean | null
  /** TOML text of the value by name. */
  sources: Record<string, string>
  /** TOML text of the value by key of `[tool.uv]`. */
  settings: Record<string, string>
  workspace: { members: string[]; exclude: string[] } | null
}

/** A workspace whose members require each other and wheels of one directory; the root comes first. */
export type Lockable = Manifest[]

const wheels = ['numpy', 'pandas', 'rich', 'flask', 'pytest', 'ruff', 'scipy', 'coverage', 'mypy']
const bounds = [
  '',
  '',
  '>=1',
  '>=1,<3',
  '<100',
  '>=0.1',
  '>=0.1, <99',
  '!=0.0.1',
  '~=1.0',
  '==13.9',
  '>=1.0.0',
  '>=1.0',
]
const markers = [
  ...[
    "sys_platform == 'linux'",
    "sys_platform != 'win32'",
    "python_version >= '3.10'",
    "python_version < '3.12'",
  ],
  ...[
    "platform_system == 'Darwin'",
    "python_full_version >= '3.10.1'",
    "os_name == 'posix' and python_version > '3.9'",
  ],
  ...[
    "implementation_name == 'cpython'",
    "platform_machine == 'x86_64' or sys_platform == 'darwin'",
    "'linux' in sys_platform",
  ],
  ...[
    "python_version >= '3.8'",
    "python_version in '3.10, 3.11'",
    "platform_python_implementation != 'PyPy'",
  ],
]
const pythons = [
  '>=3.9',
  '>=3.10',
  '>=3.9,<4',
  '>=3.8',
  '>=3.10.0',
  '>=3.9,!=3.9.1',
  '>=3.11',
  '~=3.10',
  '>3.8',
  '>=3.9,<3.14',
]
const extraNames = ['cli', 'fast', 'Full_Set']
const groupNames = ['dev', 'docs', 'lint']

/** Bounds that the newest wheel of the name admits. */
const admitted: Readonly<Record<string, RegExp>> = {
  numpy: /^(?:|>=1|>=1,<3|<100|>=0\.1|>=0\.1, <99|!=0\.0\.1|~=1\.0|>=1\.0\.0|>=1\.0)$/,
  rich: /^(?:|>=1|<100|>=0\.1|>=0\.1, <99|!=0\.0\.1|==13\.9|>=1\.0\.0|>=1\.0)$/,
}

function requirement(dice: Dice, name: string, marked = true): string {
  const allowed = bounds.filter((bound) =>
    (admitted[name] ?? /^(?:|<100|>=0\.1|>=0\.1, <99|!=0\.0\.1)$/).test(bound),
  )
  const extras = name === 'coverage' && dice.chance(0.3) ? '[toml]' : ''
  const spelled = dice.chance(0.1) ? name.toUpperCase() : name
  const marker = marked && dice.chance(0.2) ? ` ; ${dice.pick(markers)}` : ''
  return `${spelled}${extras}${dice.pick(allowed)}${marker}`
}

/** Makes a workspace that uv can lock. */
export function makeLockable(dice: Dice): Lockable {
  const names = dice.pick([
    ['core'],
    ['core', 'api'],
    ['core', 'api', 'web-app'],
    ['core', 'api', 'Web.App', 'jobs'],
  ])
  const isVirtual = dice.chance(0.4)
  const root = manifest(dice, '.', isVirtual ? null : 'top')
  root.workspace = { members: ['libs/*'], exclude: [] }
  root.settings['find-links'] = '["wheels"]'
  root.settings['no-index'] = 'true'
  for (const change of dice.several(settings, 0, 2)) change(dice, root)
  const members = names.map((name) => manifest(dice, `libs/${name.toLowerCase()}`, name))
  for (const [at, member] of members.entries()) {
    for (const before of members.slice(0, at)) {
      if (!dice.chance(0.5)) continue
      requireMember(dice, member, before)
      ;(dice.chance(0.5) ? root : member).sources[before.name ?? ''] = workspaceSource(dice)
    }
  }
  return [root, ...members]
}

function workspaceSource(dice: Dice): string {
  return dice.chance(0.9) ? '{ workspace = true }' : '{ workspace = true, editable = true }'
}

function requireMember(dice: Dice, member: Manifest, { name }: Manifest): void {
  const text = `${name}${dice.pick(['', '', '>=0'])}${dice.chance(0.1) ? ` ; ${dice.pick(markers)}` : ''}`
  const where = dice.pick(['dependencies', 'dependencies', 'extra', 'group'])
  if (where === 'extra') list(member.extras, dice.pick(extraNames)).push(text)
  else if (where === 'group') list(member.groups, dice.pick(groupNames)).push(text)
  else member.dependencies.push(text)
}

function list<Item>(table: Record<string, Item[]>, key: string): Item[] {
  table[key] ??= []
  return table[key]
}

function manifest(dice: Dice, directory: string, name: string | null): Manifest {
  const made: Manifest = {
    directory,
    name,
    version: dice.pick(['0.1.0', '1', '1.0', '2.0.0rc1']),
    python: dice.chance(0.8) ? dice.pick(pythons) : null,
    dependencies: name === null ? [] : dice.several(wheels, 0, 3).map((wheel) => requirement(dice, wheel)),
    extras: {},
    groups: {},
    buildSystem: dice.chance(0.5),
    package: dice.chance(0.1) ? dice.chance(0.5) : null,
    sources: {},
    settings: {},
    workspace: null,
  }
  if (name !== null && dice.chance(0.4))
    list(made.extras, dice.pick(extraNames)).push(requirement(dice, dice.pick(wheels)))
  if (dice.chance(0.4)) list(made.groups, dice.pick(groupNames)).push(requirement(dice, dice.pick(wheels)))
  if (dice.chance(0.1)) list(made.groups, dice.pick(groupNames))
  if (made.groups.docs && dice.chance(0.5))
    list(made.groups, 'all').push({ include: 'docs' }, requirement(dice, 'ruff'))
  if (made.groups.dev && dice.chance(0.15))
    made.settings['dependency-groups'] = '{ dev = { requires-python = ">=3.12" } }'
  if (dice.chance(0.05)) made.settings['dev-dependencies'] = `["${requirement(dice, 'pytest', false)}"]`
  return made
}

type Change = (dice: Dice, manifest: Manifest) => void

/** Settings of a root that reach the lock, and some that do not. */
const settings: readonly Change[] = [
  set('constraint-dependencies', [
    '["numpy<3"]',
    '["numpy<2"]',
    '["NumPy < 3", "rich"]',
    '["flask>0 ; sys_platform == \'linux\'"]',
  ]),
  set('override-dependencies', [
    '["numpy>=1"]',
    '["numpy==1.26"]',
    '["rich>=13 ; python_version >= \'3.10\'"]',
  ]),
  set('exclude-dependencies', ['["numpy"]', '["scipy", "Rich"]']),
  set('build-constraint-dependencies', ['["setuptools<80"]', '["wheel"]']),
  set('environments', [
    '["sys_platform == \'linux\'"]',
    '["sys_platform == \'linux\'", "sys_platform == \'darwin\'"]',
    '["python_version >= \'3.10\'"]',
    '"sys_platform != \'win32\'"',
  ]),
  set('required-environments', [
    "[\"sys_platform == 'linux' and platform_machine == 'x86_64'\"]",
    '["sys_platform == \'linux\'"]',
  ]),
  set('resolution', ['"highest"', '"lowest"', '"lowest-direct"']),
  set('prerelease', ['"allow"', '"if-necessary"', '"disallow"', '"if-necessary-or-explicit"']),
  set('fork-strategy', ['"fewest"', '"requires-python"']),
  set('link-mode', ['"copy"', '"symlink"']),
  set('default-groups', ['[]', '"all"']),
  set('compile-bytecode', ['true']),
  set('upgrade', ['false']),
  set('dependency-metadata', [
    '[{ name = "numpy", version = "2.0", requires-dist = [] }]',
    '[{ name = "Numpy", requires-dist = [] }]',
  ]),
]

function set(key: string, values: readonly string[]): Change {
  return (dice, { settings }) => {
    settings[key] = dice.pick(values)
  }
}

function lists({ dependencies, extras, groups }: Manifest): (string | { include: string })[][] {
  return [dependencies, ...Object.values(extras), ...Object.values(groups)]
}

/** Changes anywhere in a workspace. Most are such as people make; some change only the spelling. */
const changes: readonly ((dice: Dice, all: Lockable) => void)[] = [
  inside((dice, { dependencies }) => dependencies.push(requirement(dice, dice.pick(wheels)))),
  inside((dice, one) => dice.pick(lists(one)).pop()),
  inside((dice, one) => {
    const chosen = dice.pick(lists(one))
    const at = dice.below(chosen.length)
    if (typeof chosen[at] === 'string')
      chosen[at] = requirement(dice, /^[\w.-]+/.exec(chosen[at])?.[0].toLowerCase() ?? 'numpy')
  }),
  inside((dice, one) =>
    reword(dice.pick(lists(one)), (text) => text.replace(/ ; .*/, '') + ` ; ${dice.pick(markers)}`),
  ),
  inside((dice, one) => reword(dice.pick(lists(one)), (text) => text.replace(/ ; .*/, ''))),
  inside((_, one) =>
    lists(one).forEach((texts) => {
      texts.reverse()
    }),
  ),
  inside((dice, one) =>
    reword(dice.pick(lists(one)), (text) =>
      text.replace(/^[\w.-]+/, (name) =>
        dice.pick([name.toUpperCase(), name.replace('-', '_'), ` ${name} `]),
      ),
    ),
  ),
  inside((dice, one) =>
    reword(dice.pick(lists(one)), (text) =>
      text.replaceAll(',', ' , ').replace(/==|>=|<(?!=)/, (sign) => `${sign} `),
    ),
  ),
  inside((dice, one) =>
    reword(
      dice.pick(lists(one)),
      (text) =>
        text
          .replace(/>=1\b(?!\.)/, '>=1.0')
          .replaceAll("'", '"')
          .replace(/"/g, "'") + dice.pick(['', ' ']),
    ),
  ),
  inside((dice, one) => {
    one.version = dice.pick(['0.1.0', '0.1', '1', '1.0', '1.0.0', '2.0.0-rc.1', '3'])
  }),
  inside((dice, one) => {
    one.python = dice.pick([...pythons, null])
  }),
  inside((dice, one) => {
    one.buildSystem = !one.buildSystem || dice.chance(0.1)
  }),
  inside((dice, one) => {
    one.package = dice.pick([true, false, null])
  }),
  inside((dice, { extras }) =>
    list(extras, dice.pick(extraNames)).push(requirement(dice, dice.pick(wheels))),
  ),
  inside((dice, { extras }) => {
    delete extras[dice.pick(extraNames)]
  }),
  inside((dice, { extras }) => {
    list(extras, dice.pick([...extraNames, 'none']))
  }),
  inside((dice, { groups }) =>
    list(groups, dice.pick(groupNames)).push(requirement(dice, dice.pick(wheels))),
  ),
  inside((dice, { groups }) => {
    delete groups[dice.pick(groupNames)]
  }),
  inside((dice, { groups }) => {
    list(groups, dice.pick([...groupNames, 'empty']))
  }),
  inside((dice, { groups }) => {
    list(groups, 'lint').push({ include: dice.pick(groupNames.slice(0, 2)) })
  }),
  inside((dice, one) => {
    one.settings['dependency-groups'] =
      `{ ${dice.pick(groupNames)} = { requires-python = "${dice.pick(pythons)}" } }`
  }),
  inside((dice, one) => {
    one.settings['dev-dependencies'] = dice.pick(['["pytest"]', '[]', '["ruff>=0.1"]'])
  }),
  inside((dice, one) => dice.pick(settings)(dice, one)),
  (dice, [root]) => root && dice.pick(settings)(dice, root),
  (dice, [root]) => root && dice.pick(settings)(dice, root),
  (dice, [root]) => {
    if (root) delete root.settings[dice.pick(Object.keys(root.settings))]
  },
  (dice, [root]) => {
    if (root?.workspace) root.workspace.exclude.push(dice.pick(['libs/core', 'libs/api', 'nothing']))
  },
  (dice, [root]) => {
    if (root?.workspace)
      root.workspace.members = dice.pick([
        ['libs/core'],
        ['./libs/*'],
        ['libs/core', 'libs/*'],
        ['libs/[a-z]*'],
      ])
  },
  (dice, all) => all.push(manifest(dice, 'libs/fresh', 'fresh')),
  (dice, all) => {
    if (all.length > 2) all.splice(1 + dice.below(all.length - 1), 1)
  },
  (dice, all) => {
    const one = dice.pick(all)
    if (one.name !== null)
      one.name = dice.pick([one.name.toUpperCase(), `${one.name}2`, one.name.replace('.', '-')])
  },
  (dice, all) => {
    const one = dice.pick(all.slice(1))
    one.directory = dice.pick([`libs/${one.name}-moved`, 'libs/zz'])
  },
  (dice, all) => {
    const [one, other] = [dice.pick(all), dice.pick(all.slice(1))]
    requireMember(dice, one, other)
    one.sources[other.name ?? ''] = workspaceSource(dice)
  },
  (dice, all) => {
    const one = dice.pick(all)
    for (const name of Object.keys(one.sources))
      one.sources[name] = dice.pick([
        '{ workspace = true }',
        '{ workspace = true, editable = false }',
        '[{ workspace = true }]',
        '{ workspace = true, marker = "sys_platform == \'linux\'" }',
      ])
  },
  (dice, all) => {
    const one = dice.pick(all)
    one.sources[dice.pick(['numpy', 'nobody'])] = dice.pick([
      '{ path = "wheels/numpy-2.0-py3-none-any.whl" }',
      '{ workspace = true }',
    ])
  },
  (dice, all) => {
    const [one, other] = [dice.pick(all), dice.pick(all.slice(1))]
    if (other !== one) one.sources[other.name ?? ''] = '{ workspace = true }'
  },
  (dice, [root, first]) => {
    const name = first?.name
    if (root && name)
      root.settings.conflicts = dice.pick([
        `[[{ package = "${name}", extra = "cli" }, { package = "${name}", extra = "fast" }]]`,
        `[[{ package = "${name}", group = "dev" }, { package = "${name}", group = "docs" }]]`,
        '[]',
      ])
  },
]

function inside(change: (dice: Dice, one: Manifest) => unknown): (dice: Dice, all: Lockable) => void {
  return (dice, all) => {
    change(dice, dice.pick(all))
  }
}

function reword(texts: (string | { include: string })[], change: (text: string) => string): void {
  for (const [at, text] of texts.entries()) if (typeof text === 'string') texts[at] = change(text)
}

/** A copy with one to three changes. */
export function mutate(dice: Dice, all: Lockable): Lockable {
  const copy = structuredClone(all)
  for (const change of dice.several(changes, 1, dice.chance(0.7) ? 1 : 3)) change(dice, copy)
  return copy
}

/** The files of a workspace. */
export function filesOf(all: Lockable): Record<string, string> {
  return Object.fromEntries(
    all.map((one) => [
      one.directory === '.' ? 'pyproject.toml' : `${one.directory}/pyproject.toml`,
      manifestText(one),
    ]),
  )
}

function manifestText(one: Manifest): string {
  const project =
    one.name === null
      ? ''
      : `[project]\nname = "${one.name}"\nversion = "${one.version}"\n${one.python === null ? '' : `requires-python = "${one.python}"\n`}dependencies = ${JSON.stringify(one.dependencies)}\n`
  const extras = one.name === null ? {} : one.extras
  return [
    project,
    table('project.optional-dependencies', extras, JSON.stringify),
    table(
      'dependency-groups',
      one.groups,
      (entries) =>
        `[${entries.map((entry) => (typeof entry === 'string' ? JSON.stringify(entry) : `{ include-group = "${entry.include}" }`)).join(', ')}]`,
    ),
    one.buildSystem && one.name !== null ? '[build-system]\nrequires = ["setuptools"]\n' : '',
    table(
      'tool.uv',
      { ...(one.package === null ? {} : { package: String(one.package) }), ...one.settings },
      String,
    ),
    table('tool.uv.sources', one.sources, String),
    one.workspace ? table('tool.uv.workspace', { ...one.workspace }, JSON.stringify) : '',
  ].join('')
}

function table<Value>(name: string, entries: Record<string, Value>, write: (value: Value) => string): string {
  const lines = Object.entries(entries).map(([key, value]) => `"${key}" = ${write(value)}\n`)
  return lines.length === 0 ? '' : `[${name}]\n${lines.join('')}`
}
