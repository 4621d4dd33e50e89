import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** Known and open: each pass over a damaged region may take the whole budget, which a busy machine makes seconds. */
const open = /^\d+ × slow /

it('finds no flaw but slowness with 2,000 damaged files and repositories', { timeout: 900_000 }, () => {
  const script = fileURLToPath(new URL('../../scripts/fuzz/fuzz.mjs', import.meta.url))
  const { stdout } = spawnSync(process.execPath, [script, '--runs', '2000', '--seed', '2'], {
    encoding: 'utf8',
  })
  expect(stdout).toMatch(/^2000 inputs, \d+ kinds of flaw$/m)
  const kinds = stdout.split('\n').filter((line) => /^\d+ × /.test(line))
  expect(kinds.filter((line) => !open.test(line))).toEqual([])
})
