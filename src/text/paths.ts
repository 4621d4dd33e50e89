/** Stands for the repository root at the start of a value that names it, such as `$(git rev-parse --show-toplevel)`. */
export const rootMark = '\u0000'

/**
 * The directory or file that `value` names as seen from `directory`, relative to the repository root (`.` is the root).
 * Null when either is unknown, or the result is absolute, under a home directory or outside the repository.
 */
export function resolvePath(directory: string | null, value: string): string | null {
  if (value.startsWith('~') || value.startsWith('/') || /^[A-Za-z]:[\\/]/.test(value)) return null
  const rooted = value.startsWith(rootMark)
  if (rooted && value.length > 1 && value[1] !== '/') return null
  const base = rooted ? '.' : directory
  if (base === null || value.indexOf(rootMark, 1) >= 0) return null
  const parts = base === '.' ? [] : base.split('/')
  for (const part of (rooted ? value.slice(1) : value).split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/') || '.'
}

/** The parent of a path relative to the root; `.` for the root itself and for files in it. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash)
}

/** `path` as seen from `directory`; both relative to the root, `directory` above or equal to it. */
export function isInside(directory: string, path: string): boolean {
  return directory === '.' || path === directory || path.startsWith(directory + '/')
}

/** Joins two paths relative to the root. */
export function joinPath(directory: string, path: string): string {
  return directory === '.' ? path : path === '.' ? directory : `${directory}/${path}`
}

/** `path` as seen from `directory`, both relative to the root; null when one is unknown or `directory` is not above it. */
export function seenFrom(directory: string | null, path: string | null): string | null {
  if (directory === null || path === null || !isInside(directory, path)) return null
  return directory === '.' ? path : path === directory ? '.' : path.slice(directory.length + 1)
}
