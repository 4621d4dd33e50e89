import type { RuleCount } from './rule-table.ts'

/** A command to type after many findings, and what it does. */
export type Step = readonly [command: string, purpose: string]

/** The commands to type after many findings, by the counts of their rules. */
export function nextSteps(counts: readonly RuleCount[]): Step[] {
  const [most] = counts
  if (!most) return []
  const { rule } = most
  const safe = counts.reduce((sum, row) => sum + row.safe, 0)
  const fix: Step = [
    'policy-check --fix',
    `apply ${safe === 1 ? 'the safe fix' : `the ${safe} safe fixes`} (\`--diff\` shows what would change)`,
  ]
  return [
    [`policy-check explain ${rule}`, 'why the rule is there, and its options'],
    [`policy-check --only ${rule}`, 'this rule alone'],
    ...(safe > 0 ? [fix] : []),
    [`policy-check suppress ${rule} --reason "…"`, 'accept its findings where they stand'],
    ['policy-check --write-baseline', 'accept what is there, and report what is new'],
  ]
}
