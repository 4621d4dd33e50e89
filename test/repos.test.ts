import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '../src/advise/finding.ts'
import { type CheckResult, check } from '../src/check.ts'
import { loadConfig } from '../src/config/load-config.ts'
import { discover } from '../src/discover/discover.ts'
import type { Discovery } from '../src/discover/discovery.ts'
import { listWorkTree } from '../src/discover/listing.ts'
import { fix } from '../src/fix/fix.ts'
import { engineRules } from '../src/settle/engine-rules.ts'
import { UsageError } from '../src/text/usage-error.ts'
import { expectedLines, readFiles, wordsOf } from './support/cases.ts'
import { everyRuleOn } from './support/in-memory.ts'
import { readRules } from './support/rule-files.ts'

const rules = [...(await readRules()).map(([, rule]) => rule), ...engineRules]

function folder(name: string): URL {
  return new URL(`../fixtures/repos/${name}/`, import.meta.url)
}

function found(name: string): Discovery {
  const listing = listWorkTree(fileURLToPath(folder(name)))
  if (listing instanceof UsageError) throw new Error(listing.message)
  return discover(listing, [])
}

function words({ sources }: Discovery, finding: Finding): string {
  return wordsOf(Object.fromEntries(sources.map(({ path, text }) => [path, text])), finding)
}

describe('evio-evlib', () => {
  it('is silent, with every rule on', async () => {
    const discovery = found('evio-evlib')
    // Its skill document tells of the usual configuration.
    const others = rules.filter(({ id }) => id !== 'skill-in-step')
    const { findings, troubles } = await check(discovery, everyRuleOn(others), others)
    expect(findings.map((finding) => words(discovery, finding))).toEqual([])
    expect(troubles).toEqual([])
  })
})

describe('evio-evlib-drifted', () => {
  let discovery: Discovery
  let result: CheckResult
  const checkAll = (files: Discovery) => check(files, configOf(files), rules)

  beforeAll(async () => {
    discovery = found('evio-evlib-drifted')
    result = await checkAll(discovery)
  })

  it('gives exactly the findings that were written by hand', () => {
    expect(result.findings.map((finding) => words(discovery, finding)).sort()).toEqual(writtenByHand())
    expect(result.troubles).toEqual([])
  })

  it('becomes the fixed tree when every fix is applied, and stays so', async () => {
    const before = readFiles(folder('evio-evlib-drifted'))
    const fixed = await fix(discovery, checkAll, 'unsafe')
    const changed = Object.fromEntries(fixed.changes.map(({ path, after }) => [path, after]))
    expect({ ...before, ...changed }).toEqual({ ...before, ...readFiles(folder('evio-evlib-drifted.fixed')) })
    expect((await fix(fixed.discovery, checkAll, 'unsafe')).changes).toEqual([])
  })

  it('is only changed where it is safe by --fix', async () => {
    const { applied, changes } = await fix(discovery, checkAll, 'safe')
    expect(applied.map((finding) => finding.fix?.safety)).toEqual(applied.map(() => 'safe'))
    expect(changes.length).toBeGreaterThan(0)
  })
})

/** Lines of rules that are not built yet wait in `later.txt`. */
function writtenByHand(): string[] {
  const read = (name: string) => readFileSync(new URL(`../${name}`, folder('evio-evlib-drifted')), 'utf8')
  const built = new Set(rules.map(({ id }) => id))
  const later = expectedLines(read('evio-evlib-drifted.later.txt')).filter((line) =>
    built.has(line.split(' ')[1] ?? ''),
  )
  return [...expectedLines(read('evio-evlib-drifted.expect.txt')), ...later].sort()
}

function configOf({ sources }: Discovery) {
  const config = loadConfig((path) => sources.find((file) => file.path === path) ?? null, rules)
  if (config instanceof UsageError) throw new Error(config.message)
  return config
}
