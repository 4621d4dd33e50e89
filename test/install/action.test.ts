import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { top } from '../support/clone.ts'
import { oracle } from '../support/oracles.ts'
import { commit, git, repository, scratch, write } from '../support/scratch.ts'

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly if?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, string>>
}

const text = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')
const action = parse(text)
const steps: readonly Step[] = action.runs.steps
const [check] = steps
const bash = oracle('bash') ?? 'bash'

it('is a composite action whose every run step names its shell', () => {
  expect(action.runs.using).toBe('composite')
  for (const step of steps) expect(step.run === undefined || step.shell === 'bash').toBe(true)
})

it('describes every input and output, and uses no other', () => {
  const used = [...text.matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name)
  expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort())
  for (const { description } of [
    ...Object.values<Described>(action.inputs),
    ...Object.values<Described>(action.outputs),
  ])
    expect(description).toMatch(/\.$/)
})

it('puts no expression into a script', () => {
  expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([])
})

it('names other actions by their commit, so that organisations that demand it can use it', () => {
  for (const { uses } of steps) expect(uses ?? '@'.padEnd(41, '0')).toMatch(/@[0-9a-f]{40}$/)
})

it('uploads what was written, also after findings', () => {
  const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'))
  expect(upload?.if).toContain('!cancelled()')
  expect(upload?.with).toEqual({
    sarif_file: '${{ steps.check.outputs.sarif }}',
    category: '${{ steps.check.outputs.category }}',
  })
})

interface Described {
  readonly description?: string
}

const drifted = {
  'pyproject.toml': '[project]\nname = "a"\nversion = "1"\n',
  'setup.sh': 'pip install numpy\n',
}

/** Runs the check step by hand, as a runner does: inputs become variables by the step's own `env`. */
function run(inputs: Readonly<Record<string, string>> = {}, more: Readonly<Record<string, string>> = {}) {
  const folder = scratch()
  const workspace = join(folder, 'workspace')
  mkdirSync(join(folder, 'temp'))
  write(workspace, drifted)
  write(join(workspace, 'sub'), drifted)
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') }
  for (const path of Object.values(files)) writeFileSync(path, '')
  const given = (expression: string) => {
    const [, name = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? []
    return name === '' ? top : (inputs[name] ?? action.inputs[name].default)
  }
  const variables = Object.entries(check?.env ?? {}).map(([name, value]) => [name, given(value)])
  const env = {
    ...{ PATH: process.env.PATH, HOME: folder, RUNNER_TEMP: join(folder, 'temp'), ...files },
    ...{ ...Object.fromEntries(variables), ...more },
  }
  const { status, stdout } = spawnSync(
    bash,
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', check?.run ?? ''],
    {
      ...{ cwd: workspace, env, encoding: 'utf8' },
    },
  )
  const outputs = Object.fromEntries(
    readFileSync(files.GITHUB_OUTPUT, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('=')),
  )
  return { status, stdout, outputs, workspace, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') }
}

it('annotates, summarises and counts, and exits as the program does', () => {
  const { status, stdout, outputs, summary, workspace } = run({ path: 'setup.sh' })
  expect(status).toBe(1)
  expect(stdout).toMatch(/^::error file=setup\.sh,line=1,/m)
  expect(summary).toContain('| error | setup.sh:1:1 | uv-only |')
  expect(outputs).toEqual({
    ...{ findings: '1', errors: '1', 'exit-code': '1' },
    ...{ sarif: 'policy-check.sarif', category: 'policy-check', upload: 'true' },
  })
  expect(JSON.parse(readFileSync(join(workspace, 'policy-check.sarif'), 'utf8')).version).toBe('2.1.0')
})

it('takes paths, options and a directory, and never fails where it shall not', () => {
  const inputs = { 'working-directory': 'sub', path: 'setup.sh\npyproject.toml', args: '--only\nuv-only' }
  const { status, outputs, workspace } = run({ ...inputs, 'fail-on': 'never' })
  expect([status, outputs.findings, outputs.sarif, outputs.category]).toEqual([
    ...[0, '1', 'sub/policy-check.sarif', 'policy-check/sub'],
  ])
  expect(existsSync(join(workspace, 'sub/policy-check.sarif'))).toBe(true)
})

it('takes a value for a value, never for code or an option', () => {
  for (const path of ['x"; touch pwned; "', '$(touch pwned)', '`touch pwned`', '--fix']) {
    const { status, outputs, workspace } = run({ path })
    expect([status, outputs.upload]).toEqual([2, 'false'])
    expect(existsSync(join(workspace, 'pwned'))).toBe(false)
    expect(readFileSync(join(workspace, 'setup.sh'), 'utf8')).toBe(drifted['setup.sh'])
  }
})

it.each([
  ['a push', {}, 'auto', 'true'],
  ['a branch of the repository', { pull_request: { head: { repo: { full_name: 'o/r' } } } }, 'auto', 'true'],
  ['a fork', { pull_request: { head: { repo: { full_name: 'fork/r' } } } }, 'auto', 'false'],
  ['a fork that is gone', { pull_request: { head: { repo: null } } }, 'auto', 'false'],
  ['a fork, when asked to', { pull_request: { head: { repo: null } } }, 'always', 'true'],
  ['a push, when told not to', {}, 'never', 'false'],
])('decides about the upload for %s', (_, event, upload, expected) => {
  const file = join(scratch(), 'event.json')
  writeFileSync(file, JSON.stringify(event))
  const { outputs } = run({ upload }, { GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: 'o/r' })
  expect(outputs.upload).toBe(expected)
})

it('tells what a pull request broke where it has the history, and everything where it has not', () => {
  const root = repository({ ...drifted, 'old.sh': 'pip install old\n' })
  const base = git(root, 'rev-parse', 'HEAD').trim()
  writeFileSync(join(root, 'new.sh'), 'pip install new\n')
  commit(root)
  const file = join(scratch(), 'event.json')
  const eventOf = (sha: string) => {
    writeFileSync(
      file,
      JSON.stringify({ pull_request: { base: { sha }, head: { repo: { full_name: 'o/r' } } } }),
    )
    return { GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: 'o/r' }
  }
  const inputs = { 'working-directory': root, args: '--only\nuv-only' }
  expect(run(inputs, eventOf(base)).outputs.findings).toBe('1')
  expect(run({ ...inputs, since: 'never' }, eventOf(base)).outputs.findings).toBe('3')
  expect(run({ ...inputs, since: base }).outputs.findings).toBe('1')
  const shallow = run(inputs, eventOf('0'.repeat(40)))
  expect([shallow.outputs.findings, shallow.stdout]).toEqual([
    '3',
    expect.stringContaining('`fetch-depth: 0`'),
  ])
})

it('says what is missing where there is no Node', () => {
  const { status, stdout } = run({}, { PATH: '/nowhere' })
  expect([status, stdout]).toEqual([2, expect.stringContaining('actions/setup-node')])
})
