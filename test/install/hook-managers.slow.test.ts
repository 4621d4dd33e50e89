import { expect, it } from 'vitest'
import { expectHookToWork } from '../support/hook.ts'
import { oracles } from '../support/oracles.ts'

const [, ...otherPreCommits] = oracles('pre-commit')

/** The first pre-commit of the PATH is tested elsewhere; CI has that of Debian (3.0.4) and the newest of PyPI. */
it.each([...otherPreCommits, ...oracles('prek')])(
  'the hook installs from a git clone with %s, and works',
  expectHookToWork,
  600_000,
)

it.skipIf(process.env.POLICY_CHECK_ORACLES !== 'required')('CI has two versions of pre-commit', () => {
  expect(otherPreCommits).not.toEqual([])
})
