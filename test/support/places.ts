import { LineIndex, type Position } from '../../src/text/line-index.ts'
import type { Place } from '../../src/text/span.ts'
import type { Files } from './in-memory.ts'

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
