import type { Departure } from '../../discover/path-history.ts'
import type { Place } from '../../text/span.ts'

/** A link, an import, a path or a pattern of a page that leads to no file. */
export interface MissingReference extends Place {
  readonly kind: 'link' | 'import' | 'anchor' | 'path' | 'glob'
  /** As written, without what stands behind `#`. */
  readonly target: string
  /** Where it leads, relative to the root of the repository; with the anchor when that is missing. */
  readonly leads: string
  /** The one file of that name, as seen from the page; null where there is none or several. */
  readonly instead: string | null
  /** What git says became of it. */
  readonly departure?: Departure
}
