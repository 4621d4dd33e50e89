import { columnsOf } from './cells.ts'

/**
 * Breaks text at spaces into lines of at most `width` columns; every line but the first starts with `indent` spaces.
 * A word that is longer than a line stands alone and is not broken: it may be a path or a command to copy.
 */
export function wrap(text: string, width: number, indent: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`
    const margin = lines.length > 0 ? indent : 0
    if (line !== '' && columnsOf(longer) > width - margin) {
      lines.push(' '.repeat(margin) + line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, ' '.repeat(lines.length > 0 ? indent : 0) + line]
}
