import { placeholderFiles, placeholderFolders, placeholderNames } from '../../tables/placeholder-names.ts'
import { nameOf } from '../../text/paths.ts'

/** Whether a name stands for one of the reader's own: `my-package`, `PACKAGE`, `<member>`, `foo`. */
export function isPlaceholderName(name: string): boolean {
  return holes.test(name) || placeholderNames.some(({ pattern }) => pattern.test(name))
}

/** Whether a path has a gap that someone fills in, wherever it stands: `<file>`, `$1`, `*.py`, `path/to/x.py`. */
export function hasGaps(path: string): boolean {
  return holes.test(path) || /(?:^|\/)path\/to(?:\/|$)|(?:^|\/)to\/your\//.test(path)
}

/** Whether a path stands for a file of the reader's own: `path/to/x.py`, `tests/test_x.py`, `<file>`. */
export function isPlaceholderPath(path: string): boolean {
  const bare = path.replace(/^\.\//, '').replace(/::.*/s, '')
  const [first = ''] = bare.split('/')
  const stem = nameOf(bare).replace(/\.\w+$/, '')
  return (
    hasGaps(bare) ||
    (bare.includes('/') && (placeholderFolders.includes(first) || /^(?:my|your|some)[-_]/i.test(first))) ||
    placeholderFiles.some(({ pattern }) => pattern.test(stem))
  )
}

const holes = /[<>{}*?$…]|\.\.\.|\[[^[\]]*\]$/
