import type { SourceFile } from '../text/source-file.ts'
import type { Skipped, Trouble } from '../text/trouble.ts'
import type { FileTree } from './file-tree.ts'

/** The files of a repository as later stages see them. The only stage that reads the disk makes it. */
export interface Discovery {
  /** Absolute path of the repository root. */
  readonly root: string
  /** Every file worth reading, sorted by path in code units, excluded files left out. */
  readonly sources: readonly SourceFile[]
  readonly tree: FileTree
  readonly skipped: readonly Skipped[]
  readonly troubles: readonly Trouble[]
}
