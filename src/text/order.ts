import type { Place } from './span.ts'

/** Order of two texts by their UTF-16 code units, the same in every locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Order of two places: by path, start, end. */
export function byPlace(a: Place, b: Place): number {
  return byCodeUnits(a.path, b.path) || a.span.start - b.span.start || a.span.end - b.span.end
}
