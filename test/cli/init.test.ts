import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { withHook } from '../../src/cli/init/pre-commit-entry.ts'
import { oracle } from '../support/oracles.ts'
import { policyCheck } from '../support/run-cli.ts'
import { git, repository, write } from '../support/scratch.ts'

const files = {
  'pyproject.toml': '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.11"\n',
  'run.sh': 'pip install x\n',
  'extern/llama/requirements.txt': 'numpy\n',
}
const config = 'policy-check.toml'
const baseline = 'policy-check-baseline.json'
const hooks = '.pre-commit-config.yaml'
const skill = '.claude/skills/working-here/SKILL.md'

describe('init on a terminal', () => {
  it('says what it found, asks, shows, and writes on a last yes', async () => {
    const root = repository(files)
    const { code, output } = await policyCheck(root, ['init'], { answers: ['all', 'y', 'y', 'y', ''] })
    expect(code).toBe(0)
    for (const said of [
      'A uv project in `pyproject.toml`.',
      '1 extern (1 file, 1 finding): vendored code, by the name of its folder',
      '+exclude = [',
      '+      - id: policy-check',
      '+<!-- policy-check: begin skill -->',
      'which accepts',
    ])
      expect(output).toContain(said)
    const shown = output.indexOf('Write these 4 files?')
    expect(
      [config, hooks, skill]
        .map((path) => output.indexOf(`+++ b/${path}`))
        .every((at) => at > 0 && at < shown),
    ).toBe(true)
    expect([config, baseline, hooks, skill].map((path) => existsSync(join(root, path)))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect((await policyCheck(root)).code).toBe(0)
    expect((await policyCheck(root, ['skill', '--check'])).code).toBe(0)
  })

  it('counts before and after as a check would', async () => {
    const root = repository(files)
    const { output } = await policyCheck(root, ['init'], { answers: ['', 'y', 'n', 'n', 'y'] })
    const rows = [...output.matchAll(/^ {2}([a-z ]+?) {2,}(\d+) +(\d+) +(\d+)$/gm)].map(
      ([, ...cells]) => cells,
    )
    const summary = JSON.parse((await policyCheck(root, ['--format', 'json'])).output).summary
    expect(rows.map(([name]) => name)).toEqual(['with the work of others', 'today', 'with these files'])
    expect(rows[2]?.slice(1).map(Number)).toEqual([summary.error, summary.warning, summary.note])
    expect(Number(rows[0]?.[1])).toBe(Number(rows[1]?.[1]) + 1)
    expect(summary.baselined).toBeGreaterThan(0)
  })

  it('takes an empty line for what `--yes` does', async () => {
    const [asked, silent, elsewhere] = [repository(files), repository(files), repository(files)]
    await policyCheck(asked, ['init'], { answers: ['', '', '', '', ''] })
    const { output } = await policyCheck(silent, ['init', '--yes'], { answers: ['n', 'n'] })
    await policyCheck(elsewhere, ['init'])
    expect(output).not.toMatch(/\?/)
    const texts = [asked, silent, elsewhere].map((root) => readFileSync(join(root, config), 'utf8'))
    expect(new Set(texts).size).toBe(1)
    for (const root of [asked, silent, elsewhere])
      expect(git(root, 'status', '--short')).toBe(`?? ${config}\n`)
  })

  it('leaves out the folders whose numbers are given', async () => {
    const root = repository({ ...files, 'vendor/a/b.sh': 'true\n', 'third_party/c/d.sh': 'true\n' })
    const { output } = await policyCheck(root, ['init'], {
      answers: ['7', 'some', '1 3', 'perhaps', 'n', 'n', 'n', 'y'],
    })
    expect(output.match(/Exclude which of them/g)).toHaveLength(3)
    expect(output).toContain('Please answer y or n.')
    const { exclude } = Object.fromEntries(
      [...readFileSync(join(root, config), 'utf8').matchAll(/^(exclude) = \[\n([\s\S]*?)^\]/gm)].map(
        ([, key, list = '']) => [key, [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name)],
      ),
    )
    expect(exclude).toEqual(['extern', 'vendor'])
  })

  it.each([
    ['no to the last question', ['', '', '', '', 'n']],
    ['the end of the input before the first', []],
    ['the end of the input in the middle', ['', 'y']],
    ['the end of the input at the last', ['', 'y', 'y', 'y']],
  ])('writes nothing on %s', async (_, answers) => {
    const root = repository(files)
    const { code, output } = await policyCheck(root, ['init'], { answers })
    expect([code, output.endsWith('Nothing was written.\n')]).toEqual([1, true])
    expect(git(root, 'status', '--short')).toBe('')
  })

  it('writes none of the files when one of them cannot be', async () => {
    const root = repository({ ...files, [`${baseline}/in-the-way`]: '' })
    const { code, errors } = await policyCheck(root, ['init'], { answers: ['', 'y', 'y', 'y', 'y'] })
    expect([code, errors]).toEqual([2, expect.stringContaining(`\`${baseline}\` cannot be written`)])
    expect(git(root, 'status', '--short')).toBe('')
  })

  it('names the schema of the program that is installed in the repository', async () => {
    const schema = 'node_modules/policy-check/policy-check.schema.json'
    const root = repository({ ...files, '.gitignore': 'node_modules\n' })
    write(root, { [schema]: '{}\n' })
    await policyCheck(root, ['init', '--yes'])
    expect(readFileSync(join(root, config), 'utf8')).toMatch(`#:schema ./${schema}\n`)
    expect((await policyCheck(root, ['inspect', 'config', 'run.sh'])).code).toBe(0)
  })
})

describe('the hook', () => {
  const origin = { repository: undefined, version: '1.2.3', entry: 'policy-check' }
  const other = 'repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks:\n      - id: a\n'

  it.each([
    ['nothing', null],
    ['others', other],
    ['others at the margin', other.replaceAll(/^ {2}/gm, '')],
    ['a last line that does not end', other.trimEnd()],
    ['lines of Windows', other.replaceAll('\n', '\r\n')],
    ['keys and comments below', `${other}\n# what CI does\nci:\n  skip: [a] # slow\n`],
    ['keys above', `default_stages: [pre-commit]\n${other}`],
  ])('is added behind %s', (_, before) => {
    const after = withHook(before, origin) ?? ''
    const { repos, ...rest } = parse(after)
    const old = before === null ? { repos: [] } : parse(before)
    expect({ ...rest, repos: repos.slice(0, -1) }).toEqual(old)
    expect(repos.at(-1)).toMatchObject({ repo: 'local', hooks: [{ id: 'policy-check' }] })
    const lines = (text: string) => text.split(/(?<=\n)/)
    const kept = lines(before ?? '').filter((line) => !lines(after).includes(line) && line.endsWith('\n'))
    expect(kept).toEqual([])
    if (before?.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n')
    expect(withHook(after, origin)).toBeNull()
  })

  it.each([
    ['a list in brackets', 'repos: []\n'],
    ['broken YAML', 'repos:\n  - a: [\n'],
    ['another root', '- repo: x\n'],
  ])('is not offered for %s', (_, before) => expect(withHook(before, origin)).toBeNull())

  it('comes from where the program is published', () => {
    expect(parse(withHook(null, { ...origin, repository: 'github:acme/checks' }) ?? '')).toEqual({
      repos: [{ repo: 'https://github.com/acme/checks', rev: 'v1.2.3', hooks: [{ id: 'policy-check' }] }],
    })
  })
})

describe.skipIf(!oracle('script'))('init in a pseudo terminal', { timeout: 60_000 }, () => {
  const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

  /** Types each answer once its question stands there; gives what was printed and the exit code. */
  async function talk(root: string, answers: readonly string[]) {
    const script = spawn('script', ['-qec', `'${process.execPath}' '${program}' init`, '/dev/null'], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', TERM: 'xterm' },
      timeout: 30_000,
    })
    let printed = ''
    let answered = 0
    script.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const asked = printed.match(/\] (?=$|\u001b)/gm)?.length ?? 0
      if (asked > answered) script.stdin.write(answers[answered++] ?? '')
    })
    const [status] = await once(script, 'close')
    return { status, printed }
  }

  it('asks and writes', async () => {
    const root = repository(files)
    const { status, printed } = await talk(root, ['none\r', 'n\r', 'y\r', 'n\r', 'y\r'])
    expect([status, printed]).toEqual([0, expect.stringContaining('Written.')])
    expect(git(root, 'status', '--short')).toBe(`?? ${hooks}\n?? ${config}\n`)
  })

  it('writes nothing on Ctrl-C', async () => {
    const root = repository(files)
    const { status, printed } = await talk(root, ['all\r', '\u0003'])
    expect([status, printed]).toEqual([1, expect.stringContaining('Nothing was written.')])
    expect(git(root, 'status', '--short')).toBe('')
  })
})
