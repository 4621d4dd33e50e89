import { type AnyRule, rule } from '../rule/rule.ts'

const entry = '{"path":"run.sh","rule":"uv-only","identity":"5f1c","message":"…"}'

/**
 * Policies on the suppressions and the baseline themselves. Their findings come from `settle`, after every rule has
 * run; they are configured and explained like any rule.
 */
export const engineRules: readonly AnyRule[] = [
  rule({
    id: 'invalid-suppression',
    group: 'Repository',
    says: 'Every suppression names known rules and gives a reason.',
    why: 'A suppression that names no rule, a misspelt one or no reason silences nothing, or nobody knows what it is for.',
    severity: 'error',
    fixes: 'safe',
    needs: [],
    check() {},
    examples: [
      {
        wrong: { 'run.sh': '⟦# policy-check: ignore[uv-onyl] -- the vendor asks for it⟧\nuv sync\n' },
        right: { 'run.sh': 'uv sync\n' },
      },
      { title: 'without a reason', wrong: { 'run.sh': 'pip install x ⟦# policy-check: ignore[uv-only]⟧\n' } },
      {
        title: 'a part that is never closed',
        wrong: { 'run.sh': '⟦# policy-check: ignore-start[uv-only] -- the vendor asks for it⟧\nuv sync\n' },
        right: { 'run.sh': 'uv sync\n' },
      },
      { right: { 'run.sh': '# policy-check: ignore[uv-only] -- the vendor asks for it\npip install x\n' } },
    ],
  }),
  rule({
    id: 'unused-suppression',
    group: 'Repository',
    says: 'Every suppression silences a finding.',
    why: 'A suppression that is no longer needed hides the next mistake on its line.',
    severity: 'warning',
    fixes: 'safe',
    needs: [],
    check() {},
    examples: [
      {
        wrong: { 'run.sh': 'uv sync ⟦# policy-check: ignore[uv-only] -- the vendor asks for it⟧\n' },
        right: { 'run.sh': 'uv sync\n' },
      },
      { right: { 'run.sh': 'pip install x # policy-check: ignore[uv-only] -- the vendor asks for it\n' } },
    ],
  }),
  rule({
    id: 'stale-baseline',
    group: 'Repository',
    says: 'Every entry of the baseline stands for a finding that still exists.',
    why: 'An entry that is left over accepts the same mistake again without a word.',
    severity: 'warning',
    fixes: 'safe',
    needs: [],
    check() {},
    examples: [
      {
        wrong: { 'policy-check-baseline.json': `{ "version": 1, "findings": [⟦${entry}⟧] }\n` },
        right: { 'policy-check-baseline.json': '{ "version": 1, "findings": [] }\n' },
      },
      { right: { 'policy-check-baseline.json': '{ "version": 1, "findings": [] }\n' } },
    ],
  }),
  rule({
    id: 'unused-config',
    group: 'Repository',
    says: 'Every line of the configuration has an effect.',
    why: 'A setting without effect makes people believe that something is checked, or is not.',
    severity: 'note',
    needs: [],
    check() {},
    examples: [
      { wrong: { 'policy-check.toml': 'exclude = [⟦"vendor"⟧]\n\n[rules]\nuv-only = ⟦"error"⟧\n' } },
      { right: { 'policy-check.toml': 'exclude = ["vendor"]\n', 'vendor/setup.sh': 'pip install x\n' } },
    ],
  }),
]
