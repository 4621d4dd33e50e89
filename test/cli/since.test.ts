import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { commit, git, repository, scratch, write } from '../support/scratch.ts'

const project = (name: string, more = '') =>
  `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.11"\n${more}`

const start = {
  'pyproject.toml': project('root', '\n[tool.uv.workspace]\nmembers = ["libs/*"]\n'),
  'libs/core/pyproject.toml': project('core', '\n[project.optional-dependencies]\nfast = []\n'),
  'scripts/old.py': 'import sys\nprint(sys.argv)\n# one\n# two\n# three\n',
  'README.md':
    '# Repo\n\n```sh\nuv run python scripts/old.py\nuv sync --package core --extra fast\nmake lint\n```\n',
  'docs/d.md': '# D\n\n```sh\nuv run --package core python -c 1\n```\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: astral-sh/setup-uv@v7\n      - run: uv run python ./scripts/old.py --all\n',
  Makefile: 'lint:\n\tuv run ruff check\n',
  'legacy.sh': 'pip install numpy\n',
}

interface Found {
  readonly rule: string
  readonly path: string
  readonly related: readonly { readonly message: string }[]
  readonly fix?: { readonly safety: string }
}

async function since(root: string, args: readonly string[] = ['--since', 'HEAD']) {
  const { output, errors, code } = await policyCheck(root, [...args, '--format', 'json'])
  if (output === '') throw new Error(errors)
  const report = JSON.parse(output) as { findings: Found[]; since: { mended: number; base: string } }
  const found = report.findings.map(({ rule, path, related, fix }) => [
    ...[
      rule,
      path,
      related.map(({ message }) => message).filter((message) => message.startsWith('This change')),
    ],
    fix?.safety,
  ])
  return {
    code,
    found: found.filter(([rule]) => rule !== 'required-files' && rule !== 'lock-in-step'),
    since: report.since,
  }
}

describe('what a change broke', () => {
  it('is nothing where nothing changed, although there are findings', async () => {
    const root = repository(start)
    expect((await policyCheck(root)).code).toBe(1)
    expect(await since(root)).toMatchObject({ code: 0, found: [], since: { reference: 'HEAD', mended: 0 } })
  })

  it('is told wherever a renamed file is named, with the cause, and one fix mends all', async () => {
    const root = repository(start)
    git(root, 'mv', 'scripts/old.py', 'scripts/new.py')
    const cause = ['This change renamed `scripts/old.py` to `scripts/new.py`.']
    expect((await since(root)).found).toEqual([
      ['paths-exist', '.github/workflows/ci.yml', cause, 'safe'],
      ['paths-exist', 'README.md', cause, 'safe'],
    ])
    expect((await policyCheck(root, ['--since', 'HEAD', '--fix'])).code).toBe(0)
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('uv run python scripts/new.py\n')
    expect(readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')).toContain(
      'python ./scripts/new.py --all',
    )
    expect(readFileSync(join(root, 'legacy.sh'), 'utf8')).toBe(start['legacy.sh'])
  })

  it('knows a file again that was changed on the way, with a fix that a person looks at', async () => {
    const root = repository(start)
    rmSync(join(root, 'scripts/old.py'))
    write(root, { 'tools/play.py': start['scripts/old.py'].replace('# one', '# more') })
    const { found } = await since(root)
    expect(found.map(([, , cause, safety]) => [cause, safety])).toContainEqual([
      ['This change renamed `scripts/old.py` to `tools/play.py`.'],
      'unsafe',
    ])
  })

  it.each([
    [
      'a removed file',
      (root: string) => rmSync(join(root, 'scripts/old.py')),
      ['README.md', 'This change removed `scripts/old.py`.'],
    ],
    [
      'a renamed member',
      (root: string) =>
        write(root, {
          'libs/core/pyproject.toml': start['libs/core/pyproject.toml'].replace('"core"', '"kernel"'),
        }),
      ['docs/d.md', 'This change renamed the member `core` to `kernel`.'],
    ],
    [
      'a removed member',
      (root: string) => rmSync(join(root, 'libs'), { recursive: true }),
      ['docs/d.md', 'This change removed the member `core`.'],
    ],
    [
      'a removed extra',
      (root: string) => write(root, { 'libs/core/pyproject.toml': project('core') }),
      ['README.md', 'This change removed the extra `fast` of `core`.'],
    ],
    [
      'a removed task',
      (root: string) => write(root, { Makefile: 'check:\n\tuv run ruff check\n' }),
      ['README.md', 'This change removed `make lint`.'],
    ],
  ])('%s is its cause', async (_, change, [path, message]) => {
    const root = repository(start)
    change(root)
    const { found } = await since(root)
    expect(found.map(([, at, messages]) => [at, messages])).toContainEqual([path, [message]])
  })

  it('counts what was mended, and takes words that moved for no news', async () => {
    const root = repository({ ...start, 'second.sh': 'pip install scipy\n' })
    writeFileSync(join(root, 'second.sh'), 'uv sync\n')
    rmSync(join(root, 'legacy.sh'))
    write(root, { 'moved/legacy.sh': 'set -e\npip install numpy\n' })
    expect(await since(root)).toMatchObject({ found: [], since: { mended: 1 } })
  })

  it.each([
    ['an install behind another', 'set -e\npip install numpy\npip install scipy\n', ['uv-only']],
    ['an install before another', 'set -e\npip install scipy\npip install numpy\n', ['uv-only']],
    ['one install less', 'set -e\n', []],
    ['another place', 'set -eu\n\npip install   numpy\n', []],
  ])('a session is news when it grows: %s', async (_, text, rules) => {
    const root = repository({ ...start, 'legacy.sh': 'set -e\npip install numpy\n' })
    write(root, { 'legacy.sh': text })
    expect((await since(root)).found.map(([rule]) => rule)).toEqual(rules)
  })

  it('a session that lost its first install is none', async () => {
    const root = repository({
      ...start,
      'legacy.sh': 'pip install numpy\npip install scipy\npip install pandas\n',
    })
    write(root, { 'legacy.sh': 'pip install scipy\npip install pandas\n' })
    expect(await since(root)).toMatchObject({ found: [], since: { mended: 0 } })
  })

  it('tells a mistake that is there once more', async () => {
    const wrong = '```sh\nuv run --package nope python -c 1\n```\n'
    const root = repository({ ...start, 'docs/twice.md': `# A\n\n${wrong}` })
    write(root, { 'docs/twice.md': `# A\n\n${wrong}\n# B\n\n${wrong}` })
    expect((await since(root)).found.map(([rule, path]) => [rule, path])).toEqual([
      ['known-members', 'docs/twice.md'],
    ])
  })
})

it('starts where the branch parted, and looks at the index with --staged', async () => {
  const root = repository(start)
  git(root, 'checkout', '-q', '-b', 'topic')
  write(root, { 'topic.sh': 'pip install topic\n' })
  commit(root)
  git(root, 'checkout', '-q', 'main')
  write(root, { 'main.sh': 'pip install main\n' })
  commit(root)
  git(root, 'checkout', '-q', 'topic')
  expect((await since(root, ['--since', 'main'])).found.map(([, path]) => path)).toEqual(['topic.sh'])
  write(root, { 'staged.sh': 'pip install staged\n' })
  git(root, 'add', 'staged.sh')
  write(root, { 'loose.sh': 'pip install loose\n' })
  const staged = await since(root, ['--staged', '--since', 'HEAD'])
  expect(staged.found.map(([, path]) => path)).toEqual(['staged.sh'])
  expect((await since(root, ['--since', 'main', 'loose.sh'])).found.map(([, path]) => path)).toEqual([
    'loose.sh',
  ])
})

describe('what it cannot know', () => {
  it('a commit that is not there', async () => {
    const { code, errors } = await policyCheck(repository(start), ['--since', 'nowhere'])
    expect([code, errors]).toEqual([2, expect.stringContaining('Git knows no commit `nowhere`.')])
  })

  it('the history of a shallow clone: it says what to fetch, and is never green', async () => {
    const origin = repository(start)
    git(origin, 'checkout', '-q', '-b', 'topic')
    write(origin, { 'topic.sh': 'pip install topic\n' })
    commit(origin)
    const clone = scratch()
    execFileSync('git', ['clone', '-q', '--depth', '1', '--no-single-branch', `file://${origin}`, clone])
    for (const reference of ['origin/main', 'main', 'HEAD~1']) {
      const { code, errors } = await policyCheck(clone, ['--since', reference])
      expect([code, errors]).toEqual([2, expect.stringContaining('`fetch-depth: 0`')])
    }
  })

  it('the content of a partial clone: it says what to fetch, fetches nothing, and takes nothing old for news', async () => {
    const origin = repository(start)
    git(origin, 'config', 'uploadpack.allowFilter', 'true')
    git(origin, 'mv', 'legacy.sh', 'setup.sh')
    write(origin, { 'setup.sh': 'pip install numpy\necho done\n' })
    commit(origin)
    const clone = scratch()
    execFileSync('git', ['clone', '-q', '--filter=blob:none', `file://${origin}`, clone])
    const missing = () => git(clone, 'rev-list', '--objects', '--all', '--missing=print').match(/^\?.*$/gm)
    const before = missing()
    expect(before).toHaveLength(1)
    const { code, errors } = await policyCheck(clone, ['--since', 'HEAD~1'])
    expect([code, errors]).toEqual([2, expect.stringContaining('does not hold the content of `legacy.sh`')])
    expect(errors).toContain('git fetch --refetch --no-filter')
    expect((await since(clone, ['--since', 'HEAD'])).found).toEqual([])
    for (const args of [[], ['--staged'], ['--changed', 'HEAD~1'], ['--changed-lines', 'HEAD~1'], ['--diff']])
      await policyCheck(clone, args)
    expect(missing()).toEqual(before)
  })

  it('histories that have nothing in common', async () => {
    const root = repository(start)
    git(root, 'checkout', '-q', '--orphan', 'other')
    write(root, { 'other.md': '# Other\n' })
    commit(root)
    const { code, errors } = await policyCheck(root, ['--since', 'main'])
    expect([code, errors]).toEqual([2, expect.stringContaining('have no commit in common')])
  })

  it('a folder without git', async () => {
    const { code, errors } = await policyCheck(scratch(start), ['--since', 'HEAD'])
    expect([code, errors]).toEqual([2, expect.stringContaining('needs a git repository')])
  })

  it('two ways to narrow at once', async () => {
    const { code, errors } = await policyCheck(repository(start), ['--since', 'HEAD', '--changed', 'HEAD'])
    expect([code, errors]).toEqual([2, expect.stringContaining('exclude each other')])
  })
})
