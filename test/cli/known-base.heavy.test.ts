import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { top } from '../support/clone.ts'
import { git, repository, scratch, write } from '../support/scratch.ts'

const files = {
  'pyproject.toml': '[project]\nname = "root"\nversion = "1"\nrequires-python = ">=3.11"\n',
  'setup.sh': 'pip install numpy\nuv run python tools/made.py\n',
  'README.md': '# Repo\n\n```sh\nuv run python scripts/old.py\n```\n',
  'scripts/old.py': 'print(1)\n',
}

/** A repository and a cache of its own, for the built program. */
function place(more: Readonly<Record<string, string>> = {}) {
  const root = repository({ ...files, ...more })
  const cache = scratch()
  const run = (...args: string[]) =>
    execFileSync(
      process.execPath,
      [join(top, 'dist/cli.cjs'), '--since', 'HEAD', '--format', 'json', '--exit-zero', ...args],
      { cwd: root, encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: cache } },
    )
  const bases = join(cache, 'policy-check/bases')
  const records = () => {
    try {
      return readdirSync(bases).map((name) => join(bases, name))
    } catch {
      return []
    }
  }
  return { root, run, records }
}

describe('a commit that an earlier run has judged', () => {
  it('is not judged again, and the answer stays the same', () => {
    const { root, run, records } = place()
    write(root, { 'more.sh': 'pip install scipy\n' })
    const whole = run('--no-cache')
    expect(records()).toEqual([])
    expect([run(), records().length]).toEqual([whole, 1])
    for (const [path, text] of [
      ['more.sh', 'pip install scipy\npip install pandas\n'],
      ['setup.sh', 'uv sync\n'],
      ['.gitignore', 'tools/\n'],
      ['policy-check.toml', '[rules]\nuv-only = "off"\n'],
    ] as const) {
      write(root, { [path]: text })
      expect(run(), path).toBe(run('--no-cache'))
    }
    git(root, 'mv', 'scripts/old.py', 'scripts/new.py')
    const renamed = run()
    expect(renamed).toContain('This change renamed `scripts/old.py` to `scripts/new.py`.')
    expect(renamed).toBe(run('--no-cache'))
  })

  it('is taken from the record', () => {
    const { root, run, records } = place()
    run()
    const [record = ''] = records()
    const kept = JSON.parse(readFileSync(record, 'utf8'))
    writeFileSync(record, JSON.stringify({ ...kept, told: { findings: [], troubles: [] } }))
    write(root, { 'new.txt': '' })
    expect(JSON.parse(run()).findings.map(({ path }: { path: string }) => path)).toContain('setup.sh')
    writeFileSync(record, '{')
    write(root, { 'newer.txt': '' })
    expect(run()).toBe(run('--no-cache'))
  })

  it('is judged anew where the disk says more than the commit', () => {
    const { root, run, records } = place()
    const other = repository(files)
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'vendored')
    git(root, 'commit', '-q', '-m', 'A submodule')
    expect([run(), records()]).toEqual([run('--no-cache'), []])
  })
})

it('replays what nothing has changed', () => {
  const { root, run } = place()
  write(root, { 'more.sh': 'pip install scipy\n' })
  const whole = run()
  expect(run()).toBe(whole)
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'More')
  expect(JSON.parse(run()).findings).toEqual([])
})
