import { describe, expect, test } from 'vitest'
import { readLockStatus } from '../../../src/model/projects/lock/lock-status.ts'
import type { Workspace } from '../../../src/model/projects/workspace.ts'
import { isValidName, normalizeName } from '../../../src/model/python/names.ts'
import type { Files } from '../../support/in-memory.ts'
import { discoverWorkspace, factsOf, project, workspaceOf } from '../../support/in-memory-workspace.ts'

const root = (members: string[], exclude: string[] = []) =>
  `[tool.uv.workspace]\nmembers = ${JSON.stringify(members)}\nexclude = ${JSON.stringify(exclude)}\n`

const directories = (files: Files, from = '.') =>
  workspaceOf(files, from).members.map(({ directory }) => directory)
const codes = (files: Files, from = '.') => workspaceOf(files, from).errors.map(({ code }) => code)

describe('patterns', () => {
  const files = (members: string[], exclude: string[] = [], own = '') => ({
    'pyproject.toml': own + root(members, exclude),
    'libs/a/pyproject.toml': project('a'),
    'libs/a/src/a.py': '',
    'libs/b/pyproject.toml': project('b'),
    'libs/b/deep/pyproject.toml': project('deep'),
    'libs/.h/pyproject.toml': project('h'),
    'libs/notes.md': '',
  })
  test.each<[string, string[], string[], string[], string[]]>([
    ['a star stays within one directory', ['libs/*'], [], ['libs/.h', 'libs/a', 'libs/b'], []],
    ['no table of members', [], [], [], []],
    [
      'every depth fails at the first directory without a project',
      ['libs/**'],
      ['libs'],
      [],
      ['missing-pyproject'],
    ],
    [
      'every depth, narrowed by what is excluded',
      ['libs/**'],
      ['**/src'],
      ['libs/.h', 'libs/a', 'libs/b', 'libs/b/deep'],
      [],
    ],
    ['`**` yields no base', ['libs/a/**'], ['libs/a/src'], [], []],
    ['exclude crosses directories', ['libs/*', 'libs/b/deep'], ['libs/b*'], ['libs/.h', 'libs/a'], []],
    [
      'exclude with `**` leaves the directory itself',
      ['libs/*', 'libs/b/deep'],
      ['libs/b/**'],
      ['libs/.h', 'libs/a', 'libs/b'],
      [],
    ],
    [
      'exclude of one leaves what is below it',
      ['libs/*', 'libs/b/deep'],
      ['libs/b'],
      ['libs/.h', 'libs/a', 'libs/b/deep'],
      [],
    ],
    ['exclude written with dots', ['libs/*'], ['./libs/x/../b'], ['libs/.h', 'libs/a'], []],
    ['exclude everything', ['libs/*'], ['*'], [], []],
    ['a backslash escapes nothing', ['libs/\\a'], [], [], []],
    ['a leading `!` is literal', ['libs/*', '!libs/b'], [], ['libs/.h', 'libs/a', 'libs/b'], []],
    ['case counts', ['LIBS/*'], [], [], []],
    ['a file is passed over', ['libs/notes.md'], [], [], []],
    ['the root itself, which is no project', ['.'], [], [], ['no-project-table']],
    ['a set', ['libs/[!ab]*', 'libs/[b-c]'], [], ['libs/.h', 'libs/b'], []],
  ])('%s', (_, members, exclude, expected, errors) => {
    const found = codes(files(members, exclude))
    expect([...new Set(found)]).toEqual(errors)
    if (errors.length === 0) expect(directories(files(members, exclude))).toEqual(expected)
  })

  // The `glob` crate matches `.` and `..` with a last component that begins with a dot.
  test.each([
    ['at a virtual root', 'libs/.*', '', ['missing-pyproject', 'no-project-table']],
    ['at a project', 'libs/.*', project('all'), ['duplicate-member', 'missing-pyproject']],
    ['one that matches neither', 'libs/.h*', project('all'), []],
    ['one directory down', 'libs/a/.*', '', ['missing-pyproject']],
  ])('a component with a leading dot: %s', (_, pattern, own, expected) => {
    expect(codes(files([pattern], [], own)).sort()).toEqual(expected)
  })

  test('the root is a member before all others, and its name counts', () => {
    const twice = { 'pyproject.toml': project('a') + root(['b']), 'b/pyproject.toml': project('A') }
    expect(codes(twice)).toEqual(['duplicate-member'])
    expect(directories({ ...twice, 'b/pyproject.toml': project('b') })).toEqual(['.', 'b'])
  })

  test('a sibling outside is a member from the root and a root of its own from inside', () => {
    const files = { 'ws/pyproject.toml': root(['../lib']), 'lib/pyproject.toml': project('lib') }
    expect(directories(files, 'ws')).toEqual(['lib'])
    expect(workspaceOf(files, 'lib')).toMatchObject({ root: 'lib', explicit: false })
  })

  test('what leaves the repository is not known', () => {
    const [up, absolute, inside] = workspaceOf({
      'pyproject.toml': root(['../x', '/abs/*', 'y']),
    }).patterns.members
    expect([up?.matches, absolute?.matches, inside?.matches]).toEqual([null, null, []])
  })

  test('a directory that holds only what git ignores is passed over', () => {
    const files = { 'pyproject.toml': root(['libs/*']), 'libs/a/__pycache__/x.pyc': '' }
    const { documents, tree } = factsOf(files)
    const ignoring = { ...tree, isIgnored: (path: string) => path.includes('__pycache__') }
    expect((discoverWorkspace(documents, ignoring) as Workspace).errors).toEqual([])
    expect(codes(files)).toEqual(['missing-pyproject'])
  })

  test('a link to a directory is a member at its own path', () => {
    const { documents, tree } = factsOf({
      'pyproject.toml': `${root(['libs/*'])}[tool.uv.sources]\nlinked = { workspace = true }\n`,
      'libs/link': '',
      'libs/to-nothing': '',
      'other/linked/pyproject.toml': project('linked'),
      'uv.lock': `version = 1\nrevision = 3\nrequires-python = ">=3.9"\n[manifest]\nmembers = ["linked"]\n[[package]]\nname = "linked"\nversion = "1"\nsource = { editable = "libs/link" }\n`,
    })
    const linking = {
      ...tree,
      linkedDirectory: (path: string) => (path === 'libs/link' ? 'other/linked' : null),
    }
    const workspace = discoverWorkspace(documents, linking) as Workspace
    expect(workspace.errors).toEqual([])
    expect(workspace.members).toMatchObject([
      { name: 'linked', directory: 'other/linked', reached: 'libs/link', detachedBy: null },
    ])
    expect(workspace.outsiders).toEqual([])
    expect(readLockStatus(workspace, { documents, tree: linking }).reasons).toEqual([])
  })

  test('a nested workspace that is excluded or not listed is fine', () => {
    const nested = {
      'x/pyproject.toml': `${project('x')}[tool.uv.workspace]\n`,
      'y/pyproject.toml': project('y'),
    }
    expect(codes({ ...nested, 'pyproject.toml': root(['*'], ['x']) })).toEqual([])
    expect(codes({ ...nested, 'pyproject.toml': root(['y']) })).toEqual([])
    expect(codes({ ...nested, 'pyproject.toml': root(['*']) })).toEqual(['nested-workspace'])
  })

  test('members need not be given, and are lists of texts', () => {
    expect(codes({ 'pyproject.toml': '[tool.uv.workspace]\n' })).toEqual([])
    for (const text of ['members = "a"', 'exclude = [1]', 'members = { a = 1 }']) {
      expect(codes({ 'pyproject.toml': `[tool.uv.workspace]\n${text}\n` })).toEqual([
        'invalid-workspace-table',
      ])
    }
  })
})

describe('names', () => {
  test.each([
    ['A', 'a'],
    ['a.-_b', 'a-b'],
    ['Foo__Bar..baz', 'foo-bar-baz'],
    ['x-1', 'x-1'],
  ])('%s is %s', (name, expected) => {
    expect(isValidName(name)).toBe(true)
    expect(normalizeName(name)).toBe(expected)
  })

  test.each(['', '-a', 'a-', '.a', 'a_', 'a b', 'ä', 'a+b', 'a/b'])('%j is none', (name) => {
    expect(isValidName(name)).toBe(false)
  })
})

describe('a project needs', () => {
  test.each([
    ['a version', 'name = "a"\ndynamic = ["readme"]\n', ['missing-version']],
    ['a version or a dynamic one', 'name = "a"\ndynamic = ["readme", "version"]\n', []],
    [
      'a valid `requires-python`',
      'name = "a"\nversion = "1"\nrequires-python = ">=3.x"\n',
      ['invalid-requires-python'],
    ],
  ])('%s', (_, text, expected) => {
    expect(codes({ 'pyproject.toml': `[project]\n${text}` })).toEqual(expected)
  })
})

describe('`editable` of a member', () => {
  const source = (rest = '') => `[tool.uv.sources]\na = { workspace = true${rest} }\n`
  const files = (own: string, b: string, c: string) => ({
    'pyproject.toml': project('all') + root(['*']) + own,
    'a/pyproject.toml': project('a'),
    'b/pyproject.toml': project('b', b),
    'c/pyproject.toml': project('c', c),
  })
  test.each([
    ['nothing says it', source(), '', '', true, []],
    ['one says no', source(', editable = false'), '', '', false, []],
    ['two say the same', source(', editable = false'), source(', editable = false'), '', false, []],
    [
      'two contradict each other',
      source(', editable = true'),
      source(', editable = false'),
      '',
      null,
      ['editable-conflict'],
    ],
    ['silence between the two hides the conflict', '', source(', editable = false'), source(), true, []],
  ])('%s', (_, own, b, c, expected, errors) => {
    expect(codes(files(own, b, c))).toEqual(errors)
    if (expected !== null) expect(workspaceOf(files(own, b, c)).member('a')?.editable).toBe(expected)
  })

  test('a path to another workspace makes nobody a package', () => {
    const path = '[tool.uv.sources]\na = { workspace = "../other" }\n'
    expect(workspaceOf(files('', path, '')).member('a')?.package).toBe(false)
  })
})
