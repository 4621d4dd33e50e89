import { linesOf } from '../../text/source-file.ts'
import type { Skipped } from '../../text/trouble.ts'
import type { Documents } from '../pages/documents.ts'
import type { Flake } from './flake.ts'

/** How the reasons start for what was not understood. */
export const notUnderstood = 'not understood:'

/** What of the root flake's dev shells was not understood, so that nothing is said about what they lack. */
export function skippedParts({ shells }: Flake, documents: Documents): Skipped[] {
  return shells
    .filter(({ isRoot }) => isRoot)
    .flatMap(({ owner, gaps }) =>
      gaps.map(({ part, place: { path, span } }) => {
        const file = documents.get(path)?.file
        const line = file ? linesOf(file).position(span.start).line : 1
        const what = part === 'hook' ? 'what the hook runs' : 'some of the packages'
        return { path, reason: `${notUnderstood} ${what} in ${owner}, line ${line}` }
      }),
    )
}
