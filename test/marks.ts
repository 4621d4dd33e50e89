import { LineIndex, type Position } from '../src/text/line-index.ts'
import type { Place, Span } from '../src/text/span.ts'
import type { Files } from './in-memory.ts'

/** Files without their `⟦…⟧` marks, and the places that were marked. Marks may nest. */
export function readMarks(files: Files): { files: Files; places: Place[] } {
  const plain: Record<string, string> = {}
  const places: Place[] = []
  for (const [path, marked] of Object.entries(files)) {
    const { text, spans } = readMarkedText(path, marked)
    plain[path] = text
    places.push(...spans.map((span) => ({ path, span })))
  }
  return { files: plain, places }
}

function readMarkedText(path: string, marked: string): { text: string; spans: Span[] } {
  const spans: Span[] = []
  const open: number[] = []
  let text = ''
  for (const piece of marked.split(/([⟦⟧])/)) {
    if (piece === '⟦') {
      open.push(text.length)
    } else if (piece === '⟧') {
      const start = open.pop()
      if (start === undefined) throw new Error(`${path}: ⟧ without ⟦`)
      spans.push({ start, end: text.length })
    } else {
      text += piece
    }
  }
  if (open.length > 0) throw new Error(`${path}: ⟦ without ⟧`)
  return { text, spans }
}

/** Places as sorted lines that a failing test can show: `path:line:column-line:column "text"`. */
export function describePlaces(files: Files, places: readonly Place[]): string[] {
  return places
    .map(({ path, span }) => {
      const text = files[path] ?? ''
      const { start, end } = new LineIndex(text).range(span)
      return `${path}:${at(start)}-${at(end)} ${JSON.stringify(text.slice(span.start, span.end))}`
    })
    .sort()
}

function at({ line, column }: Position): string {
  return `${line}:${column}`
}
