import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Dice, seeds } from '../support/dice.ts'
import { everyRuleOn, type Files } from '../support/in-memory.ts'
import { oracle } from '../support/oracles.ts'
import { repair } from '../support/repair.ts'
import { readRules } from '../support/rule-files.ts'
import { makeSession } from '../support/sandbox/made-sessions.ts'
import { openWorkshop, type Run, runSteps, type Workshop } from '../support/sandbox/sandbox.ts'
import { stepsOf } from '../support/sandbox/session-steps.ts'
import { baseFiles } from '../support/session-cases.ts'

const rules = (await readRules()).map(([, rule]) => rule).filter(({ group }) => group === 'Commands')
const config = everyRuleOn(rules)
const bases = Object.fromEntries(['single', 'package', 'workspace'].map((name) => [name, baseFiles(name)]))
const count = Number(process.env.POLICY_CHECK_SESSIONS ?? 40)

/** Sessions put together by dice: what every fix makes of one that works must work as well, and find what it found. */
describe.skipIf(!oracle('uv') || !oracle('python3'))('made sessions under the real uv', () => {
  let workshop: Workshop
  const seen = { works: 0, fixed: 0 }
  beforeAll(() => {
    workshop = openWorkshop()
  }, 120_000)
  afterAll(() => {
    workshop.close()
    console.log(`${count} sessions made, ${seen.works} of them work, ${seen.fixed} of those are rewritten.`)
  })

  it.each(seeds(count))('session %i', { timeout: 180_000 }, async (seed) => {
    const { files, runs, commands } = makeSession(new Dice(seed), bases)
    const fixed = await repair(files, config, rules)
    const before = run(`${seed}-before`, files, runs)
    if (before.code !== 0) return
    seen.works++
    if (Object.keys(files).every((path) => files[path] === fixed[path])) return
    seen.fixed++
    const after = run(`${seed}-after`, fixed, runs)
    const said = `${commands.join('\n')}\n\n${after.output}`
    expect(after.code, said).toBe(0)
    expect(programsOf(after), said).toEqual(programsOf(before))
    expect(lostOf(before, after, files), said).toEqual([])
  })

  function run(name: string, files: Files, runs: Parameters<typeof stepsOf>[0]): Run {
    return runSteps(workshop, name, files, stepsOf(runs, files))
  }
})

function programsOf({ readings }: Run): string[] {
  return readings.map(({ program }) => program)
}

/** What is locked for a member only, and otherwise given to the command that imports it. */
const given = new Set(['rich'])

/** Locked distributions that a program no longer finds in the project's environment. */
function lostOf(before: Run, after: Run, files: Files): string[] {
  const locked = new Set(
    [...(files['uv.lock'] ?? '').matchAll(/^name = "(.+)"$/gm)].map(([, name = '']) => name),
  )
  return before.readings.flatMap(({ program, found }, at) => {
    const now = after.readings[at]
    if (!now?.prefix.endsWith('/.venv')) return []
    return found
      .filter((name) => locked.has(name) && !given.has(name) && !now.found.includes(name))
      .map((name) => `${program}: ${name}`)
  })
}
