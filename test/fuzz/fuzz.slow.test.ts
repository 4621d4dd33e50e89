import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

it('finds no flaw with 2,000 damaged files and repositories', { timeout: 900_000 }, () => {
  const script = fileURLToPath(new URL('../../scripts/fuzz/fuzz.mjs', import.meta.url))
  const { status, stdout } = spawnSync(process.execPath, [script, '--runs', '2000', '--seed', '2'], {
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([0, '2000 inputs, 0 kinds of flaw\n'])
})
