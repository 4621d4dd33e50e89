import type { Place } from '../../text/span.ts'
import type { Command } from './command.ts'

/** The commands of one file that run in several ways, by their start, each with the furthest end up to it. */
type Repeated = readonly {
  readonly start: number
  readonly end: number
  readonly ways: number
  readonly reach: number
}[]

/**
 * In how many ways code at a place runs: the most of any command there that stands in a loop, in a function that is called with
 * words, or in a step of a matrix; 0 where each runs in one.
 */
export function repeatedCode(commands: readonly Command[]): (place: Place) => number {
  const byPath = new Map<string, Command[]>()
  for (const command of commands) {
    if (command.ways === undefined) continue
    const known = byPath.get(command.path)
    if (known) known.push(command)
    else byPath.set(command.path, [command])
  }
  const known = new Map<string, Repeated>()
  return ({ path, span }) => {
    const own = byPath.get(path)
    if (!own) return 0
    const sorted = known.get(path) ?? sortedByStart(own)
    known.set(path, sorted)
    let most = 0
    for (let at = before(sorted, span.end) - 1; at >= 0; at--) {
      const one = sorted[at]
      if (!one || one.reach <= span.start) break
      if (one.end > span.start) most = Math.max(most, one.ways)
    }
    return most
  }
}

/** One entry for each span, with the most of its ways. */
function sortedByStart(commands: readonly Command[]): Repeated {
  const bySpan = new Map<string, { start: number; end: number; ways: number }>()
  for (const { span, ways = 0 } of commands) {
    const key = `${span.start}-${span.end}`
    bySpan.set(key, { ...span, ways: Math.max(ways, bySpan.get(key)?.ways ?? 0) })
  }
  let reach = 0
  return [...bySpan.values()]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((one) => {
      reach = Math.max(reach, one.end)
      return { ...one, reach }
    })
}

/** How many start before an offset. */
function before(sorted: Repeated, offset: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
