import type { Spent, Stopwatch } from '../text/stopwatch.ts'

/** What took less goes without a line, in milliseconds. */
const least = 0.1

/**
 * Where the time of a run went, for people: each stage in the order of the pipeline, and in it what took longest first.
 * `started` is when the program began, in milliseconds after its process did.
 */
export function timingTable(stopwatch: Stopwatch, started: number): string {
  const stages = grouped(stopwatch.spent)
  const rows = Array.from(stages, ([stage, all]) => {
    const named = all.filter(({ what, milliseconds }) => what !== '' && milliseconds >= least)
    const sorted = named.sort((a, b) => b.milliseconds - a.milliseconds)
    return [line('', stage, sum(all)), ...sorted.map((spent) => line('  ', label(spent), spent.milliseconds))]
  })
  const end = performance.now()
  const rest = end - started - sum(stopwatch.spent)
  return [
    'Milliseconds',
    line('', 'start of Node and the program', started),
    ...rows.flat(),
    line('', 'the rest, with the reports', rest),
    line('', 'all', end),
    '',
  ].join('\n')
}

function label({ what, times }: Spent): string {
  return times > 1 ? `${what} (${times})` : what
}

function line(indent: string, name: string, milliseconds: number): string {
  return `${milliseconds.toFixed(1).padStart(10)}  ${indent}${name}`
}

function sum(spent: readonly Spent[]): number {
  return spent.reduce((total, { milliseconds }) => total + milliseconds, 0)
}

function grouped(spent: readonly Spent[]): Map<string, Spent[]> {
  const stages = new Map<string, Spent[]>()
  for (const one of spent) stages.set(one.stage, [...(stages.get(one.stage) ?? []), one])
  return stages
}
