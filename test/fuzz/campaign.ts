import { parentPort, workerData } from 'node:worker_threads'
import { type Input, Inputs } from './inputs.ts'
import { flawOf } from './judge.ts'
import { shrunk } from './shrink.ts'

/** What the watchdog gives a campaign. */
interface Task {
  readonly fixtures: string
  /** Seeds from `first` up to, but not including, `end`. */
  readonly first: number
  readonly end: number
  /** Where the seed in work is written, for the watchdog. */
  readonly now: Int32Array
  /** Instead: say what the input of `first` is. */
  readonly tell?: boolean
  /** Instead: judge this input alone. */
  readonly input?: Input
}

const { fixtures, first, end, now, tell, input } = workerData as Task

if (tell) parentPort?.postMessage(new Inputs(fixtures).of(first))
else if (input) parentPort?.postMessage({ flaw: await flawOf(input) })
else {
  const inputs = new Inputs(fixtures)
  const known = new Set<string>()
  for (let seed = first; seed < end; seed++) {
    Atomics.store(now, 0, seed)
    const made = inputs.of(seed)
    const flaw = await flawOf(made)
    if (flaw === null) continue
    const isNew = !known.has(flaw)
    known.add(flaw)
    const small =
      isNew && flaw !== 'slow'
        ? await shrunk(made, async (smaller) => (await flawOf(smaller)) === flaw)
        : made
    parentPort?.postMessage({ flaw, seed, isNew, files: isNew ? small.files : {} })
  }
  Atomics.store(now, 0, end)
  parentPort?.postMessage({ done: true })
}
