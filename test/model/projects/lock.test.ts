import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { workspaceOf } from '../../support/in-memory-workspace.ts'
import { codes, single, statusOf } from '../../support/locked-project.ts'

describe('requirements that are the same to uv', () => {
  test.each([
    ['Foo_Bar>=2.0', '{ name = "foo-bar", specifier = ">=2" }'],
    ['a >= 1.0, < 2', '{ name = "a", specifier = ">=1.0,<2" }'],
    ['a <2, >=1', '{ name = "a", specifier = ">=1,<2" }'],
    ['a (>=1)', '{ name = "a", specifier = ">=1" }'],
    ['a>=1.9.*', '{ name = "a", specifier = ">=1.9" }'],
    ['a>=1<2', '{ name = "a", specifier = ">=1,<2" }'],
    ['a ~= 1.4.5a4', '{ name = "a", specifier = "~=1.4.5a4" }'],
    ['a==1!2.0+Local.1', '{ name = "a", specifier = "==1!2.0+local.1" }'],
    ['a===1.0', '{ name = "a", specifier = "===1.0" }'],
    ['a==1.*', '{ name = "a", specifier = "==1.*" }'],
    ['a!=1.5.*,>1', '{ name = "a", specifier = ">1,!=1.5.*" }'],
    ['a[Y,x_z]', '{ name = "a", extras = ["y", "x-z"] }'],
    ["a; python_version<'3.10'", '{ name = "a", marker = "python_full_version < \'3.10\'" }'],
    ["a; python_version>'3.10'", '{ name = "a", marker = "python_full_version >= \'3.11\'" }'],
    ["a; python_version=='3.10'", '{ name = "a", marker = "python_full_version == \'3.10.*\'" }'],
    [
      "a; python_version in '3.10 3.11'",
      '{ name = "a", marker = "python_full_version >= \'3.10\' and python_full_version < \'3.12\'" }',
    ],
    ["a; python_version>='3.8'", '{ name = "a", marker = "python_full_version >= \'3.8\'" }'],
    ["a; python_version>='3.8'", '{ name = "a" }'],
    ["a; platform_system=='Windows'", '{ name = "a", marker = "sys_platform == \'win32\'" }'],
    ["a; os.name != 'nt'", '{ name = "a", marker = "os_name != \'nt\'" }'],
    ["a; '3.10' <= python_version", '{ name = "a", marker = "python_full_version >= \'3.10\'" }'],
    ["a; 'linux' in sys_platform", '{ name = "a", marker = "\'linux\' in sys_platform" }'],
    [
      "a; (sys_platform=='linux' or sys_platform=='darwin') and python_version<'3.12'",
      "{ name = \"a\", marker = \"(python_full_version < '3.12' and sys_platform == 'darwin') or (python_full_version < '3.12' and sys_platform == 'linux')\" }",
    ],
    [
      "a; implementation_name == 'pypy' and platform_machine != 'arm64'",
      '{ name = "a", marker = "platform_machine != \'arm64\' and implementation_name == \'pypy\'" }',
    ],
  ])('%s is %s', (requirement, stored) => {
    const files = single(`dependencies = [${JSON.stringify(requirement)}]\n`, `requires-dist = [${stored}]\n`)
    expect(statusOf(files)).toMatchObject({ inStep: true, reasons: [] })
  })
})

describe('requirements that differ', () => {
  test.each([
    ['a>=2', '{ name = "a", specifier = ">=1" }'],
    ['a', '{ name = "a", specifier = ">=1" }'],
    ['a>=1', '{ name = "a" }'],
    ['a~=1.4', '{ name = "a", specifier = "~=1.4.0" }'],
    ['a==1.0', '{ name = "a", specifier = "===1.0" }'],
    ['a[x]', '{ name = "a" }'],
    ['a', '{ name = "b" }'],
    ["a; python_version<'3.10'", '{ name = "a", marker = "python_full_version < \'3.11\'" }'],
    ["a; sys_platform=='linux'", '{ name = "a" }'],
    ["a; sys_platform=='linux'", '{ name = "a", marker = "sys_platform == \'win32\'" }'],
    ['a', '{ name = "a", index = "https://example.com/simple" }'],
    ['a', '{ name = "a", git = "https://example.com/a" }'],
  ])('%s is not %s', (requirement, stored) => {
    const files = single(`dependencies = [${JSON.stringify(requirement)}]\n`, `requires-dist = [${stored}]\n`)
    const found = new Set(codes(files))
    expect([...found]).toEqual(['requires-dist'])
  })
})

describe('what else is stored', () => {
  test.each([
    [
      'an extra',
      '[project.optional-dependencies]\nX_y = ["a"]\n',
      `requires-dist = [{ name = "a", marker = "extra == 'x-y'" }]\nprovides-extras = ["x-y"]\n`,
      [],
    ],
    ['an extra that is new', '[project.optional-dependencies]\nx = []\n', '', ['provides-extras']],
    ['an extra that is gone', '', 'provides-extras = ["x"]\n', ['provides-extras']],
    [
      'a group',
      '[dependency-groups]\ndev = ["a>=1"]\n',
      '[package.metadata.requires-dev]\ndev = [{ name = "a", specifier = ">=1" }]\n',
      [],
    ],
    [
      'a group that includes another',
      '[dependency-groups]\nlint = ["ruff"]\ndev = [{ include-group = "lint" }, "a"]\n',
      '[package.metadata.requires-dev]\ndev = [{ name = "a" }, { name = "ruff" }]\nlint = [{ name = "ruff" }]\n',
      [],
    ],
    ['an empty group', '[dependency-groups]\ndev = []\n', '[package.metadata.requires-dev]\ndev = []\n', []],
    ['an empty group that is new', '[dependency-groups]\ndev = []\n', '', ['requires-dev']],
    [
      'the legacy group',
      '[tool.uv]\ndev-dependencies = ["a"]\n',
      '[package.metadata.requires-dev]\ndev = [{ name = "a" }]\n',
      [],
    ],
    [
      'a group for some Pythons',
      '[dependency-groups]\ndev = ["a"]\n[tool.uv.dependency-groups]\ndev = { requires-python = ">=3.12" }\n',
      `[package.metadata.requires-dev]\ndev = [{ name = "a", marker = "python_full_version >= '3.12'" }]\n`,
      [],
    ],
    [
      'a git source',
      'dependencies = ["a"]\n[tool.uv.sources]\na = { git = "https://example.com/a", tag = "v1" }\n',
      'requires-dist = [{ name = "a", git = "https://example.com/a?tag=v1" }]\n',
      [],
    ],
    [
      'a git source of another tag',
      'dependencies = ["a"]\n[tool.uv.sources]\na = { git = "https://example.com/a", tag = "v2" }\n',
      'requires-dist = [{ name = "a", git = "https://example.com/a?tag=v1" }]\n',
      ['requires-dist'],
    ],
    [
      'an index source',
      'dependencies = ["a>=1"]\n[tool.uv.sources]\na = { index = "ours" }\n[[tool.uv.index]]\nname = "ours"\nurl = "https://user:secret@example.com/simple"\n',
      'requires-dist = [{ name = "a", specifier = ">=1", index = "https://example.com/simple" }]\n',
      [],
    ],
    [
      'a path source',
      'dependencies = ["a"]\n[tool.uv.sources]\na = { path = "vendor/a", editable = true }\n',
      'requires-dist = [{ name = "a", editable = "vendor/a" }]\n',
      [],
    ],
    [
      'a path source that moved',
      'dependencies = ["a"]\n[tool.uv.sources]\na = { path = "vendor/a" }\n',
      'requires-dist = [{ name = "a", directory = "other/a" }]\n',
      ['requires-dist'],
    ],
    [
      'sources by marker, the rest from the registry',
      `dependencies = ["a>=1"]\n[tool.uv.sources]\na = [{ url = "https://example.com/a.whl", marker = "sys_platform == 'linux'" }]\n`,
      `requires-dist = [{ name = "a", marker = "sys_platform == 'linux'", url = "https://example.com/a.whl" }, { name = "a", marker = "sys_platform != 'linux'", specifier = ">=1" }]\n`,
      [],
    ],
    [
      'an extra of itself',
      'dependencies = []\n[project.optional-dependencies]\na = ["x"]\nall = ["app[a]"]\n',
      `requires-dist = [{ name = "x", marker = "extra == 'a'" }, { name = "app", extras = ["a"], marker = "extra == 'all'" }]\nprovides-extras = ["a", "all"]\n`,
      [],
    ],
  ])('%s', (_, manifest, metadata, expected) => {
    expect(codes(single(manifest, metadata))).toEqual(expected)
  })

  test.each([
    ['environments', '[tool.uv]\nenvironments = ["sys_platform == \'linux\'"]\n', '', ['environments']],
    [
      'the same environments',
      '[tool.uv]\nenvironments = ["platform_system == \'Linux\'"]\n',
      'supported-markers = ["sys_platform == \'linux\'"]\n',
      [],
    ],
    [
      'environments that are gone',
      '',
      'supported-markers = ["sys_platform == \'linux\'"]\n',
      ['environments'],
    ],
    [
      'constraints',
      '[tool.uv]\nconstraint-dependencies = ["a<2"]\n',
      '[manifest]\nconstraints = [{ name = "a", specifier = "<2" }]\n',
      [],
    ],
    ['constraints that are new', '[tool.uv]\nconstraint-dependencies = ["app<2"]\n', '', ['constraints']],
    ['constraints on what nothing brings in', '[tool.uv]\nconstraint-dependencies = ["a<2"]\n', '', []],
    [
      'overrides that are gone',
      '',
      '[manifest]\noverrides = [{ name = "a", specifier = "<2" }]\n',
      ['overrides'],
    ],
    ['excludes', '[tool.uv]\nexclude-dependencies = ["A.b"]\n', '[manifest]\nexcludes = ["a-b"]\n', []],
    ['a resolution', '[tool.uv]\nresolution = "lowest"\n', '', ['resolution']],
    ['the old default for pre-releases', '[tool.uv]\nprerelease = "if-necessary-or-explicit"\n', '', []],
    [
      'an option that the root does not state',
      '',
      '[options]\nexclude-newer = "2025-01-01T00:00:00Z"\nresolution-mode = "lowest"\n',
      [],
    ],
    [
      'members of a workspace that is gone',
      '',
      '[manifest]\nmembers = ["app", "b"]\n',
      ['members', 'members'],
    ],
    ['conflicts', '[tool.uv]\nconflicts = [[{ extra = "a" }, { extra = "b" }]]\n', '', ['conflicts']],
  ])('%s', (_, manifest, head, expected) => {
    expect(codes(single(manifest, '', head))).toEqual(expected)
  })

  test.each([
    ['>=3.9.0', []],
    ['>=3.9,!=3.10.1', []],
    ['>=3.10', ['requires-python']],
    ['>=3.9,<4', ['requires-python']],
  ])('requires-python %s', (text, expected) => {
    const files = single('', '')
    const manifest = files['pyproject.toml']?.replace('>=3.9', text) ?? ''
    expect(codes({ ...files, 'pyproject.toml': manifest })).toEqual(expected)
  })

  test('versions, dynamic ones and lost ones', () => {
    const files = single('', '')
    const manifest = files['pyproject.toml'] ?? ''
    const given = (version: string) =>
      codes({ ...files, 'pyproject.toml': manifest.replace('version = "1"', version) })
    expect(given('version = "1.0.0"')).toEqual([])
    expect(given('version = "2"')).toEqual(['member-version'])
    expect(given('dynamic = ["version"]')).toEqual(['dynamic'])
  })

  test('what cannot be told is said', () => {
    const files = single('dynamic = ["dependencies"]\n', '')
    expect(statusOf(files)).toMatchObject({ inStep: true, undecided: ['`app` has dynamic `dependencies`'] })
    const broken = { ...files, 'uv.lock': '<<<<<<< HEAD\n' }
    expect(statusOf(broken)).toMatchObject({ inStep: false, reasons: [{ code: 'unreadable' }] })
    expect(statusOf({ 'pyproject.toml': files['pyproject.toml'] ?? '' })).toMatchObject({
      present: false,
      inStep: false,
    })
  })
})

test('a member behind another manifest may be locked without the root’s sources', () => {
  const member = (name: string, rest = '') =>
    `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.9"\n${rest}`
  const locked = (name: string, path: string, kind: string, metadata = '') =>
    `\n[[package]]\nname = "${name}"\nversion = "1"\nsource = { ${kind} = "${path}" }\n${metadata}`
  const files = (stored: string) => ({
    'pyproject.toml':
      '[tool.uv.workspace]\nmembers = ["a", "a/b", "c"]\n[tool.uv.sources]\nc = { workspace = true }\n',
    'a/pyproject.toml': member('a', 'dependencies = ["c"]\n'),
    'a/b/pyproject.toml': member('b', 'dependencies = ["c"]\n'),
    'c/pyproject.toml': member('c'),
    'uv.lock': `version = 1\nrevision = 3\nrequires-python = ">=3.9"\n\n[manifest]\nmembers = ["a", "b", "c"]\n${locked('a', 'a', 'virtual', '\n[package.metadata]\nrequires-dist = [{ name = "c", editable = "c" }]\n')}${locked('b', 'a/b', 'virtual', `\n[package.metadata]\nrequires-dist = [${stored}]\n`)}${locked('c', 'c', 'editable')}`,
  })
  expect(codes(files('{ name = "c" }'))).toEqual([])
  expect(codes(files('{ name = "c", editable = "c" }'))).toEqual([])
})

interface Made {
  readonly name: string
  readonly built: boolean
  readonly needs: readonly number[]
  readonly packages: readonly string[]
  readonly extra: readonly string[]
  readonly group: readonly string[]
}

const specifier = fc.constantFrom('', '>=1', '>=1.0,<2', '~=1.4', '==1.*', '!=1.5,>1')
const marker = fc.constantFrom<[string, string]>(
  ['', ''],
  ["; sys_platform=='linux'", "sys_platform == 'linux'"],
  ["; python_version>='3.11'", "python_full_version >= '3.11'"],
)
const packages = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom('numpy', 'scipy', 'rich', 'attrs'), specifier, marker)
    .map((parts) => JSON.stringify(parts)),
  { maxLength: 3 },
)
const made: fc.Arbitrary<readonly Made[]> = fc
  .array(
    fc.record({
      built: fc.boolean(),
      packages,
      extra: packages,
      group: packages,
      needs: fc.array(fc.nat(3), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((members) =>
    members.map((member, at) => ({
      ...member,
      name: `m${at}`,
      needs: [...new Set(member.needs)].filter((need) => need < members.length && need !== at),
    })),
  )

/** Writes the manifests of a workspace, and the lock that uv would write, from one description and by hand. */
function write(members: readonly Made[]): Record<string, string> {
  const named = new Set(members.flatMap(({ needs }) => needs))
  const formOf = (at: number) => (members[at]?.built || named.has(at) ? 'editable' : 'virtual')
  const parsed = (text: string) => JSON.parse(text) as [string, string, [string, string]]
  const asked = (list: readonly string[]) =>
    list
      .map((text) => JSON.stringify(`${parsed(text)[0]} ${parsed(text)[1]}${parsed(text)[2][0]}`))
      .join(', ')
  const stored = (list: readonly string[], extra = '') =>
    list.map((text) => {
      const [name, specifier, [, marker]] = parsed(text)
      const whole = [marker, extra].filter(Boolean).join(' and ')
      const parts = [
        `name = "${name}"`,
        whole && `marker = "${whole}"`,
        specifier &&
          `specifier = "${specifier
            .split(',')
            .reverse()
            .sort((a) => (a.startsWith('>') ? -1 : 1))
            .join(',')}"`,
      ]
      return `{ ${parts.filter(Boolean).join(', ')} }`
    })
  const files: Record<string, string> = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n' }
  let lock = 'version = 1\nrevision = 3\nrequires-python = ">=3.9"\n\n[manifest]\nmembers = [\n'
  lock += `${members.map(({ name }) => `    "${name}",\n`).join('')}]\n`
  for (const [at, member] of members.entries()) {
    const needs = member.needs.map((need) => `"m${need}"`)
    files[`libs/${member.name}/pyproject.toml`] = [
      `[project]\nname = "${member.name}"\nversion = "1"\nrequires-python = ">=3.9"`,
      `dependencies = [${[asked(member.packages), ...needs].filter(Boolean).join(', ')}]`,
      `[project.optional-dependencies]\nfast = [${asked(member.extra)}]`,
      `[dependency-groups]\ndev = [${asked(member.group)}]`,
      `[tool.uv.sources]\n${member.needs.map((need) => `m${need} = { workspace = true }\n`).join('')}`,
      member.built ? '[build-system]\nrequires = []\n' : '',
    ].join('\n')
    const local = member.needs.map((need) => `{ name = "m${need}", ${formOf(need)} = "libs/m${need}" }`)
    lock += `\n[[package]]\nname = "${member.name}"\nversion = "1"\nsource = { ${formOf(at)} = "libs/${member.name}" }\n\n[package.metadata]\nrequires-dist = [\n`
    lock += [...stored(member.packages), ...local, ...stored(member.extra, "extra == 'fast'")]
      .map((one) => `    ${one},\n`)
      .join('')
    lock += `]\nprovides-extras = ["fast"]\n\n[package.metadata.requires-dev]\ndev = [${stored(member.group).join(', ')}]\n`
  }
  return { ...files, 'uv.lock': lock }
}

test('a lock that was just written is in step', () => {
  fc.assert(
    fc.property(made, (members) => {
      const files = write(members)
      expect(workspaceOf(files, '.').errors).toEqual([])
      expect(statusOf(files)).toMatchObject({ inStep: true, reasons: [], undecided: [] })
    }),
    { numRuns: 200 },
  )
}, 60_000)

const changes: readonly [name: string, change: (manifest: string) => string, expected: string][] = [
  ['a version', (text) => text.replace('version = "1"', 'version = "2"'), 'member-version'],
  ['a Python', (text) => text.replace('>=3.9', '>=3.10'), 'requires-python'],
  [
    'a requirement',
    (text) => text.replace('dependencies = [', 'dependencies = ["pandas>=2", '),
    'requires-dist',
  ],
  ['an extra', (text) => text.replace('fast = [', 'slow = []\nfast = ['), 'provides-extras'],
  ['a requirement of an extra', (text) => text.replace('fast = [', 'fast = ["pandas", '), 'requires-dist'],
  ['a group', (text) => text.replace('dev = [', 'lint = []\ndev = ['), 'requires-dev'],
  ['a requirement of a group', (text) => text.replace('dev = [', 'dev = ["pandas", '), 'requires-dev'],
  ['a member', (text) => text.replace('name = "m0"', 'name = "other"'), 'members'],
]

test.each(changes)(
  '%s changed after the lock is told',
  (_, change, expected) => {
    fc.assert(
      fc.property(made, (members) => {
        const files = write(members.map((member) => ({ ...member, needs: [] })))
        const path = 'libs/m0/pyproject.toml'
        const found = codes({ ...files, [path]: change(files[path] ?? '') })
        expect(found).toContain(expected)
      }),
      { numRuns: 40 },
    )
  },
  60_000,
)

describe('settings at the root', () => {
  const locked = single('[tool.uv]\nresolution = "lowest"\n', '')
  const masked = (text: string) => statusOf({ ...locked, 'uv.toml': text })

  test('of the manifest count', () => {
    expect(statusOf(locked).reasons).toMatchObject([{ code: 'resolution', at: { path: 'pyproject.toml' } }])
  })

  test('of a `uv.toml` mask those of the manifest', () => {
    expect(masked('')).toMatchObject({ inStep: true, reasons: [], undecided: [] })
    expect(masked('resolution = "highest"\n')).toMatchObject({ inStep: true, reasons: [] })
    expect(masked('no-sources = true\n')).toMatchObject({ inStep: null, reasons: [] })
    const { reasons } = masked('prerelease = "allow"\n')
    expect(reasons).toMatchObject([
      { code: 'prerelease', at: { path: 'uv.toml', span: { start: 13, end: 20 } } },
    ])
  })

  test('do not count where uv drops or refuses them all', () => {
    for (const files of [
      single('[tool.uv]\nresolution = "lowest"\nrequires-python = ">=3.9"\n', ''),
      { ...locked, 'uv.toml': 'resolution = "lowest"\npackage = true\n' },
      { ...locked, 'uv.toml': 'resolution = \n' },
    ]) {
      const { reasons, undecided } = statusOf(files)
      expect(reasons).toEqual([])
      expect(undecided).toEqual([expect.stringMatching(/^uv drops the settings of/)])
    }
  })

  test('that belong to the project count beside a `uv.toml`', () => {
    const files = single('[tool.uv]\nenvironments = ["sys_platform == \'linux\'"]\n', '')
    expect(codes({ ...files, 'uv.toml': 'link-mode = "copy"\n' })).toEqual(['environments'])
  })
})

test('a changed source is told with where the requirement comes from now', () => {
  const sources = '[tool.uv.sources]\nrich = { git = "https://example.com/rich", tag = "v1" }\n'
  const optional = '[project.optional-dependencies]\nOther = []\n"Fast.er" = []\n'
  const files = single(
    `dependencies = ["rich"]\n${optional}${sources}`,
    'requires-dist = [{ name = "rich" }]\nprovides-extras = ["other"]\n',
  )
  const manifest = files['pyproject.toml'] ?? ''
  const told = statusOf(files).reasons.map(({ message, at, related }) => {
    return [message, manifest.slice(at.span.start, at.span.end), related[0]?.message ?? '']
  })
  expect(told).toEqual([
    ['The lock does not know the extra `fast-er` of `app`.', '"Fast.er"', ''],
    [
      '`rich` from the repository `https://example.com/rich` (`tag=v1`) is not what the lock has: `{ name = "rich" }`.',
      'rich',
      'Its source is here.',
    ],
  ])
})
