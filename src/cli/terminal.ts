import type { Surface } from '../report/report.ts'
import type { UsageError } from '../text/usage-error.ts'
import type { Person } from './person.ts'

/** Where the program reads and writes. The process itself, or a test. */
export interface Terminal {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly output: Output
  readonly errors: Output
  /** Everything that stands on standard input; a UsageError where it is closed or a directory. */
  input(): Buffer | UsageError
  /** Who can be asked; null where nobody sits at a terminal. */
  person(): Promise<Person | null>
}

/** One stream of text that goes out. */
export interface Output {
  write(text: string): void
  readonly isTerminal: boolean
  readonly columns: number | undefined
}

/** Columns when the output is no terminal. */
const usualWidth = 100

/** What a person asks of the output. */
export interface Wishes {
  readonly colour: 'auto' | 'always' | 'never'
  /** How many findings to show; null leaves it to the output. */
  readonly limit: number | null
}

const noWishes: Wishes = { colour: 'auto', limit: null }

/** Findings on a terminal, where nobody scrolls through hundreds. */
const usualLimit = 50

/**
 * How text for people looks on an output: colour only on a terminal, unless the person, NO_COLOR or FORCE_COLOR decides;
 * a first screen of findings on a terminal, everything elsewhere.
 */
export function surfaceOf(output: Output, env: Terminal['env'], wishes = noWishes): Surface {
  const colour = wishes.colour === 'auto' ? wantsColour(output, env) : wishes.colour === 'always'
  return {
    colour,
    // A pseudo terminal that nobody has given a size says 0.
    width: output.columns || usualWidth,
    links: output.isTerminal && colour,
    limit: wishes.limit ?? (output.isTerminal ? usualLimit : Number.POSITIVE_INFINITY),
  }
}

function wantsColour(output: Output, env: Terminal['env']): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0'
  return output.isTerminal && env.TERM !== 'dumb'
}
