import { afterEach, describe, expect, it, vi } from 'vitest'
import { Stopwatch } from '../../src/text/stopwatch.ts'

afterEach(() => vi.restoreAllMocks())

describe('Stopwatch', () => {
  it('counts each millisecond for the innermost work', () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    const stopwatch = new Stopwatch()
    const stopRule = stopwatch.start('rules', 'uv-only')
    now = 2
    const stopFact = stopwatch.start('model', 'commands')
    now = 9
    stopFact()
    now = 10
    stopRule()
    stopwatch.start('rules', 'uv-only')()
    expect(stopwatch.spent).toEqual([
      { stage: 'rules', what: 'uv-only', milliseconds: 3, times: 2 },
      { stage: 'model', what: 'commands', milliseconds: 7, times: 1 },
    ])
  })
})
