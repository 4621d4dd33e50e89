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
  return resolveIn(base, rooted ? value.slice(1).replace(/^\/+/, '') : value)
}

/** The parent of a path relative to the root; `.` for the root itself and for files in it. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash)
}

/** The last component of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Whether a path is a directory or lies in it; both relative to the root. */
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

/** Resolves a `/`-separated path from a directory of the repository, lexically. Null when it leaves the repository. */
export function resolveIn(directory: string, path: string): string | null {
  if (path.startsWith('/')) return null
  const parts = directory === '.' ? [] : directory.split('/')
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.length === 0 ? '.' : parts.join('/')
}

/** The path of `to` as seen from the directory `from`, both relative to the repository root; `.` when they are equal. */
export function relativeTo(from: string, to: string): string {
  const start = from === '.' ? [] : from.split('/')
  const end = to === '.' ? [] : to.split('/')
  let common = 0
  while (common < start.length && common < end.length && start[common] === end[common]) common++
  const path = [...start.slice(common).map(() => '..'), ...end.slice(common)]
  return path.length === 0 ? '.' : path.join('/')
}

/** The directories above a directory, innermost first, the repository root last; none for the root. */
export function ancestorsOf(directory: string): string[] {
  const found: string[] = []
  for (let at = directory; at !== '.'; ) {
    at = parentOf(at)
    found.push(at)
  }
  return found
}
