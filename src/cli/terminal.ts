import type { Surface } from '../report/report.ts'
import type { Person } from './person.ts'

/** Where the program reads and writes. The process itself, or a test. */
export interface Terminal {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly output: Output
  readonly errors: Output
  /** Everything that stands on standard input. */
  input(): Buffer
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

/** How text for people looks on an output: colour only on a terminal, unless NO_COLOR or FORCE_COLOR decides. */
export function surfaceOf(output: Output, env: Terminal['env']): Surface {
  return {
    colour: wantsColour(output, env),
    // A pseudo terminal that nobody has given a size says 0.
    width: output.columns || usualWidth,
    links: output.isTerminal && wantsColour(output, env),
  }
}

function wantsColour(output: Output, env: Terminal['env']): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0'
  return output.isTerminal && env.TERM !== 'dumb'
}
