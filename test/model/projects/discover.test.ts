import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Absent } from '../../../src/model/absent.ts'
import { discoverWorkspace, factsOf, project, workspaceOf } from '../../support/in-memory-workspace.ts'

const root = (members: string[], exclude: string[] = []) =>
  `[tool.uv.workspace]\nmembers = ${JSON.stringify(members)}\nexclude = ${JSON.stringify(exclude)}\n`

function names(files: Record<string, string>, from?: string): string[] {
  return workspaceOf(files, from).members.map(({ name }) => name)
}

function codes(files: Record<string, string>, from?: string): string[] {
  return workspaceOf(files, from).errors.map(({ code }) => code)
}

function reason(files: Record<string, string>, from?: string): string | null {
  const { documents, tree } = factsOf(files)
  const found = discoverWorkspace(documents, tree, from)
  return found instanceof Absent ? found.reason : null
}

describe('the root', () => {
  const files = {
    'pyproject.toml': root(['libs/*']),
    'libs/core/pyproject.toml': project('core'),
    'libs/core/src/core/__init__.py': '',
    'other/pyproject.toml': project('other'),
    'docs/pyproject.toml': '[tool.ruff]\n',
    'docs/deep/pyproject.toml': project('deep'),
  }

  test.each([
    ['the root itself', '.', '.', ['core']],
    ['inside a member', 'libs/core/src/core', '.', ['core']],
    ['a project that no pattern reaches is a workspace of one', 'other', 'other', ['other']],
    ['the first ancestor stops the search, whatever it is', 'docs/deep', 'docs/deep', ['deep']],
  ])('%s', (_, from, expected, members) => {
    const workspace = workspaceOf(files, from)
    expect(workspace.root).toBe(expected)
    expect(workspace.members.map(({ name }) => name)).toEqual(members)
  })

  test('a tool-only manifest is an error from inside', () => {
    expect(codes(files, 'docs')).toEqual(['no-project-table'])
    expect(workspaceOf(files, 'docs').errors[0]?.message).toBe(
      'No `project` table found in: docs/pyproject.toml',
    )
  })

  test('an unmanaged project is an error from inside, an unmanaged root is not looked at from a member', () => {
    const unmanaged = {
      'pyproject.toml': `${root(['a'])}[tool.uv]\nmanaged = false\n`,
      'a/pyproject.toml': project('a'),
    }
    expect(codes(unmanaged, '.')).toEqual(['unmanaged-project'])
    expect(workspaceOf(unmanaged, 'a').root).toBe('.')
  })

  test('a root of its own is not adopted by another', () => {
    const nested = { ...files, 'other/pyproject.toml': `${project('other')}[tool.uv.workspace]\n` }
    expect(workspaceOf(nested, 'other')).toMatchObject({ root: 'other', explicit: true })
  })

  test('a project deeper than the pattern reaches does not belong to the root', () => {
    const deep = { ...files, 'libs/x/y/pyproject.toml': project('y') }
    expect(workspaceOf(deep, 'libs/x/y').root).toBe('libs/x/y')
    expect(names(deep)).toEqual(['core'])
    expect(codes(deep)).toEqual(['missing-pyproject'])
  })

  test('an excluded project is a workspace of one', () => {
    const excluded = { 'pyproject.toml': root(['a', 'b'], ['a']), 'a/pyproject.toml': project('a') }
    expect(workspaceOf(excluded, 'a').root).toBe('a')
  })

  test('of a whole repository: the one workspace below it', () => {
    expect(
      workspaceOf({ 'python/pyproject.toml': root(['a']), 'python/a/pyproject.toml': project('a') }).root,
    ).toBe('python')
    const tools = {
      'pyproject.toml': '[tool.ruff]\n',
      'x/pyproject.toml': project('x'),
      'y/pyproject.toml': project('y'),
    }
    expect(workspaceOf(tools).root).toBe('x')
    expect(reason({ 'README.md': '' })).toBe('the repository has no `pyproject.toml` of a uv project')
    expect(reason({ 'README.md': '' }, '.')).toMatch(/^No `pyproject.toml` found/)
  })

  test('a broken root is an error, not an absence', () => {
    expect(codes({ 'pyproject.toml': '[project\n' })).toEqual(['invalid-toml'])
  })
})

describe('members', () => {
  test.each([
    ['exclude beats a literal entry', root(['a'], ['a']), ['a'], [], []],
    ['exclude crosses directories', root(['a/b'], ['*']), ['a/b'], [], []],
    ['exclude of a directory leaves what is below', root(['a/b'], ['a']), ['a/b'], ['a-b'], []],
    ['spellings of one path', root(['./a/', 'a//', 'x/../a']), ['a'], ['a'], []],
    ['a literal entry that does not exist is ignored', root(['a', 'b']), ['a'], ['a'], []],
    ['braces are literal', root(['{a,b}']), ['a', 'b'], [], []],
    ['list order, then the alphabet', root(['b', '*']), ['c', 'a', 'b'], ['b', 'a', 'c'], []],
    ['a hidden directory with a manifest is a member', root(['.a*']), ['.a'], ['a'], []],
  ])('%s', (_, manifest, directories, members, errors) => {
    const files: Record<string, string> = { 'pyproject.toml': manifest }
    for (const directory of directories) {
      files[`${directory}/pyproject.toml`] = project(directory.replace(/^\./, '').replaceAll('/', '-'))
    }
    expect(names(files)).toEqual(members)
    expect(codes(files)).toEqual(errors)
  })

  test('the root with a project comes first, whatever the patterns say', () => {
    const files = {
      'pyproject.toml': `${project('all')}${root(['*'], ['*'])}`,
      'a/pyproject.toml': project('a'),
    }
    expect(names(files)).toEqual(['all'])
  })

  test.each([
    ['a directory without a manifest', { 'a/x.py': '' }, ['missing-pyproject']],
    ['a hidden directory without one', { '.a/x.py': '' }, []],
    ['a file', { 'README.md': '' }, []],
    ['no project table', { 'a/pyproject.toml': '[tool.x]\n' }, ['no-project-table']],
    ['managed = false, even without a project', { 'a/pyproject.toml': '[tool.uv]\nmanaged = false\n' }, []],
    ['no name', { 'a/pyproject.toml': '[project]\nversion = "1"\n' }, ['missing-name']],
    ['no version', { 'a/pyproject.toml': '[project]\nname = "a"\n' }, ['missing-version']],
    ['a dynamic version', { 'a/pyproject.toml': '[project]\nname = "a"\ndynamic = ["version"]\n' }, []],
    ['a bad name', { 'a/pyproject.toml': project('-a') }, ['invalid-name']],
    [
      'a nested workspace',
      { 'a/pyproject.toml': `${project('a')}[tool.uv.workspace]\n` },
      ['nested-workspace'],
    ],
    [
      'two of one name',
      { 'a/pyproject.toml': project('x.y'), 'b/pyproject.toml': project('X_Y') },
      ['duplicate-member'],
    ],
    ['broken TOML', { 'a/pyproject.toml': 'a =\n' }, ['invalid-toml']],
    [
      'two extras of one name',
      { 'a/pyproject.toml': project('a', 'optional-dependencies = { x_y = [], "x-y" = [] }\n') },
      ['duplicate-extra'],
    ],
    [
      'a source of two kinds',
      { 'a/pyproject.toml': `${project('a')}[tool.uv.sources]\nb = { workspace = true, git = "c" }\n` },
      ['invalid-source'],
    ],
  ])('%s', (_, files, expected) => {
    expect(codes({ 'pyproject.toml': root(['*']), ...files })).toEqual(expected)
  })

  test('uv’s words', () => {
    const files = {
      'pyproject.toml': root(['*']),
      'a/x.py': '',
      'b/pyproject.toml': project('x'),
      'c/pyproject.toml': project('x'),
    }
    expect(workspaceOf(files).errors.map(({ message }) => message)).toEqual([
      'Workspace member `a` is missing a `pyproject.toml` (matches: `*`)',
      'Two workspace members are both named `x`: `b` and `c`',
    ])
  })

  test('unknown keys and bad patterns', () => {
    const errors = workspaceOf({
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["a**"]\nmembres = []\n',
    }).errors
    expect(errors.map(({ code }) => code)).toEqual(['unknown-workspace-key', 'invalid-pattern'])
    expect(errors[1]?.message).toBe(
      'Pattern syntax error near position 0: recursive wildcards must form a single path component',
    )
  })
})

describe('package or virtual', () => {
  const build = '[build-system]\nrequires = []\n'
  test.each([
    ['no build system', '', '', false],
    ['a build system', build, '', true],
    ['said so', '[tool.uv]\npackage = true\n', '', true],
    ['said otherwise', `${build}[tool.uv]\npackage = false\n`, '', false],
    ['named by another’s source', '', '[tool.uv.sources]\na = { workspace = true }\n', true],
    ['named by its own source only', '[tool.uv.sources]\na = { workspace = true }\n', '', false],
  ])('%s', (_, own, other, expected) => {
    const files = {
      'pyproject.toml': root(['*']),
      'a/pyproject.toml': project('a', own),
      'b/pyproject.toml': project('b', other),
    }
    expect(workspaceOf(files).member('A')?.package).toBe(expected)
  })

  test('two explicit, different `editable` contradict each other', () => {
    const source = (editable: boolean) =>
      `[tool.uv.sources]\na = { workspace = true, editable = ${editable} }\n`
    const files = {
      'pyproject.toml': root(['*']) + source(true),
      'a/pyproject.toml': project('a'),
      'b/pyproject.toml': project('b', source(false)),
    }
    expect(codes(files)).toEqual(['editable-conflict'])
    expect(workspaceOf(files).member('a')?.editable).toBe(false)
  })
})

describe('requires-python', () => {
  test.each([
    [['>=3.8', '>=3.9'], '>=3.9'],
    [['>=3.9,<4', '>=3.11'], '>=3.11, <4'],
    [['>=3.12,<3.13'], '==3.12.*'],
    [['~=3.11'], '>=3.11, <4'],
    [['>=3.11', '!=3.12.*'], '>=3.11, !=3.12.*'],
    [['>=3.11.4rc1'], '>=3.11.4'],
    [['==3.12.1'], '==3.12.1'],
    [['<4'], '<4'],
    [['>=3.12.0', '>=3.12'], '>=3.12'],
    [['<4.0', '<4'], '<4.0'],
  ])('%j comes to %s', (texts, expected) => {
    const files: Record<string, string> = { 'pyproject.toml': root(['*']) }
    for (const [at, text] of texts.entries()) {
      files[`m${at}/pyproject.toml`] = project(`m${at}`, `requires-python = "${text}"\n`)
    }
    expect(workspaceOf(files).requiresPython).toBe(expected)
  })

  test('none, and none in common', () => {
    expect(workspaceOf({ 'pyproject.toml': project('a') }).requiresPython).toBeNull()
    const files = {
      'pyproject.toml': root(['*']),
      'b/pyproject.toml': project('b', 'requires-python = ">=3.12"\n'),
      'a/pyproject.toml': project('a', 'requires-python = "<3.12"\n'),
    }
    expect(workspaceOf(files).errors).toMatchObject([
      {
        code: 'requires-python-conflict',
        message: 'Found conflicting Python requirements:\n- a: <3.12\n- b: >=3.12',
      },
    ])
  })
})

type Kind = 'project' | 'unmanaged' | 'tool-only' | 'workspace' | 'code'
const directory = fc
  .array(fc.constantFrom('a', 'b', '.h'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'))
const kind = fc.constantFrom<Kind>(
  'project',
  'project',
  'project',
  'unmanaged',
  'tool-only',
  'workspace',
  'code',
)
const pattern = fc.constantFrom(
  'a',
  'a/*',
  '*',
  '*/*',
  'b',
  'b/a',
  './a/',
  'a/../b',
  '?',
  '[ab]/*',
  '**/b',
  'a/b/*',
  'nothing',
  '.h',
)

/** What uv makes of a small repository, said once more and as plainly as possible. */
function expectedOf(
  kinds: ReadonlyMap<string, Kind>,
  members: readonly string[],
  exclude: readonly string[],
) {
  const everything = new Set(
    [...kinds.keys()].flatMap((path) => path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'))),
  )
  const normal = (text: string) => posix.normalize(text).replace(/\/$/, '')
  const asOne = (text: string, star: string) =>
    new RegExp(
      `^${text.replaceAll('**/', '\u0001').replaceAll('*', star).replaceAll('?', star.slice(0, -1)).replaceAll('.h', '\\.h').replaceAll('\u0001', '(?:.*/)?')}$`,
    )
  const found: string[] = []
  const wrong: string[] = []
  const seen = new Set<string>()
  for (const pattern of members) {
    const reached = [...everything].filter((path) => asOne(normal(pattern), '[^/]*').test(path)).sort()
    for (const path of reached) {
      if (seen.has(path)) continue
      seen.add(path)
      if (exclude.some((pattern) => asOne(normal(pattern), '.*').test(path))) continue
      const kind = kinds.get(path)
      if (kind === 'project' || kind === 'workspace') found.push(path)
      else if (kind === 'tool-only') wrong.push('no-project-table')
      else if (kind !== 'unmanaged' && !path.split('/').at(-1)?.startsWith('.'))
        wrong.push('missing-pyproject')
      if (kind === 'workspace') wrong.push('nested-workspace')
    }
  }
  return { found: found.sort(), wrong: wrong.sort() }
}

test('random repositories are discovered as the plain model says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(directory, kind), { maxLength: 8 }),
      fc.array(pattern, { maxLength: 3 }),
      fc.array(pattern, { maxLength: 2 }),
      (entries, members, exclude) => {
        const kinds = new Map(entries)
        const files: Record<string, string> = { 'pyproject.toml': root(members, exclude) }
        for (const [path, kind] of kinds) {
          const name = path.replaceAll('/', '-').replaceAll('.', '')
          files[`${path}/code.py`] = ''
          if (kind === 'project') files[`${path}/pyproject.toml`] = project(name)
          if (kind === 'workspace') files[`${path}/pyproject.toml`] = `${project(name)}[tool.uv.workspace]\n`
          if (kind === 'tool-only') files[`${path}/pyproject.toml`] = '[tool.x]\n'
          if (kind === 'unmanaged') files[`${path}/pyproject.toml`] = '[tool.uv]\nmanaged = false\n'
        }
        const workspace = workspaceOf(files, '.')
        const { found, wrong } = expectedOf(kinds, members, exclude)
        expect(workspace.members.map(({ directory }) => directory).sort()).toEqual(found)
        expect(workspace.errors.map(({ code }) => code).sort()).toEqual(wrong)
      },
    ),
    { numRuns: 1500 },
  )
}, 60_000)
