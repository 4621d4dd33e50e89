import type { Terminal } from './terminal.ts'

/** Work shorter than this shows no progress. */
const patience = 1000
const interval = 100

/** A line on a terminal that tells how far a long check is; silent elsewhere. */
export class Progress {
  readonly #terminal: Terminal
  readonly #shown: boolean
  readonly #start = performance.now()
  #last = 0
  #written = false

  constructor(terminal: Terminal, shown: boolean) {
    this.#terminal = terminal
    this.#shown = shown && terminal.errors.isTerminal
  }

  /** Tells how many files are done. */
  readonly tell = (done: number, total: number): void => {
    const now = performance.now()
    if (!this.#shown || now - this.#start < patience || now - this.#last < interval) return
    this.#last = now
    this.#written = true
    this.#terminal.errors.write(`\r\u001b[2Kpolicy-check: ${done} of ${total} files`)
  }

  /** Takes the line away. */
  end(): void {
    if (this.#written) this.#terminal.errors.write('\r\u001b[2K')
    this.#written = false
  }
}
