import { expect, test } from 'vitest'
import { oracle } from '../../support/oracles.ts'
import { realUv } from '../../support/uv/run-uv.ts'
import { judgeTrees } from './uv-workspaces.ts'

test.skipIf(!oracle('uv'))('uv finds the same workspace in 3,000 trees', { timeout: 1_200_000 }, async () => {
  const uv = realUv()
  if (!uv) return
  try {
    const { differences, refused } = await judgeTrees(uv, 3_000)
    expect(differences).toEqual([])
    // Neither side of the question may run dry.
    expect(refused).toBeGreaterThan(600)
    expect(refused).toBeLessThan(2_400)
  } finally {
    uv.close()
  }
})
