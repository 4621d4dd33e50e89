import { printable } from './terminal/cells.ts'

/** Text for one cell of a Markdown table. */
export function tableCell(text: string): string {
  return markdownText(text).replaceAll('|', '\\|')
}

/** Text for one line of Markdown: its own code spans stay, HTML and other Markdown of hostile text does not. */
export function markdownText(text: string): string {
  const oneLine = printable(text.replace(/\s+/g, ' '))
  const runs = [...oneLine.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }))
  const closings = closingRuns(runs.map(({ length }) => length))
  let cell = ''
  let at = 0
  for (let run = 0; run < runs.length; run++) {
    const opening = runs[run]
    const closing = runs[closings[run] ?? -1]
    if (!opening || !closing) continue
    cell += escaped(oneLine.slice(at, opening.index))
    at = closing.index + closing.length
    cell += oneLine.slice(opening.index, at)
    run = closings[run] ?? run
  }
  return cell + escaped(oneLine.slice(at))
}

/**
 * For each run of backticks the next one of its length, with which it makes a code span (CommonMark 0.31, 6.1): the index
 * of that run, or undefined.
 */
function closingRuns(lengths: readonly number[]): readonly (number | undefined)[] {
  const next = new Map<number, number>()
  const closings: (number | undefined)[] = []
  for (let run = lengths.length - 1; run >= 0; run--) {
    const length = lengths[run] ?? 0
    closings[run] = next.get(length)
    next.set(length, run)
  }
  return closings
}

/**
 * Text that stays text. GitHub looks for addresses, mentions and numbers of issues in what it has rendered, where no
 * backslash is left: a zero-width space behind `@` and `#` keeps them from being found, as Renovate does it.
 */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>@#~$]|&(?=[#\w])|:(?=\/\/)|(?<=\bwww)\./gi, (character) => `\\${character}`)
    .replace(/[@#](?=\w)/g, (character) => `${character}\u200b`)
}
