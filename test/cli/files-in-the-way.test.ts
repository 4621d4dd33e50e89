import { spawnSync } from 'node:child_process'
import { existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { repository, scratch, write } from '../support/scratch.ts'

const violation = {
  'pyproject.toml': '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n',
  'docs/setup.md': '# Development\n\n```sh\npip install requests\n```\n',
}

/** What may stand where a file is expected. None of them may be read, waited for or written through. */
const inTheWay: [string, (path: string) => void, string][] = [
  ['a link to a device', (path) => symlinkSync('/dev/zero', path), 'symbolic link'],
  ['a pipe', (path) => void spawnSync('mkfifo', [path]), 'not a regular file'],
  ['a directory', (path) => mkdirSync(path), 'a directory'],
  [
    'a file of 5 MB',
    (path) =>
      write(join(path, '..'), { [path.slice(path.lastIndexOf('/') + 1)]: Buffer.alloc(5_000_000, '#') }),
    '4.8 MiB',
  ],
]

describe.each(inTheWay)('%s', (_, place, reason) => {
  it('in the place of policy-check.toml is told', async () => {
    const root = repository(violation)
    place(join(root, 'policy-check.toml'))
    const { code, errors } = await policyCheck(root)
    expect([code, errors]).toEqual([2, expect.stringContaining(reason)])
  })

  it('in the place of the baseline is told', async () => {
    const root = repository(violation)
    place(join(root, 'policy-check-baseline.json'))
    const { code, errors } = await policyCheck(root)
    expect([code, errors]).toEqual([2, expect.stringContaining(reason)])
  })

  it('in the place of a manifest hides no finding, whichever directory is checked', async () => {
    const root = repository({ ...violation, 'sub/a.sh': 'pip install x\n' })
    place(join(root, 'sub/pyproject.toml'))
    for (const args of [[], ['sub']]) {
      const { code, output } = await policyCheck(root, [...args, '--format', 'concise'])
      expect([code, output]).toEqual([1, expect.stringMatching(/^sub\/a\.sh:1:1: error: .*\[uv-only\]$/m)])
    }
  })

  it('in the place of an ignore file hides no finding', { timeout: 90_000 }, async () => {
    const root = scratch({ ...violation, 'sub/a.sh': 'pip install x\n' })
    place(join(root, 'sub/.gitignore'))
    const { code, output } = await policyCheck(root, ['--format', 'concise'])
    expect([code, output]).toEqual([1, expect.stringMatching(/^sub\/a\.sh:1:1: error: .*\[uv-only\]$/m)])
  })
})

describe('a link is not written through', () => {
  const outside = () => scratch({ precious: 'keep me' })

  it.each([
    [['--write-baseline'], 'policy-check-baseline.json'],
    [['--write-baseline', '--baseline', 'b.json'], 'b.json'],
    [['--format', 'sarif=policy-check.sarif'], 'policy-check.sarif'],
    [['init'], 'policy-check.toml'],
  ])('by %j', async (args, name) => {
    for (const target of ['precious', 'new']) {
      const folder = outside()
      const root = repository(violation)
      symlinkSync(join(folder, target), join(root, name))
      const { code, errors } = await policyCheck(root, args)
      expect([code, errors]).toEqual([2, expect.stringMatching(/symbolic link|exists already/)])
      expect([readdirSync(folder), readFileSync(join(folder, 'precious'), 'utf8')]).toEqual([
        ['precious'],
        'keep me',
      ])
    }
  })

  it.each([[['--write-baseline', '--baseline', 'sub/b.json']], [['--format', 'sarif=sub/x.sarif']]])(
    'above the file, by %j',
    async (args) => {
      const folder = outside()
      const root = repository(violation)
      symlinkSync(folder, join(root, 'sub'))
      const { code, errors } = await policyCheck(root, args)
      expect([code, errors]).toEqual([2, expect.stringContaining('symbolic link')])
      expect(readdirSync(folder)).toEqual(['precious'])
    },
  )

  it('but a report may go to a link or a device outside the repository that a person names', async () => {
    const folder = outside()
    symlinkSync('precious', join(folder, 'link'))
    const root = repository(violation)
    await policyCheck(root, ['--format', `json=${join(folder, 'link')}`, '--format', 'sarif=/dev/null'])
    expect(JSON.parse(readFileSync(join(folder, 'precious'), 'utf8'))).toMatchObject({ version: 1 })
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
  })
})

it('names a file whose name is not UTF-8', async () => {
  const root = repository(violation)
  spawnSync('sh', ['-c', `printf 'pip install x\\n' > "$(printf 'caf\\351.sh')"`], { cwd: root })
  for (const args of [[], ['.git/..']]) {
    const { output } = await policyCheck(root, [...args, '--format', 'json'])
    const { troubles } = JSON.parse(output) as { troubles: unknown[] }
    expect(troubles).toMatchObject([
      { path: 'caf\ufffd.sh', message: expect.stringContaining('Its name is not UTF-8') },
    ])
  }
})

it('tells of another name of a file that it fixes', async () => {
  const root = repository({
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/a/pyproject.toml': '[project]\nname = "a"\nversion = "1"\ndependencies = ["b"]\n',
    'libs/b/pyproject.toml': '[project]\nname = "b"\nversion = "1"\n',
  })
  linkSync(join(root, 'libs/a/pyproject.toml'), join(root, 'other-name'))
  const { errors } = await policyCheck(root, ['--fix', '--only', 'workspace-sources'].slice(0, 1))
  expect(errors).toContain('libs/a/pyproject.toml has another name on this disk')
  expect(existsSync(join(root, 'other-name'))).toBe(true)
})
