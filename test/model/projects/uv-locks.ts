import { expect } from 'vitest'
import { type Judged, judgeLocks } from '../../support/uv/judge-locks.ts'
import { realUv } from '../../support/uv/run-uv.ts'

/**
 * Fails for each change after which uv finds the lock in step and this program does not, and unless nearly every stale lock
 * is known for one. `refused` are changes that uv cannot judge: it refuses the workspace, or finds no solution.
 */
export async function expectSameVerdicts(count: number): Promise<void> {
  const uv = realUv()
  if (!uv) return
  try {
    const judged = await judgeLocks(uv, count)
    const of = (said: Judged['uv']) => judged.filter(({ uv }) => uv === said)
    expect(of('fresh').filter(({ ours }) => ours === false)).toEqual([])
    const stale = of('stale')
    expect(stale.filter(({ ours }) => ours === false).length / stale.length).toBeGreaterThan(0.98)
    // What is taken for being in step without a doubt, and is not.
    const unseen = stale.filter(({ ours, reasons }) => ours === true && reasons.length === 0)
    expect(unseen.length / stale.length).toBeLessThan(0.005)
    // Neither side of the question may run dry.
    expect(stale.length).toBeGreaterThan(count / 5)
    expect(of('fresh').length).toBeGreaterThan(count / 5)
  } finally {
    uv.close()
  }
}
