import type { ShellStatement } from '../../parse/shell/ast.ts'
import type { Position } from './position.ts'
import type { RawCommand } from './raw-command.ts'

/** What the code that is followed stands in: the command that runs it, an alias, a function, a loop. */
export interface Frame {
  readonly runner?: RawCommand
  readonly alias?: string
  readonly inFunction?: string
  readonly shown?: { readonly line: string; readonly at: number }
  /** Whether the code runs once for each of several values, and whether a call of its function led to it. */
  readonly repeats?: boolean
  readonly called?: boolean
}

/** Follows statements one after the other; gives where they end. */
export type FollowCode = (statements: readonly ShellStatement[], start: Position, frame: Frame) => Position

const deepest = 60
const mostSteps = 200_000

/** How much of a script is followed: nesting and steps have an end, whatever calls what. */
export class Budget {
  #depth = 0
  #steps = 0

  /** Takes one step; false when there are no more, or the code is nested too deeply. */
  step(): boolean {
    return ++this.#steps <= mostSteps && this.#depth <= deepest
  }

  /** Runs what is one level deeper. */
  deeper<T>(run: () => T): T {
    this.#depth++
    try {
      return run()
    } finally {
      this.#depth--
    }
  }
}
