import { expect, it } from 'vitest'
import { github } from '../../src/report/github.ts'
import type { Report, ReportedFinding } from '../../src/report/report.ts'
import { plain, sample } from './sample.ts'

const [model] = sample.findings

/** A report of findings in one file, by their rule and message; each stands one character behind the last. */
function reportOf(findings: readonly (readonly [rule: string, message: string])[]): Report {
  if (!model) throw new Error('the sample has no finding')
  return {
    ...sample,
    troubles: [],
    findings: findings.map(
      ([rule, message], start): ReportedFinding => ({
        ...{ ...model, rule, message, severity: 'error', next: 'Write `x`.' },
        span: { start, end: start + 1 },
      }),
    ),
  }
}

function annotations(report: Report): string[] {
  return github.render(report, plain).trimEnd().split('\n')
}

it('tells findings with the same words once, with every place', () => {
  const [first = '', ...rest] = annotations(
    reportOf([
      ['uv-only', 'Told.'],
      ['uv-only', 'Told.'],
      ['uv-only', 'Told.'],
    ]),
  )
  expect(rest).toEqual([])
  expect(first.match(/%0Aalso [^%]+:\d+:\d+/g)).toHaveLength(2)
})

it('keeps different findings apart as long as GitHub shows all of them', () => {
  const ten = Array.from({ length: 10 }, (_, at) => ['uv-only', `Told ${at}.`] as const)
  expect(annotations(reportOf(ten))).toHaveLength(10)
})

it.each([
  ['many of a few rules', 4, 100],
  ['many rules', 30, 90],
])('shows %s within ten annotations, and no place is lost', (_, rules, count) => {
  const many = Array.from({ length: count }, (_, at) => [`rule-${at % rules}`, `Told ${at}.`] as const)
  const shown = annotations(reportOf(many))
  expect(shown.length).toBe(Math.min(rules, 10))
  const places = shown.flatMap((line) => line.match(/%0Aalso /g) ?? [])
  expect(shown.length + places.length).toBe(count)
  for (const [rule] of many) expect(shown.join('\n')).toContain(rule)
})

it('says how many places it leaves out when the list would be too long', () => {
  const [line = ''] = annotations(reportOf(Array.from({ length: 250 }, () => ['uv-only', 'Told.'] as const)))
  expect(line.match(/%0Aalso /g)).toHaveLength(100)
  expect(line).toContain('and 149 more places')
})
