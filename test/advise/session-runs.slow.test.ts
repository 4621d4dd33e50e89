import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oracle } from '../support/oracles.ts'
import { openWorkshop, type Run, runSteps, type Workshop } from '../support/sandbox/sandbox.ts'
import { stepsOf } from '../support/sandbox/session-steps.ts'
import { type Runs, type SessionCase, sessionCases } from '../support/session-cases.ts'

/** What pip and uv treat as part of an installation, not as its content. */
const machinery = new Set(['pip', 'setuptools', 'wheel', 'uv', 'hatchling'])
const cases = sessionCases().filter(({ runs }) => runs !== undefined)

/** Cases with a right side that cannot be run here, and why. */
const notRun = new Map([
  ['image-python-copied', 'its right side fills /usr/local of the machine'],
  ['terminal-rst-tabs', 'of its tabs a reader follows one, and only bare commands of two others change'],
  ['terminal-torch-configured', 'its wheels lie on an index that is not reached here'],
  ['terminal-variants-kept', 'its wheels lie on an index that is not reached here'],
  ['terminal-venv-for-users', 'its first fence installs the release, which is not here'],
])

it('runs every case that changes something, but for a few', () => {
  const left = sessionCases().filter((one) => one.runs === undefined && !isUnchanged(one))
  expect(left.map(({ name }) => name)).toEqual([...notRun.keys()])
  expect(notRun.size).toBeLessThan(6)
})

/** Runs both sides of every case with the real uv and the real pip, offline, on stand-ins of known distributions. */
describe.skipIf(!oracle('uv') || !oracle('python3'))('sessions under the real uv', () => {
  let workshop: Workshop
  beforeAll(() => {
    workshop = openWorkshop()
  }, 120_000)
  afterAll(() => workshop.close())

  it.each(cases)('$name', { timeout: 120_000 }, (one) => {
    const after = run(one, 'after')
    expect(after.code, after.output).toBe(0)
    const { before: state = 'works' } = one.runs ?? {}
    if (state.startsWith('skip: ') || isUnchanged(one)) return
    const before = run(one, 'before')
    if (state === 'fails') return expect(before.code, before.output).not.toBe(0)
    expect(before.code, before.output).toBe(0)
    expect(lost(before, after, one.runs ?? {}), `${before.output}\n${after.output}`).toEqual([])
  })

  it('sees when a second exact sync takes away what the first installed', { timeout: 120_000 }, () => {
    const one = named('job-members-in-turn')
    const before = run(one, 'before')
    const after = run(
      changed(one, /uv sync .*/, 'uv sync --locked && uv sync --locked --package acme-core'),
      'after',
    )
    expect(after.code).not.toBe(0)
    expect(lost(before, after, {})).toContain('pytest does not run')
  })

  it('sees when a package is lost', { timeout: 120_000 }, () => {
    const one = named('job-members-in-turn')
    const before = run(one, 'before')
    const after = run(changed(one, / --extra s3/, ''), 'after')
    expect(after.code, after.output).toBe(0)
    expect(lost(before, after, {})).toEqual(['pytest does not find boto3'])
  })

  it('sees when a bare program is left behind', { timeout: 120_000 }, () => {
    const after = run(changed(named('job-members-in-turn'), /uv run --no-sync /, ''), 'after')
    expect(after.code).toBe(127)
  })

  function run(one: SessionCase, side: 'before' | 'after'): Run {
    const files = one[side]
    return runSteps(workshop, `${one.name}-${side}`, files, stepsOf(one.runs ?? {}, files))
  }
})

function named(name: string): SessionCase {
  const one = cases.find((other) => other.name === name)
  if (!one) throw new Error(`no case ${name}`)
  return one
}

/** The case with other words in its workflow after the fix. */
function changed(one: SessionCase, old: RegExp, words: string): SessionCase {
  const path = '.github/workflows/ci.yml'
  const text = one.after[path] ?? ''
  if (!old.test(text)) throw new Error(`${path} has no ${old}`)
  return { ...one, after: { ...one.after, [path]: text.replace(old, words) } }
}

function isUnchanged({ before, after }: SessionCase): boolean {
  return Object.keys(after).every((path) => before[path] === after[path])
}

/** Programs that ran before and do not run after, in their order, and distributions that they no longer find. */
function lost(before: Run, after: Run, { only, unneeded }: Runs): string[] {
  const left = [...after.readings]
  return before.readings
    .filter(({ program }) => only?.includes(program) ?? true)
    .flatMap(({ program, found }) => {
      const at = left.findIndex((reading) => reading.program === program)
      if (at < 0) return [`${program} does not run`]
      const [now] = left.splice(0, at + 1).slice(-1)
      const free = new Set([...machinery, ...(unneeded?.[program] ?? [])])
      const missing = found.filter((name) => !free.has(name) && !now?.found.includes(name))
      return missing.map((name) => `${program} does not find ${name}`)
    })
}
