import { describe, expect, test } from 'vitest'
import type { Files } from '../../support/in-memory.ts'
import { codes, single, statusOf } from '../../support/locked-project.ts'

/** What differs between `[tool.uv]` of a single project and the head of its lock. */
function differences(settings: string, head: string): string[] {
  return codes(single(`[tool.uv]\n${settings}\n`, '', head))
}

describe('exclude-newer', () => {
  const span = 'exclude-newer = "0001-01-01T00:00:00Z"\nexclude-newer-span = "P1W"\n'
  test.each([
    ['"2025-01-01T00:00:00Z"', '', ['exclude-newer']],
    ['"2025-01-01T00:00:00Z"', 'exclude-newer = "2025-01-01T00:00:00Z"\n', []],
    ['"2025-01-01T02:00:00+02:00"', 'exclude-newer = "2025-01-01T00:00:00Z"\n', []],
    ['"2025-01-02T00:00:00Z"', 'exclude-newer = "2025-01-01T00:00:00Z"\n', ['exclude-newer']],
    // A date ends at the next midnight of whoever locked.
    ['"2025-01-01"', 'exclude-newer = "2025-01-02T00:00:00Z"\n', []],
    ['"2025-01-01"', 'exclude-newer = "2025-01-01T10:00:00Z"\n', []],
    ['"2025-01-01"', 'exclude-newer = "2025-01-02T12:00:00Z"\n', []],
    ['"2025-01-01"', 'exclude-newer = "2025-01-01T00:00:00Z"\n', ['exclude-newer']],
    ['"2025-01-01"', 'exclude-newer = "2025-01-03T00:00:00Z"\n', ['exclude-newer']],
    ['"1 week"', span, []],
    ['"2 days"', span, []],
    ['"P2D"', 'exclude-newer = "2025-01-03T00:00:00Z"\n', ['exclude-newer']],
    ['"1 week"', '', ['exclude-newer']],
    ['"2025-01-01"', span, ['exclude-newer']],
  ])('%s against %j', (value, options, expected) => {
    expect(differences(`exclude-newer = ${value}`, `[options]\n${options}`)).toEqual(expected)
  })

  test('of a package', () => {
    const locked = '[options.exclude-newer-package]\na-b = "2025-01-02T00:00:00Z"\nc = false\n'
    expect(
      differences('exclude-newer-package = { A_b = "2025-01-02T00:00:00Z", c = false }', locked),
    ).toEqual([])
    expect(differences('exclude-newer-package = { A_b = false }', locked)).toEqual(['exclude-newer'])
    expect(differences('exclude-newer-package = { d = "2025-01-02" }', locked)).toEqual(['exclude-newer'])
    expect(differences('', locked)).toEqual([])
  })
})

test.each([
  ['prerelease = "allow"', '[options]\nprerelease-mode = "allow"\n', []],
  ['prerelease = "allow"', '', ['prerelease']],
  ['prerelease-package = { a = "allow" }', '[options.prerelease-package]\na = "allow"\n', []],
  ['prerelease-package = { a = "allow" }', '', ['prerelease']],
  ['fork-strategy = "fewest"', '[options]\nfork-strategy = "fewest"\n', []],
  ['fork-strategy = "fewest"', '', ['fork-strategy']],
  ['resolution = "highest"', '', []],
  ['required-environments = ["sys_platform == \'linux\'"]', '', ['required-environments']],
  [
    'environments = ["sys_platform == \'linux\'", "sys_platform == \'darwin\'"]',
    'supported-markers = ["sys_platform == \'darwin\'", "sys_platform == \'linux\'"]\n',
    ['environments'],
  ],
  ['build-constraint-dependencies = ["a<2"]', '', ['build-constraints']],
  [
    'override-dependencies = ["A_b<2.0"]',
    '[manifest]\noverrides = [{ name = "a-b", specifier = "<2" }]\n',
    [],
  ],
  ['exclude-dependencies = ["App"]', '', ['excludes']],
  ['exclude-dependencies = ["a"]', '', []],
  ['', '[manifest]\nexcludes = ["a"]\n', ['excludes']],
])('%s against %j', (settings, head, expected) => {
  expect(differences(settings, head)).toEqual(expected)
})

describe('dependency-metadata', () => {
  const settings = '[[tool.uv.dependency-metadata]]\nname = "A_b"\nversion = "1.0"\nrequires-dist = []\n'
  const brought = '\n[[package]]\nname = "a-b"\nversion = "1.0"\nsource = { registry = "x" }\n'
  const stored = (version: string) =>
    `[[manifest.dependency-metadata]]\nname = "a-b"\nversion = "${version}"\n`
  test.each([
    ['stored', stored('1.0'), []],
    ['stored for another version', stored('2.0') + brought, ['dependency-metadata']],
    ['not stored', brought, ['dependency-metadata']],
    ['not stored, of a package that nothing brings in', '', []],
  ])('%s', (_, head, expected) => {
    expect(codes(single(settings, '', head))).toEqual(expected)
  })
})

describe('conflicts', () => {
  const extras = '[project.optional-dependencies]\na = []\nb = []\n'
  const known = 'provides-extras = ["a", "b"]\n'
  const declared = 'conflicts = [[{ extra = "A" }, { extra = "b", package = "App" }]]\n'
  const stored = (...names: string[]) =>
    `conflicts = [[\n${names.map((name) => `    { package = "app", extra = "${name}" },\n`).join('')}]]\n`
  test.each([
    ['as declared', declared, stored('a', 'b'), []],
    ['in another order', declared, stored('b', 'a'), []],
    ['not in the lock', declared, '', ['conflicts']],
    ['others in the lock', declared, stored('a', 'c'), ['conflicts']],
    ['only in the lock', '', stored('a', 'b'), ['conflicts']],
    ['none', '', '', []],
  ])('%s', (_, settings, head, expected) => {
    expect(codes(single(`${extras}[tool.uv]\n${settings}`, known, head))).toEqual(expected)
  })

  test('that follow from groups that include others', () => {
    const manifest =
      '[dependency-groups]\na = []\nb = []\nc = [{ include-group = "a" }]\n[tool.uv]\nconflicts = [[{ group = "a" }, { group = "b" }]]\n'
    const set = (...names: string[]) =>
      `[${names.map((name) => `{ package = "app", group = "${name}" }`).join()}]`
    const metadata = '[package.metadata.requires-dev]\na = []\nb = []\nc = []\n'
    expect(codes(single(manifest, metadata, `conflicts = [${set('a', 'b')}, ${set('b', 'c')}]\n`))).toEqual(
      [],
    )
    expect(codes(single(manifest, metadata, `conflicts = [${set('b', 'c')}]\n`))).toEqual(['conflicts'])
  })
})

/** A lock of these packages, each as `name kind path` with what stands in its metadata. */
function lockOf(members: readonly string[], ...packages: readonly (readonly [string, string?])[]): string {
  const list = packages.map(([text, metadata = '']) => {
    const [name, kind, path] = text.split(' ')
    return `[[package]]\nname = "${name}"\nversion = "1"\nsource = { ${kind} = "${path}" }\n\n[package.metadata]\n${metadata}`
  })
  const manifest = members.length > 0 ? `[manifest]\nmembers = ${JSON.stringify(members)}\n` : ''
  return `version = 1\nrevision = 3\nrequires-python = ">=3.9"\n${manifest}\n${list.join('\n')}`
}

const project = (name: string, rest = '') =>
  `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.9"\n${rest}`

describe('members', () => {
  const root = '[tool.uv.workspace]\nmembers = ["libs/*"]\n'
  test.each<[string, Files, string[]]>([
    [
      'a virtual root with one member lists it',
      {
        'pyproject.toml': root,
        'libs/a/pyproject.toml': project('a'),
        'uv.lock': lockOf(['a'], ['a virtual libs/a']),
      },
      [],
    ],
    [
      'a virtual root with one member that is not listed',
      {
        'pyproject.toml': root,
        'libs/a/pyproject.toml': project('a'),
        'uv.lock': lockOf([], ['a virtual libs/a']),
      },
      ['members'],
    ],
    ['a virtual root with none', { 'pyproject.toml': root, 'uv.lock': lockOf([]) }, []],
    [
      'a single project lists nothing',
      { 'pyproject.toml': project('a'), 'uv.lock': lockOf([], ['a virtual .']) },
      [],
    ],
    [
      'a single project that lists itself',
      { 'pyproject.toml': project('a'), 'uv.lock': lockOf(['a'], ['a virtual .']) },
      ['members'],
    ],
    [
      'a member that became a package because the root names it',
      {
        'pyproject.toml': `${root}[tool.uv.sources]\na = { workspace = true }\n`,
        'libs/a/pyproject.toml': project('a'),
        'uv.lock': lockOf(['a'], ['a virtual libs/a']),
      },
      ['virtual'],
    ],
    [
      'a member that became plain because a source says so',
      {
        'pyproject.toml': `${root}[tool.uv.sources]\na = { workspace = true, editable = false }\n`,
        'libs/a/pyproject.toml': project('a'),
        'uv.lock': lockOf(['a'], ['a editable libs/a']),
      },
      ['editable'],
    ],
    [
      'a member that is plain in both',
      {
        'pyproject.toml': `${root}[tool.uv.sources]\na = { workspace = true, editable = false }\n`,
        'libs/a/pyproject.toml': project('a'),
        'uv.lock': lockOf(['a'], ['a directory libs/a']),
      },
      [],
    ],
    [
      'a member that moved, its old directory gone',
      {
        'pyproject.toml': root,
        'libs/a/pyproject.toml': project('a'),
        'uv.lock': lockOf(['a'], ['a virtual old/a']),
      },
      ['moved'],
    ],
    [
      'a member whose old directory still holds it',
      {
        'pyproject.toml': root,
        'libs/a/pyproject.toml': project('a'),
        'old/a/pyproject.toml': project('a'),
        'uv.lock': lockOf(['a'], ['a virtual old/a']),
      },
      [],
    ],
  ])('%s', (_, files, expected) => {
    expect(codes(files)).toEqual(expected)
  })
})

describe('a project that is locked without being a member', () => {
  const app = project('app', 'dependencies = ["b"]\n[tool.uv.sources]\nb = { path = "vendor/b" }\n')
  const stored = 'requires-dist = [{ name = "b", directory = "vendor/b" }]\n'
  const files = (b: string, metadata: string): Files => ({
    'pyproject.toml': app,
    'vendor/b/pyproject.toml': project('b', b),
    'uv.lock': lockOf([], ['app virtual .', stored], ['b directory vendor/b', metadata]),
  })
  test.each([
    ['as it was', 'dependencies = ["x>=1"]\n', 'requires-dist = [{ name = "x", specifier = ">=1" }]\n', []],
    ['with a new requirement', 'dependencies = ["x>=1"]\n', '', ['requires-dist']],
    ['with a new extra', '[project.optional-dependencies]\nx = []\n', '', ['provides-extras']],
    [
      'with sources of its own',
      'dependencies = ["x"]\n[tool.uv.sources]\nx = { path = "../x" }\n',
      'requires-dist = [{ name = "x", directory = "vendor/x" }]\n',
      [],
    ],
  ])('%s', (_, b, metadata, expected) => {
    expect(codes(files(b, metadata))).toEqual(expected)
  })

  test('and cannot be read', () => {
    const broken = { ...files('', ''), 'vendor/b/pyproject.toml': '[project]\nname = "b"\n' }
    expect(statusOf(broken)).toMatchObject({
      inStep: true,
      undecided: ['`b` in `vendor/b` cannot be read as a project'],
    })
  })
})

describe('what never makes a lock stale', () => {
  const locked = single('dependencies = []\n', '')
  test.each([
    ['scripts and a README', '[project.scripts]\nx = "x:y"\n'],
    ['default groups', '[tool.uv]\ndefault-groups = []\n'],
    ['default groups that are not there', '[tool.uv]\ndefault-groups = ["x"]\n'],
    ['settings of how to install', '[tool.uv]\nlink-mode = "copy"\ncompile-bytecode = true\n'],
    ['build requirements', '[tool.uv]\npackage = false\n[build-system]\nrequires = ["x"]\n'],
  ])('%s', (_, rest) => {
    const files = { ...locked, 'pyproject.toml': `${locked['pyproject.toml']}${rest}` }
    expect(statusOf(files)).toMatchObject({ inStep: true, reasons: [], undecided: [] })
  })
})

describe('an old lock', () => {
  const old = (files: Files, revision: string): Files => ({
    ...files,
    'uv.lock': (files['uv.lock'] ?? '').replace('revision = 3\n', revision),
  })
  const extra = single('[project.optional-dependencies]\nx = []\n', '')
  const group = single('[dependency-groups]\nx = []\n', '')
  test('without a revision knows neither extras nor empty groups', () => {
    expect(codes(old(extra, ''))).toEqual([])
    expect(codes(old(group, ''))).toEqual([])
    expect(codes(old(extra, 'revision = 1\n'))).toEqual(['provides-extras'])
    expect(codes(old(group, 'revision = 1\n'))).toEqual(['requires-dev'])
  })

  test('of a later revision or another version', () => {
    expect(codes(old(extra, 'revision = 9\nsomething-new = true\n'))).toEqual(['provides-extras'])
    const other = { ...extra, 'uv.lock': (extra['uv.lock'] ?? '').replace('version = 1', 'version = 2') }
    expect(statusOf(other)).toMatchObject({ inStep: null, undecided: ['the lock has the unknown version 2'] })
  })

  test('with the names that tables had', () => {
    const written = single(
      '[dependency-groups]\ndev = ["a"]\n',
      '[package.metadata.dependency-groups]\ndev = [{ name = "a" }]\n',
    )
    expect(
      codes({
        ...written,
        'uv.lock': (written['uv.lock'] ?? '')
          .replace('[[package]]', '[[distribution]]')
          .replace('[package.metadata', '[distribution.metadata')
          .replace('[package.metadata', '[distribution.metadata'),
      }),
    ).toEqual([])
  })
})

describe('what a user’s own configuration or machine may say is not decided', () => {
  const locked = single('dependencies = []\n', '')
  const withOptions = (options: string) => ({
    ...locked,
    'uv.lock': (locked['uv.lock'] ?? '').replace(/^(requires-python.*\n)/m, `$1\n${options}`),
  })
  test.each(['resolution-mode', 'fork-strategy', 'prerelease-mode'])('%s of the lock alone', (key) => {
    const { inStep, reasons, undecided } = statusOf(withOptions(`[options]\n${key} = "lowest"\n`))
    expect([inStep, reasons]).toEqual([true, []])
    expect(undecided).toEqual([
      expect.stringMatching(/^the lock was made with `[\w-]+`, which the root does not set$/),
    ])
  })
  test('a workspace without requires-python', () => {
    const files = {
      ...locked,
      'pyproject.toml': (locked['pyproject.toml'] ?? '').replace(/^requires-python.*\n/m, ''),
    }
    expect(statusOf(files).undecided).toEqual([expect.stringMatching(/^no project states `requires-python`/)])
  })
})
