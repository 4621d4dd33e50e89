import { toolOptions } from '../../tables/tool-options.ts'
import { takenBy } from './tool-options.ts'
import type { CommandWord } from './word.ts'

/**
 * Files and directories given to pytest; a word after an option that may take a value is none. A directory in a
 * document may stand for any, so only files are told there.
 */
export function testPaths(operands: readonly CommandWord[], inDocument: boolean): CommandWord[] {
  return operands.map(fileOf).filter(({ text }, at) => {
    if (text === null || !/^\w[\w./-]*$/.test(text)) return false
    const before = at === 0 ? '' : (operands[at - 1]?.text ?? null)
    if (text.endsWith('.py')) return true
    return !inDocument && before !== null && !mayTakeNext(before)
  })
}

function mayTakeNext(word: string): boolean {
  if (!word.startsWith('-')) return word !== '' && !/^\w/.test(word)
  const options = toolOptions.pytest
  return !/^--[\w-]+=/.test(word) && (!options || takenBy(word, options) !== 'alone')
}

/** The file of a test that is named by its id, `tests/test_a.py::test_b`. */
function fileOf(word: CommandWord): CommandWord {
  const { text, span } = word
  const end = text?.indexOf('.py::') ?? -1
  if (!text || end < 0) return word
  const file = text.slice(0, end + '.py'.length)
  const plain = span.end - span.start === text.length
  return { ...word, text: file, span: plain ? { start: span.start, end: span.start + file.length } : span }
}
