import { describe, expect, test } from 'vitest'
import { project, workspaceOf } from '../../support/in-memory-workspace.ts'

/** What uv says against a root with these lines and one member `a` with those. */
function messages(member: string, root = ''): string[] {
  const files = {
    'pyproject.toml': `[tool.uv.workspace]\nmembers = ["a"]\n${root}`,
    'a/pyproject.toml': project('a', member),
  }
  return workspaceOf(files).errors.map(({ message }) => message)
}

/** The words at which the one error of the member stands. */
function words(member: string): string {
  const text = project('a', member)
  const files = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["a"]\n', 'a/pyproject.toml': text }
  const [error] = workspaceOf(files).errors
  return text.slice(error?.span?.start, error?.span?.end)
}

const source = (value: string, dependency = 'b') =>
  `dependencies = ["${dependency}"]\n[tool.uv.sources]\nb = ${value}\n`
const git = (rest: string) => `{ git = "https://example.com/b"${rest} }`

describe('the shape of a source', () => {
  test.each([
    [git(', rev = "x"'), []],
    [git(', path = "b.whl"'), []],
    [git(', subdirectory = "b"'), []],
    [git(', lfs = true'), []],
    ['{ url = "https://example.com/b.zip", subdirectory = "b" }', []],
    ['{ path = "b", editable = true }', []],
    ['{ path = "b", package = false }', []],
    ['{ workspace = "../other", editable = false }', []],
    [git(', subdirectory = "b", path = "c"'), ['cannot specify both `subdirectory` and `path`']],
    [git(', rev = "x", tag = "y"'), ['expected at most one of `rev`, `tag`, or `branch`']],
    [git(', index = "x"'), ['cannot specify both `git` and `index`']],
    [git(', editable = true'), ['cannot specify both `git` and `editable`']],
    ['{ url = "https://example.com/b.zip", path = "b" }', ['cannot specify both `url` and `path`']],
    ['{ path = "b", workspace = true }', ['cannot specify both `path` and `workspace`']],
    ['{ path = "b", branch = "x" }', ['cannot specify both `path` and `branch`']],
    ['{ index = "x", editable = true }', ['cannot specify both `index` and `editable`']],
    ['{ workspace = true, package = true }', ['cannot specify both `workspace` and `package`']],
    [
      '{ path = "b", editable = true, package = false }',
      ['cannot specify both `editable = true` and `package = false`'],
    ],
    ['{ path = "b", extra = "x", group = "y" }', ['cannot specify both `extra` and `group`']],
    ['{ marker = "os_name == \'nt\'" }', ['expected one of `git`, `url`, `path`, `index`, or `workspace`']],
    ['[]', ['Must provide at least one source']],
  ])('%s', (value, expected) => {
    expect(messages(source(value))).toEqual(expected)
  })

  test('an unknown key is told with the fifteen that are known', () => {
    const [message] = messages(source('{ path = "b", edit = true }'))
    expect(message?.match(/`\w+`/g)).toHaveLength(16)
    expect(message).toMatch(/^unknown field `edit`, expected one of `git`,/)
  })

  test('two spellings of one name', () => {
    const sources = '[tool.uv.sources]\nb_c = { path = "b" }\n"B.c" = { path = "b" }\n'
    expect(messages(sources)).toEqual([`duplicate sources for package \`b-c\``])
  })
})

describe('the markers of a list of sources', () => {
  const list = (...rest: string[]) => `[${rest.map((one) => `{ path = "b"${one} }`).join(', ')}]`
  const linux = `, marker = "sys_platform == 'linux'"`
  const mac = `, marker = "sys_platform == 'darwin'"`
  const notMac = `, marker = "sys_platform != 'darwin'"`
  const nt = `, marker = "os_name == 'nt'"`
  const extra = (name: string) => `, extra = "${name}"`
  const wanted = 'When multiple sources are provided, each source must include a platform marker'
  const overlap = 'Source markers must be disjoint, but the following markers overlap'
  test.each([
    ['one of them', list(''), ''],
    ['that differ', list(linux, mac), ''],
    ['that uv knows to differ', list(linux, nt), ''],
    ['that overlap', list(linux, notMac), overlap],
    ['that are missing', list('', ''), wanted],
    ['of which one is missing', list(linux, ''), wanted],
    ['that overlap, but not as neighbours', list(linux, mac, linux), ''],
    ['for two extras', list(extra('x'), extra('y')), ''],
    ['for one extra', list(extra('x'), extra('x')), wanted],
    ['for an extra and for none', list(extra('x'), ''), ''],
    ['not understood', list(`, marker = "platform_libc == 'musl'"`, linux), ''],
  ])('%s', (_, value, expected) => {
    const extras = '[project.optional-dependencies]\nx = ["b"]\ny = ["b"]\n'
    const found = messages(`dependencies = ["b"]\n${extras}[tool.uv.sources]\nb = ${value}\n`)
    expect(found.map((message) => message.slice(0, expected.length))).toEqual(
      expected === '' ? [] : [expected],
    )
  })
})

describe('a source that is limited', () => {
  const declared =
    'dependencies = ["b"]\n[project.optional-dependencies]\n"X_y" = ["b"]\nempty = ["c"]\n[dependency-groups]\nlint = ["b"]\nall = [{ include-group = "Lint" }]\nnone = ["c"]\n'
  const limited = (limit: string, rest = declared) =>
    messages(`${rest}[tool.uv.sources]\nb = { path = "b", ${limit} }\n`)
  const says = (kind: string, what: string) =>
    expect.stringMatching(new RegExp(`^Source entry for \`b\` only applies to ${kind}, but ${what}`))
  test.each([
    ['extra = "x.Y"', []],
    ['group = "lint"', []],
    ['group = "all"', []],
    ['extra = "z"', [says('extra `z`', 'the `z` extra does not exist')]],
    ['extra = "empty"', [says('extra `empty`', '`b` was not found under the `project\\.optional-dep')]],
    ['group = "z"', [says('dependency group `z`', 'the `z` group does not exist')]],
    ['group = "none"', [says('dependency group `none`', '`b` was not found under the `dependency-groups')]],
  ])('%s', (limit, expected) => {
    expect(limited(limit)).toEqual(expected)
  })

  test('to the legacy group, which counts', () => {
    expect(limited('group = "dev"', '[tool.uv]\ndev-dependencies = ["b"]\n')).toEqual([])
  })

  test('to an extra that a build backend names', () => {
    expect(limited('extra = "z"', 'dynamic = ["optional-dependencies"]\n')).toEqual([])
  })

  test('is looked at in the own table only', () => {
    expect(
      messages('dependencies = ["b"]\n', '[tool.uv.sources]\nb = { path = "b", extra = "z" }\n'),
    ).toEqual([])
  })
})

describe('names', () => {
  test.each([
    [
      'an extra',
      '[project.optional-dependencies]\n"x y" = []\n',
      ['Not a valid package or extra name: "x y"'],
    ],
    ['a group', '[dependency-groups]\n"-x" = []\n', ['Not a valid package or extra name: "-x"']],
    ['a source', '[tool.uv.sources]\n"b-" = { path = "b" }\n', [`Not a valid package or extra name: "b-"`]],
    ['two groups', '[dependency-groups]\nx_y = []\n"X.y" = []\n', ['duplicate dependency group: `x-y`']],
    [
      'settings of a group, twice',
      '[dependency-groups]\nx-y = []\n[tool.uv.dependency-groups]\nx-y = {}\nx_y = {}\n',
      ['duplicate settings for dependency group `x-y`'],
    ],
    [
      'two indexes',
      '[[tool.uv.index]]\nname = "i"\nurl = "https://a.example"\n[[tool.uv.index]]\nname = "i"\nurl = "https://b.example"\n',
      ['duplicate index name `i`'],
    ],
    [
      'two default indexes',
      '[[tool.uv.index]]\ndefault = true\nurl = "https://a.example"\n[[tool.uv.index]]\nurl = "https://b.example"\ndefault = true\n',
      ['found multiple indexes with `default = true`; only one index may be marked as default'],
    ],
  ])('%s', (_, member, expected) => {
    expect(messages(member).map((message) => message.split('. Names')[0])).toEqual(expected)
  })
})

describe('dependency groups', () => {
  const groups = (text: string) => `[dependency-groups]\n${text}\n`
  test.each([
    ['an include of a group in another spelling', groups('A_b = ["x"]\nc = [{ include-group = "a.B" }]'), []],
    [
      'an include of a group that is not there',
      groups('c = [{ include-group = "d" }]'),
      ['Failed to find group `d` included by `c`'],
    ],
    [
      'an include of the legacy group',
      `${groups('c = [{ include-group = "dev" }]')}[tool.uv]\ndev-dependencies = []\n`,
      [expect.stringMatching(/^Group `c` includes the `dev` group/)],
    ],
    [
      'a cycle',
      groups('a = [{ include-group = "b" }]\nb = [{ include-group = "a" }]'),
      ['Detected a cycle in `dependency-groups`: `a` -> `b` -> `a`'],
    ],
    [
      'another kind of entry',
      groups('a = [{ path = "x" }]'),
      [expect.stringMatching(/^Group `a` contains an unknown dependency object specifier/)],
    ],
    ['a text that is no requirement', groups('a = ["x y"]'), ['Failed to parse entry in group `a`: `x y`']],
    [
      'settings of a group that is not there',
      `${groups('a = []')}[tool.uv.dependency-groups]\nb = { requires-python = ">=3.12" }\n`,
      ['Failed to find group `b` specified in `[tool.uv.dependency-groups]`'],
    ],
    ['default groups', `${groups('a_b = []')}[tool.uv]\ndefault-groups = ["A.b"]\n`, []],
    ['all groups by default', '[tool.uv]\ndefault-groups = "all"\n', []],
    [
      'a default group that only the legacy key names',
      '[tool.uv]\ndev-dependencies = []\ndefault-groups = ["dev"]\n',
      [
        'Default group `dev` (from `tool.uv.default-groups`) is not defined in the project’s `dependency-groups` table'.replace(
          '’',
          "'",
        ),
      ],
    ],
  ])('%s', (_, member, expected) => {
    expect(messages(member)).toEqual(expected)
    if (!member.includes('[tool.uv]')) {
      const root = messages('', member)
      expect(root).toEqual(expected)
    }
  })
})

describe('where a requirement comes from', () => {
  const own = '[[tool.uv.index]]\nname = "ours"\nurl = "https://example.com"\n'
  const index = source('{ index = "ours" }')
  const undeclared = ['Package `b` references an undeclared index: `ours`']
  test.each([
    ['an index that nothing declares', index, '', undeclared],
    ['an index of the member', index + own, '', []],
    ['an index of the root', index, own, []],
    ['a source that nothing uses', source('{ index = "ours" }', 'c'), '', []],
    [
      'a source of the root',
      'dependencies = ["b"]\n',
      '[tool.uv.sources]\nb = { index = "ours" }\n',
      undeclared,
    ],
    ['no workspace', source('{ workspace = false }'), '', ['`workspace = false` is not yet supported']],
    ['no workspace, unused', source('{ workspace = false }', 'c'), '', []],
  ])('%s', (_, member, root, expected) => {
    expect(messages(member, root)).toEqual(expected)
  })
})

test('errors stand at the words that are wrong', () => {
  expect(words('[dependency-groups]\nc = [{ include-group = "d" }]\n')).toBe('{ include-group = "d" }')
  expect(words(source('{ index = "ours" }'))).toBe('{ index = "ours" }')
  expect(words('[tool.uv]\ndefault-groups = ["x"]\n')).toBe('"x"')
  expect(words('[project.optional-dependencies]\n"x y" = []\n')).toBe('"x y"')
})

test('what uv cannot read stays an error in a project that it would drop', () => {
  expect(messages(`[tool.uv]\nmanaged = false\n${source('[]')}`)).toEqual([
    `Must provide at least one source`,
  ])
  expect(messages('[tool.uv]\nmanaged = false\ndefault-groups = ["x"]\n')).toEqual([])
})

describe('environments', () => {
  const linux = "sys_platform == 'linux'"
  const intel = "platform_machine == 'x86_64'"
  const overlap = (a: string, b: string) =>
    `Supported environments must be disjoint, but the following markers overlap: \`${a}\` and \`${b}\``
  test.each([
    ['environments', [linux, "sys_platform == 'darwin'"], []],
    ['environments', [linux, intel], [overlap(linux, intel)]],
    ['required-environments', [linux, intel], [overlap(linux, intel)]],
    ['environments', ["python_version < '3.9'", "python_version >= '3.9'"], []],
    ['environments', [linux], []],
    ['environments', [linux, "sys_platform == 'darwin'", linux], []],
  ])('%s of %j', (key, markers, expected) => {
    const settings = `[tool.uv]\n${key} = ${JSON.stringify(markers)}\n`
    expect(messages('', settings)).toEqual(expected)
    // In a member they are not read.
    expect(messages(settings)).toEqual([])
  })
})

describe('conflicts', () => {
  const conflicts = (sets: string) => `[tool.uv]\nconflicts = ${sets}\n`
  const few = 'Each set of conflicts must have at least two entries, but found'
  const member = '[[{ extra = "x" }, { extra = "y" }]]'
  test.each([
    ['two entries', member, []],
    ['none', '[[]]', [`${few} none`]],
    ['one', '[[{ extra = "x" }]]', [`${few} only one`]],
    [
      'nothing named',
      '[[{}, { extra = "y" }]]',
      ['Expected `package`, `extra` or `group` field in conflicting entry'],
    ],
    [
      'both named',
      '[[{ extra = "x", group = "y" }, { extra = "y" }]]',
      ['Expected one of `extra` or `group` in conflicting entry, but found both'],
    ],
  ])('of a member: %s', (_, sets, expected) => {
    expect(messages(conflicts(sets))).toEqual(expected)
  })

  test('of a virtual root name the package', () => {
    const missing = 'Expected `package` field in conflicting entry: { extra = "x" }'
    expect(messages('', conflicts(member))).toEqual([missing])
    expect(messages('', conflicts(member.replaceAll('{ ', '{ package = "a", ')))).toEqual([])
  })
})
