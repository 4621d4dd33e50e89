import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Report } from '../../src/report/report.ts'
import { sarif } from '../../src/report/sarif/sarif.ts'
import { reportWith } from './hostile-report.ts'
import { clean, plain, sample } from './sample.ts'

/** The package's own launcher starts a shell, which would cut the options at `;`. */
const multitool: string = createRequire(import.meta.url)('@microsoft/sarif-multitool')

/** What Microsoft's validator says about a log, by level. */
function validate(text: string): { level: string; rule: string; text: string }[] {
  const folder = mkdtempSync(join(tmpdir(), 'policy-check-sarif-'))
  try {
    const log = join(folder, 'log.sarif')
    const verdict = join(folder, 'verdict.sarif')
    writeFileSync(log, text)
    const flags = ['--rule-kind', 'Sarif;Ghas', '--log', 'ForceOverwrite', '--output', verdict]
    execFileSync(multitool, ['validate', log, ...flags], { stdio: 'pipe' })
    const { runs } = JSON.parse(readFileSync(verdict, 'utf8').replace(/^\ufeff/, ''))
    return runs[0].results.map((result: { level?: string; ruleId: string; message: object }) => ({
      level: result.level ?? 'warning',
      rule: result.ruleId,
      text: JSON.stringify(result.message),
    }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function errorsIn(text: string) {
  return validate(text).filter(({ level }) => level === 'error')
}

function runOf(report: Report) {
  return JSON.parse(sarif.render(report, plain)).runs[0]
}

it('writes the sample', async () => {
  await expect(sarif.render(sample, plain)).toMatchFileSnapshot('snapshots/report.sarif')
})

it.each([
  ['the sample', sample],
  ['a clean report', clean],
  ['text of strangers', reportWith('\x1b[2J<script>`%0A::error::\ud800 ]]>"')],
])(
  'passes the SARIF Multitool without errors: %s',
  (_, report) => {
    expect(errorsIn(sarif.render(report, plain))).toEqual([])
  },
  60_000,
)

it('would be told by the Multitool what is wrong', () => {
  expect(errorsIn(sarif.render(sample, plain).replace('"startLine": 4', '"startLine": -4'))).not.toEqual([])
}, 60_000)

it('names files by encoded URIs relative to the root', () => {
  const uris = runOf(sample).results.map(
    (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      result.locations[0]?.physicalLocation.artifactLocation.uri,
  )
  const below = runOf({ ...sample, root: 'sub dir' }).results[0].locations[0].physicalLocation
    .artifactLocation
  expect(below.uri).toBe('sub%20dir/.claude/skills/%C3%A9t%C3%A9%20%26%20co.md')
  expect(uris.slice(0, 2)).toEqual(['.claude/skills/%C3%A9t%C3%A9%20%26%20co.md', 'a%7Cb%2Cc%3Ad%25.md'])
})

it('lists exactly the rules that fired, and agrees with their indexes', () => {
  const { tool, results } = runOf({ ...sample, findings: sample.findings.slice(2, 4) })
  const ids = tool.driver.rules.map(({ id }: { id: string }) => id)
  expect(ids).toEqual(['no-python-packages-in-nix', 'uv-only'])
  for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId)
})

it('keeps the most severe 25,000 results and says how many it left out', () => {
  const [warning, , error] = sample.findings
  if (!warning || !error) throw new Error('the sample is empty')
  const many = {
    ...sample,
    troubles: [],
    findings: [...Array.from({ length: 25_000 }, () => ({ ...warning })), error, { ...error }],
  }
  const { results, invocations } = runOf(many)
  expect(results).toHaveLength(25_000)
  expect(results.filter(({ level }: { level: string }) => level === 'error')).toHaveLength(2)
  expect(invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^2 findings are left out/)
})
