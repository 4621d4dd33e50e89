import { printable } from './terminal/cells.ts'

/** Text for one cell of a Markdown table: its own code spans stay, HTML and other Markdown of hostile text does not. */
export function tableCell(text: string): string {
  const oneLine = printable(text.replace(/\s*[\r\n]+\s*/g, ' '))
  return oneLine
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') && part.length > 1 ? part : escaped(part)))
    .join('')
    .replaceAll('|', '\\|')
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>@#]/g, (character) => `\\${character}`)
}
