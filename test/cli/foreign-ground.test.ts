import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { repository } from '../support/scratch.ts'

const violation = 'pip install x\n'
const files = {
  'pyproject.toml': '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.12"\n',
  'run.sh': violation,
  'extern/llama/run.sh': violation,
  'extern/llama/requirements.txt': 'numpy\n',
  'tests/fixtures/run.sh': violation,
  'wandb/run-1/files/requirements.txt': 'numpy\n',
}

async function paths(more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { output } = await policyCheck(repository({ ...files, ...more }), ['--format', 'json'])
  const { findings } = JSON.parse(output) as { findings: { path: string; rule: string }[] }
  return findings.filter(({ rule }) => ['uv-only', 'one-lock'].includes(rule)).map(({ path }) => path)
}

describe('what is not the repository’s own work', () => {
  it('is silent unless it is asked for', async () => {
    expect(await paths()).toEqual(['run.sh'])
    expect(await paths({ 'policy-check.toml': 'foreign = ["vendored", "records"]\n' })).toEqual([
      'extern/llama/requirements.txt',
      'run.sh',
      'wandb/run-1/files/requirements.txt',
    ])
  })

  it('is no package that is only called like it', async () => {
    const integration = { 'src/app/wandb/__init__.py': '', 'src/app/wandb/run.sh': violation }
    expect(await paths(integration)).toEqual(['run.sh', 'src/app/wandb/run.sh'])
    const root = repository({ ...files, ...integration })
    const { output } = await policyCheck(root, ['inspect', 'files'])
    expect(output).toContain('src/app/wandb/run.sh  shell\n')
    expect((await policyCheck(root, ['init'])).output).not.toContain('src/app/wandb')
  })

  it('is shown with its reason', async () => {
    const root = repository(files)
    const { output } = await policyCheck(root, ['inspect', 'files'])
    expect(output).toContain('extern/llama/run.sh  shell  silent: vendored code, by the name of its folder')
    expect(output).toContain('run.sh  shell\n')
    const verbose = await policyCheck(root, ['--verbose'])
    expect(verbose.output).toMatch(/not this repository’s own work: vendored code/)
  })

  it('is proposed for exclusion', async () => {
    const root = repository(files)
    const { output } = await policyCheck(root, ['init'])
    expect(output).toContain('Excluded `extern`, `tests/fixtures` and `wandb`')
    const config = readFileSync(join(root, 'policy-check.toml'), 'utf8')
    expect(config).toContain('    "extern", # vendored code, by the name of its folder\n')
    expect((await policyCheck(root)).code).toBe(1)
  })
})

it('keeps broken data of tests to itself, manifests too', async () => {
  const broken = {
    'tests/fixtures/pyproject.toml': '[project\n',
    'tests/fixtures/a.toml': 'x =\n',
    'b.toml': 'x =\n',
  }
  const { output } = await policyCheck(repository({ ...files, ...broken }), ['--format', 'json'])
  const { findings, troubles } = JSON.parse(output) as Record<string, { path: string; rule?: string }[]>
  expect(findings?.filter(({ rule }) => rule === 'valid-manifests')).toEqual([])
  expect(troubles?.map(({ path }) => path)).toEqual(['b.toml'])
})

describe('exclude', () => {
  it('silences every rule, and `!` brings files back', async () => {
    const more = { 'old/run.sh': violation, 'old/requirements.txt': 'numpy\n', 'old/kept/run.sh': violation }
    const all = ['old/kept/run.sh', 'old/requirements.txt', 'old/run.sh', 'run.sh']
    expect(await paths(more)).toEqual(all)
    expect(await paths({ ...more, 'policy-check.toml': 'exclude = ["old"]\n' })).toEqual(['run.sh'])
    expect(await paths({ ...more, 'policy-check.toml': 'exclude = ["old", "!old/kept"]\n' })).toEqual([
      'old/kept/run.sh',
      'run.sh',
    ])
  })
})
