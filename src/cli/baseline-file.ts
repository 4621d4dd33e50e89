import { join } from 'node:path'
import { exists } from '../discover/open-file.ts'
import { baselineName } from '../settle/baseline.ts'
import type { SourceFile } from '../text/source-file.ts'
import { UsageError } from '../text/usage-error.ts'
import { pathInside } from './choose-root.ts'

/** Where the baseline is kept, relative to the root, or null when there is none. A named one must exist. */
export function baselinePath(
  root: string,
  named: string | undefined,
  cwd: string,
  willWrite: boolean,
): string | null | UsageError {
  if (named === undefined) return willWrite || exists(join(root, baselineName)) ? baselineName : null
  const path = pathInside(root, named, cwd)
  if (path === null) return new UsageError(`The baseline \`${named}\` lies outside the repository.`)
  if (!willWrite && !exists(join(root, path))) {
    return new UsageError(`There is no baseline \`${named}\`.`, {
      next: 'Add `--write-baseline` to write it.',
    })
  }
  return path
}

/** The file of this path among the sources. */
export function sourceAt(sources: readonly SourceFile[], path: string): SourceFile | undefined {
  return sources.find((file) => file.path === path)
}
