import * as v from 'valibot'
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
    why: 'A suppression without a known rule silences nothing, and one without a reason leaves the next reader guessing.',
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
    says: 'Every entry of the baseline matches a finding that still exists.',
    why: 'A leftover entry silently accepts the same mistake when it comes back.',
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
    id: 'skill-in-step',
    group: 'Repository',
    says: 'The marked block of the skill document (and of AGENTS.md, CLAUDE.md …) says what the enabled rules enforce and what the repository really has.',
    why: 'Agents and new people do what that document says. Where it lags behind, they break rules in good faith.',
    severity: 'off',
    fixes: 'safe',
    needs: [],
    options: v.strictObject({
      documents: v.optional(
        v.pipe(
          v.array(v.pipe(v.string(), v.minLength(1))),
          v.description(
            'Paths of the documents that carry the block. None means those that carry it today, and without one `.claude/skills/working-here/SKILL.md`.',
          ),
        ),
        [],
      ),
      words: v.optional(
        v.pipe(v.number(), v.minValue(1), v.description('How many words the block may have.')),
        700,
      ),
    }),
    check() {},
    examples: [
      {
        title: 'marks that are never closed',
        wrong: {
          'policy-check.toml': '[rules]\nskill-in-step = { severity = "error", documents = ["AGENTS.md"] }\n',
          'AGENTS.md': '# Agents\n\n⟦<!-- policy-check: begin skill -->⟧\n',
        },
      },
      { title: 'switched off', right: { 'AGENTS.md': '# Agents\n' } },
    ],
  }),
  rule({
    id: 'unused-config',
    group: 'Repository',
    says: 'Every line of the configuration has an effect.',
    why: 'A setting without effect makes people believe that something is checked, or not checked, when that is not so.',
    severity: 'note',
    needs: [],
    check() {},
    examples: [
      { wrong: { 'policy-check.toml': 'exclude = [⟦"vendor"⟧]\n\n[rules]\nuv-only = ⟦"error"⟧\n' } },
      { right: { 'policy-check.toml': 'exclude = ["vendor"]\n', 'vendor/setup.sh': 'pip install x\n' } },
    ],
  }),
]
