import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

it('finds no flaw with 500 damaged files and repositories', { timeout: 180_000 }, () => {
  const script = fileURLToPath(new URL('../../scripts/fuzz/fuzz.mjs', import.meta.url))
  const { status, stdout } = spawnSync(process.execPath, [script, '--runs', '500', '--seed', '1'], {
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([0, '500 inputs, 0 kinds of flaw\n'])
})
