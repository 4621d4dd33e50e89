import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/advise/finding.ts'
import { everyRuleOn } from '../support/in-memory.ts'
import { checkFiles, repair } from '../support/repair.ts'
import { readRules } from '../support/rule-files.ts'
import { type ExpectedFinding, type SessionCase, sessionCases } from '../support/session-cases.ts'
import { knownGaps } from './session-gaps.ts'

const judged = new Set(['uv-only', 'run-through-uv', 'run-from-root', 'package-named'])
const rules = (await readRules()).map(([, rule]) => rule).filter(({ id }) => judged.has(id))
const config = everyRuleOn(rules)
const cases = sessionCases()

describe('fixtures/sessions', () => {
  it.each(cases)('$name: $says', async (one) => {
    const faults = await faultsOf(one)
    if (knownGaps.has(one.name))
      expect(faults, 'it is as expected now: take it out of session-gaps.ts').not.toEqual([])
    else expect(faults).toEqual([])
  })

  it('lists as gaps only cases that exist', () => {
    const names = new Set(cases.map(({ name }) => name))
    expect([...knownGaps].filter((name) => !names.has(name))).toEqual([])
  })

  it('changes files only where a finding says why', () => {
    const silent = cases.filter(
      ({ findings, before, after }) => findings.length === 0 && differ(before, after),
    )
    expect(silent.map(({ name }) => name)).toEqual([])
  })
})

/** Everything in which the program's answer differs from the one that was written by hand. */
async function faultsOf({ before, after, findings: expected }: SessionCase): Promise<string[]> {
  const { findings, troubles } = await checkFiles(before, config, rules)
  const faults = troubles.map(({ path, message }) => `trouble in ${path}: ${message}`)
  const left = [...findings]
  for (const wanted of expected) {
    const at = left.findIndex((finding) => isAt(finding, wanted, before))
    const [finding] = at < 0 ? [] : left.splice(at, 1)
    faults.push(...(finding ? faultsOfFinding(finding, wanted, before) : [`missing: ${nameOf(wanted)}`]))
  }
  faults.push(
    ...left.map((finding) => `not expected: ${finding.rule} ${finding.path} ${marked(finding, before)}`),
  )
  const fixed = await repair(before, config, rules)
  for (const path of new Set([...Object.keys(fixed), ...Object.keys(after)])) {
    if (fixed[path] !== after[path]) faults.push(`${path} becomes\n${fixed[path]}`)
  }
  return faults
}

function faultsOfFinding(finding: Finding, wanted: ExpectedFinding, files: SessionCase['before']): string[] {
  const related = finding.related.map((place) => marked(place, files))
  const name = nameOf(wanted)
  return [
    ...wanted.next
      .filter((words) => !finding.next.includes(words))
      .map((words) => `${name}: next lacks ${words}: ${finding.next}`),
    ...(wanted.not ?? [])
      .filter((words) => finding.next.includes(words))
      .map((words) => `${name}: next names ${words}: ${finding.next}`),
    ...(wanted.with ?? [])
      .filter((words) => !related.some((text) => text.includes(words)))
      .map((words) => `${name}: ${words} is not related`),
    ...(finding.fix && finding.fix.safety !== (wanted.safety ?? 'unsafe')
      ? [`${name}: the fix is ${finding.fix.safety}`]
      : []),
  ]
}

function isAt(
  finding: Finding,
  { rule, path, marks }: ExpectedFinding,
  files: SessionCase['before'],
): boolean {
  return finding.rule === rule && finding.path === path && marked(finding, files) === marks
}

function marked({ path, span }: Pick<Finding, 'path' | 'span'>, files: SessionCase['before']): string {
  return (files[path] ?? '').slice(span.start, span.end)
}

function nameOf({ rule, path, marks }: ExpectedFinding): string {
  return `${rule} ${path} ⟦${marks}⟧`
}

function differ(before: SessionCase['before'], after: SessionCase['after']): boolean {
  return Object.keys(after).some((path) => before[path] !== after[path])
}
