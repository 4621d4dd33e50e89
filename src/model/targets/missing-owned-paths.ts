import type { FileTree } from '../../discover/file-tree.ts'
import type { Departure } from '../../discover/path-history.ts'
import { linesIn } from '../../text/lines.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Place } from '../../text/span.ts'

/** A path that has owners and is not there. */
export interface MissingOwnedPath extends Place {
  /** As written. */
  readonly text: string
  /** From the root. */
  readonly missing: string
  readonly isDirectory: boolean
  readonly departure?: Departure
}

/** Where GitHub and GitLab look for owners (GitHub, "About code owners"; GitLab, "CODEOWNERS syntax"). */
const places = new Set(['CODEOWNERS', '.github/CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'])

/** Paths without wildcards of a CODEOWNERS file that match nothing, so that nobody is asked for a review. */
export function missingOwnedPaths({ path, text }: SourceFile, tree: FileTree): readonly MissingOwnedPath[] {
  if (!places.has(path)) return []
  const found = [...linesIn(text)].flatMap(({ start, end }): readonly MissingOwnedPath[] => {
    const [written = ''] = /^[^\s#[^!]\S*/.exec(text.slice(start, end)) ?? []
    const missing = written.replace(/^\//, '').replace(/\/$/, '')
    // A name without a slash is one of any folder, and a backslash or a bracket makes a pattern.
    if (!/[^/]\/|^\/[^/]/.test(written) || /[*?\\[\]]/.test(written)) return []
    if (tree.hasFile(missing) || tree.hasDirectory(missing) || tree.isIgnored(missing)) return []
    if (
      tree.missing.some(
        (one) => missing === one || missing.startsWith(`${one}/`) || one.startsWith(`${missing}/`),
      )
    )
      return []
    // `docs/` in the middle of nothing: a folder of this name may lie anywhere when no slash leads.
    if (!written.startsWith('/') && !missing.includes('/') && tree.hasName(missing)) return []
    const span = { start, end: start + written.length }
    return [{ path, span, text: written, missing, isDirectory: written.endsWith('/') }]
  })
  const departures = found.length > 0 ? tree.departures(found.map(({ missing }) => missing)) : null
  return found.map((one) => {
    const departure = departures?.get(one.missing)
    return departure ? { ...one, departure } : one
  })
}
