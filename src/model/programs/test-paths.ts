import type { CommandWord } from './word.ts'

/** Options of pytest that take no value in the next word. */
const pytestFlags =
  /^-(?:[vqslx]+|-(?:lf|ff|last-failed|failed-first|verbose|quiet|exitfirst|pdb|sw|stepwise|no-cov|color=\w+|[\w-]+=.*))$/

/**
 * Files and directories given to pytest; a word after an option that may take a value is none. A directory in a
 * document may stand for any, so only files are told there.
 */
export function testPaths(operands: readonly CommandWord[], inDocument: boolean): CommandWord[] {
  return operands.filter(({ text }, at) => {
    if (text === null || !/^\w[\w./-]*$/.test(text)) return false
    const before = operands[at - 1]?.text
    if (text.endsWith('.py')) return true
    return !inDocument && (before === undefined || pytestFlags.test(before ?? '') || /^\w/.test(before ?? ''))
  })
}
