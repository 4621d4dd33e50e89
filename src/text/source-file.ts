import { LineIndex } from './line-index.ts'

/** One text file of the repository, decoded and unchanged: writing `text` back as UTF-8 gives the same bytes. */
export interface SourceFile {
  /** Path relative to the repository root, `/`-separated. */
  readonly path: string
  /** Content decoded from UTF-8, a byte order mark and the line endings kept. */
  readonly text: string
}

const indexes = new WeakMap<SourceFile, LineIndex>()

/** The line index of a file, built on first use. */
export function linesOf(file: SourceFile): LineIndex {
  const known = indexes.get(file)
  if (known) return known
  const index = new LineIndex(file.text)
  indexes.set(file, index)
  return index
}
