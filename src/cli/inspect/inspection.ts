import { printableLines } from '../../report/terminal/cells.ts'
import type { Opened } from '../open-repository.ts'

/** What is to be shown, of which part, how. */
export interface Inspection extends Opened {
  readonly format: string
  /** Paths relative to the root; empty for everything. */
  readonly within: readonly string[]
}

/** Objects as text for people, one JSON list or a line of JSON each. */
export function shownAs<Item extends object>(
  format: string,
  items: readonly Item[],
  line: (item: Item) => string,
): string {
  if (format === 'json') return `${JSON.stringify(items, null, 2)}\n`
  return items
    .map((item) => `${format === 'jsonl' ? JSON.stringify(item) : printableLines(line(item))}\n`)
    .join('')
}
