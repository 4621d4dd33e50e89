import { it } from 'vitest'
import { expectHookToWork } from '../support/hook.ts'
import { oracle } from '../support/oracles.ts'

const preCommit = oracle('pre-commit')

it.skipIf(!preCommit)(
  'the hook installs from a git clone with the pre-commit of this machine, and works',
  () => expectHookToWork(preCommit ?? ''),
  600_000,
)
