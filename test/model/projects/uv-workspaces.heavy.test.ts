import { expect, test } from 'vitest'
import { oracle } from '../../support/oracles.ts'
import { realUv } from '../../support/uv/run-uv.ts'
import { judgeTrees } from './uv-workspaces.ts'

test.skipIf(!oracle('uv'))('uv finds the same workspace in 200 trees', { timeout: 120_000 }, async () => {
  const uv = realUv()
  if (!uv) return
  try {
    const { differences, refused } = await judgeTrees(uv, 200)
    expect(differences).toEqual([])
    // Neither side of the question may run dry.
    expect(refused).toBeGreaterThan(40)
    expect(refused).toBeLessThan(160)
  } finally {
    uv.close()
  }
})
