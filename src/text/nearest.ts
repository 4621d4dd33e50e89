/** Number of insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

/**
 * The name among `known` that a person most likely meant by `given`, or undefined when none is close:
 * at most a third of the letters differ, and no more than `most`. Ties go to the first in `known`.
 */
export function nearest(given: string, known: Iterable<string>, most = given.length): string | undefined {
  let best: string | undefined
  let bestDistance = Math.min(Math.floor(Math.max(given.length, 3) / 3), most) + 1
  for (const name of known) {
    if (Math.abs(name.length - given.length) >= bestDistance) continue
    const found = distance(given.toLowerCase(), name.toLowerCase())
    if (found < bestDistance) {
      best = name
      bestDistance = found
    }
  }
  return best
}
