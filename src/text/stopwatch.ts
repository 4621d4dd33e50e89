/** What one kind of work took. */
export interface Spent {
  readonly stage: string
  /** What was done in the stage: a language, a fact, a rule. */
  readonly what: string
  /** Wall time in milliseconds, without the measured work inside of it. */
  readonly milliseconds: number
  readonly times: number
}

/** Measures work of which one piece may hold another; each millisecond counts for the innermost one. */
export class Stopwatch {
  readonly #spent = new Map<string, { stage: string; what: string; milliseconds: number; times: number }>()
  readonly #open: { stage: string; what: string; since: number }[] = []

  /** Starts a piece of work and gives what ends it. Pieces end in the opposite order. */
  start(stage: string, what: string): () => void {
    const now = performance.now()
    this.#pause(now)
    this.#open.push({ stage, what, since: now })
    return () => {
      const end = performance.now()
      this.#pause(end)
      this.#open.pop()
      this.#of(stage, what).times++
      const outer = this.#open.at(-1)
      if (outer) outer.since = end
    }
  }

  /** All work so far, in the order in which it first ended or was interrupted. */
  get spent(): readonly Spent[] {
    return [...this.#spent.values()]
  }

  /** Counts what the innermost work took until now. */
  #pause(now: number): void {
    const inner = this.#open.at(-1)
    if (inner) this.#of(inner.stage, inner.what).milliseconds += now - inner.since
  }

  #of(stage: string, what: string) {
    const key = `${stage}\n${what}`
    const known = this.#spent.get(key) ?? { stage, what, milliseconds: 0, times: 0 }
    this.#spent.set(key, known)
    return known
  }
}
