import { expect, it } from 'vitest'
import { rule } from '../../src/rule/rule.ts'
import { everyRuleOn } from '../support/in-memory.ts'
import { checkFiles } from '../support/repair.ts'

it.each([
  ['error', 'note', 'note'],
  ['warning', 'error', 'warning'],
  ['note', 'warning', 'note'],
  ['error', 'warning', 'warning'],
] as const)(
  'reports the lower of the configured %s and the reported %s',
  async (configured, reported, expected) => {
    const loud = rule({
      id: 'loud',
      group: 'Repository',
      says: 'It is quiet.',
      why: 'Noise hurts.',
      severity: configured,
      needs: ['tree'],
      check(_, report) {
        const at = { path: 'a.md', span: { start: 0, end: 1 } }
        report(at, { severity: reported, message: 'One.', next: 'Stop.' })
        report({ ...at, span: { start: 1, end: 2 } }, { message: 'Two.', next: 'Stop.' })
      },
      examples: [],
    })
    const { findings } = await checkFiles({ 'a.md': 'abc\n' }, everyRuleOn([loud]), [loud])
    expect(findings.map(({ severity }) => severity)).toEqual([expected, configured])
  },
)
