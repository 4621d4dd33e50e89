import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { top } from '../support/clone.ts'
import { policyCheck } from '../support/run-cli.ts'
import { commit, git, scratch, write } from '../support/scratch.ts'

const paths = [
  'docs/setup.md',
  'docs/windows.md',
  'README.md',
  'flake.nix',
  'pyproject.toml',
  'workspace/libs/evio-core/pyproject.toml',
  'scripts/check-demos.sh',
  '.github/workflows/ci.yml',
  'new/a.md',
  'tools/run.sh',
]
const texts = [
  '```sh\npip install x\n```\n',
  'pip install x\n',
  '```sh\nuv run --package evio-cor python a.py\nuv run python scripts/gone.py\n```\n',
  '[project]\nname = "renamed"\nversion = "1"\nrequires-python = ">=3.13"\n',
  'cd evio && uv sync\n',
  '',
]

const step = fc.oneof(
  fc.tuple(fc.constant('write' as const), fc.constantFrom(...paths), fc.constantFrom(...texts)),
  fc.tuple(fc.constant('remove' as const), fc.constantFrom(...paths)),
  fc.tuple(fc.constant('rename' as const), fc.constantFrom(...paths), fc.constantFrom(...paths)),
  fc.tuple(fc.constant('commit' as const)),
)

interface Found {
  readonly identity: string
  readonly rule: string
  readonly path: string
  readonly words: string
  readonly message: string
}

/** What a history comes to is told by two whole runs, one of them on a checkout of the first commit. */
it('tells the difference of two whole runs, whatever a history does', { timeout: 300_000 }, async () => {
  const histories = fc.sample(fc.array(step, { minLength: 1, maxLength: 8 }), { numRuns: 14, seed: 11 })
  for (const history of histories) {
    const root = scratch()
    cpSync(join(top, 'fixtures/repos/evio-evlib-drifted'), root, { recursive: true })
    git(root, 'init', '-q', '-b', 'main')
    commit(root)
    git(root, 'tag', 'base')
    for (const [kind, path = '', more = ''] of history) {
      const at = join(root, path)
      if (kind === 'write') write(root, { [path]: more })
      else if (kind === 'remove') rmSync(at, { force: true })
      else if (kind === 'rename' && existsSync(at)) {
        mkdirSync(dirname(join(root, more)), { recursive: true })
        renameSync(at, join(root, more))
      } else if (kind === 'commit' && git(root, 'status', '--porcelain') !== '') commit(root)
    }
    const old = scratch()
    rmSync(old, { recursive: true })
    git(root, 'worktree', 'add', '-q', old, 'base')
    const [before, after, news] = [await found(old), await found(root), await found(root, '--since', 'base')]
    const told = JSON.stringify(history)

    const known = new Set(before.map(({ identity }) => identity))
    const fresh = after.filter(({ identity }) => !known.has(identity))
    const still = new Set(after.map(({ identity }) => identity))
    const gone = before
      .filter(({ identity }) => !still.has(identity))
      .map(({ rule, words }) => `${rule} ${words}`)
    const unmoved = fresh.filter(({ rule, words }) => {
      const at = gone.indexOf(`${rule} ${words}`)
      if (at !== -1) gone.splice(at, 1)
      return at === -1
    })
    // Of those that are left, some say the same of other words of their file.
    const reworded = before
      .filter(({ identity, rule, words }) => {
        const at = still.has(identity) ? -1 : gone.indexOf(`${rule} ${words}`)
        if (at !== -1) gone.splice(at, 1)
        return at !== -1
      })
      .map(({ path, rule, message }) => `${path} ${rule} ${message}`)
    const expected = unmoved.filter(({ path, rule, message }) => {
      const at = reworded.indexOf(`${path} ${rule} ${message}`)
      if (at !== -1) reworded.splice(at, 1)
      return at === -1
    })
    // Of equal words in several files it is open which ones moved.
    const lines = (list: readonly Found[]) => list.map(({ rule, words }) => `${rule} ${words}`).sort()
    expect(lines(news), told).toEqual(lines(expected))
    const isFresh = new Set(fresh.map(({ path, rule, words }) => `${path} ${rule} ${words}`))
    const strange = news.filter(({ path, rule, words }) => !isFresh.has(`${path} ${rule} ${words}`))
    expect(strange, told).toEqual([])
  }
})

async function found(cwd: string, ...args: string[]): Promise<readonly Found[]> {
  const { output, errors } = await policyCheck(cwd, [...args, '--format', 'json', '--no-cache'])
  if (output === '') throw new Error(errors)
  const { findings } = JSON.parse(output)
  return findings.map(
    ({
      identity,
      rule,
      path,
      message,
      range,
    }: Found & { range: { start: { offset: number }; end: { offset: number } } }) => {
      const text = existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : ''
      const words = text.slice(range.start.offset, range.end.offset).replace(/\s+/g, ' ').trim()
      return { identity, rule, path, message, words }
    },
  )
}
