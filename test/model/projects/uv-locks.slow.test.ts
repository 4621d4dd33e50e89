import { test } from 'vitest'
import { oracle } from '../../support/oracles.ts'
import { expectSameVerdicts } from './uv-locks.ts'

test.skipIf(!oracle('uv') || !oracle('python3'))(
  'uv finds the lock in step after 5,000 changes where this program does',
  { timeout: 900_000 },
  () => expectSameVerdicts(5_000),
)
