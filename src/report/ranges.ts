import type { Range } from '../text/line-index.ts'
import { linesOf } from '../text/source-file.ts'
import type { Span } from '../text/span.ts'
import type { Report } from './report.ts'

const start = { line: 1, column: 1, offset: 0 }

/** Where a place stands, as people count. A file that does not exist, or a place without a span, is the first line. */
export function rangeOf(report: Report, place: { readonly path: string; readonly span?: Span }): Range {
  const file = report.source(place.path)
  return file && place.span ? linesOf(file).range(place.span) : { start, end: start }
}
