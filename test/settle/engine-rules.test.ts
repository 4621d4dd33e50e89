import { expect, it } from 'vitest'
import { check } from '../../src/check.ts'
import { allRules } from '../../src/cli/all-rules.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { Discovery } from '../../src/discover/discovery.ts'
import { fix } from '../../src/fix/fix.ts'
import { readMarks } from '../../src/rule/example.ts'
import { readBaseline } from '../../src/settle/baseline.ts'
import { engineRules } from '../../src/settle/engine-rules.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { discoveryOf } from '../support/in-memory.ts'
import { describePlaces } from '../support/places.ts'

/** Checks as the program does: with the configuration and the baseline that stand in the files. */
async function findings(discovery: Discovery, id: string) {
  const file = (path: string) => discovery.sources.find((source) => source.path === path) ?? null
  const config = loadConfig(file, allRules)
  const written = file('policy-check-baseline.json')
  const baseline = written ? readBaseline(written) : undefined
  if (config instanceof UsageError || baseline instanceof UsageError) throw new Error('an example is broken')
  const result = await check(discovery, config, allRules, { baseline })
  return { findings: result.findings.filter(({ rule }) => rule === id) }
}

const examples = engineRules.flatMap(({ id, examples }) =>
  examples.map((example, at) => ({ id, at, example })),
)

it.each(examples)('$id keeps the promise of its example $at', async ({ id, example }) => {
  const { files, places } = readMarks({ ...(example.wrong ?? example.right) })
  const found = await findings(discoveryOf(files), id)
  expect(describePlaces(files, found.findings)).toEqual(describePlaces(files, places))
  const fixed = await fix(discoveryOf(files), (discovery) => findings(discovery, id), 'safe')
  const after = Object.fromEntries(fixed.discovery.sources.map(({ path, text }) => [path, text]))
  expect(after).toEqual({ ...files, ...example.right })
})

it('lets a finding about a suppression be suppressed', async () => {
  const directive = '# policy-check: ignore[unused-suppression] -- kept for the next release\n'
  const files = {
    'run.sh': `${directive}uv sync # policy-check: ignore[uv-only] -- the vendor asks for it\n`,
  }
  expect((await findings(discoveryOf(files), 'unused-suppression')).findings).toEqual([])
})
