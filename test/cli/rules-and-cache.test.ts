import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { repository, scratch } from '../support/scratch.ts'

const files = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'libs/core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\nrequires-python = ">=3.11"\n',
  'a.sh': 'pip install flask\npip install numpy\nuv run --package cor pytest\n',
}

async function rulesFound(...args: readonly string[]): Promise<string[]> {
  const { output } = await policyCheck(repository(files), ['--format', 'json', ...args])
  return [
    ...new Set((JSON.parse(output) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule)),
  ]
}

describe('--only and --skip', () => {
  it('reports the named rules alone', async () => {
    expect(await rulesFound('--only', 'uv-only', '--only', 'known-members')).toEqual([
      'uv-only',
      'known-members',
    ])
  })

  it('reports all but the skipped rules', async () => {
    const all = await rulesFound()
    expect(all).toContain('uv-only')
    expect(await rulesFound('--skip', 'uv-only')).toEqual(all.filter((rule) => rule !== 'uv-only'))
  })

  it('lets what is not asked for fail nothing', async () => {
    expect((await policyCheck(repository(files), ['--only', 'layers'])).code).toBe(0)
  })

  it('does not call a suppression of another rule unused', async () => {
    const suppressed = {
      ...files,
      'a.sh': 'pip install x # policy-check: ignore[uv-only] -- the vendor asks for it\n',
    }
    const { output } = await policyCheck(repository(suppressed), ['--skip', 'uv-only', '--format', 'concise'])
    expect(output).not.toContain('unused-suppression')
  })

  it('names the nearest rule', async () => {
    const { code, errors } = await policyCheck(repository(files), ['--only', 'uv-olny'])
    expect(code).toBe(2)
    expect(errors).toContain('Did you mean `uv-only`?')
  })
})

describe('--timing', () => {
  it('tells on standard error how long stages, languages, facts and rules took, and leaves the report alone', async () => {
    const usual = await policyCheck(repository(files), ['--format', 'json'])
    const { output, errors } = await policyCheck(repository(files), ['--format', 'json', '--timing'])
    expect(output).toBe(usual.output)
    const named = errors.split('\n').flatMap((line) => /^ +[\d.]+ {2}(\S.*)$/.exec(line)?.[1] ?? [])
    expect(named).toEqual([
      'start of Node and the program',
      'list and read',
      'parse',
      'model',
      'rules',
      'settle',
      'the rest, with the reports',
      'all',
    ])
    expect(errors).toMatch(/^ +[\d.]+ {4}toml \(2\)$/m)
  })
})

describe('--statistics', () => {
  it('counts findings and fixes by rule, the most frequent first', async () => {
    const { output, code } = await policyCheck(repository(files), [
      '--statistics',
      '--only',
      'uv-only',
      '--only',
      'known-members',
    ])
    expect(code).toBe(1)
    expect(output.split('\n').map((line) => line.split(/\s+/).filter(Boolean).at(-1))).toEqual(
      expect.arrayContaining(['rule', 'uv-only', 'known-members', 'checked.']),
    )
    expect(output).toMatch(/^ +1 +1 +0 +error +known-members$/m)
  })

  it('is no second text on standard output', async () => {
    expect((await policyCheck(repository(files), ['--statistics', '--format', 'json'])).code).toBe(2)
  })
})

describe('cache', () => {
  it('shows and removes what is kept', async () => {
    const home = scratch({ 'policy-check/runs/a.json': '{}', 'policy-check/b.documents': 'x' })
    const env = { XDG_CACHE_HOME: home }
    writeFileSync(join(home, 'elsewhere'), 'not ours')
    expect((await policyCheck(scratch(), ['cache', 'info'], { env })).output).toContain('2 files')
    expect((await policyCheck(scratch(), ['cache', 'clear'], { env })).output).toContain('Removed 2 files')
    expect(readdirSync(join(home, 'policy-check/runs'))).toEqual([])
    expect(readdirSync(home)).toContain('elsewhere')
  })

  it('says how it is used', async () => {
    expect((await policyCheck(scratch(), ['cache', 'empty'])).code).toBe(2)
  })
})
