import { hostPath } from '../host-path.ts'
import { rangeOf } from '../ranges.ts'
import type { Report } from '../report.ts'

/** A file as SARIF names it: a URI relative to the repository root. */
export function artifact(report: Report, path: string) {
  return { uri: hostPath(report, path).split('/').map(encodeSegment).join('/'), uriBaseId: '%SRCROOT%' }
}

/**
 * One segment of a path, percent-encoded. A lone surrogate, which no URI can carry, becomes U+FFFD. RFC 3986 reserves
 * `!'()*` too, which `encodeURIComponent` leaves alone.
 */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

type PlaceOf = Parameters<typeof rangeOf>[1]

/** Lines and columns from 1, the end column behind the last UTF-16 unit; never past the last line. */
export function region(report: Report, place: PlaceOf) {
  const { start, end } = rangeOf(report, place)
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

/** Where a place stands. */
export function physicalLocation(report: Report, place: PlaceOf) {
  return { artifactLocation: artifact(report, place.path), region: region(report, place) }
}
