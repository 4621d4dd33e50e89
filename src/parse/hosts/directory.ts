/** Directory of a file, relative to the repository root; `.` is the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash)
}

/**
 * A directory as seen from another one, both relative to the repository root. Null when it is not static (variables,
 * templates), absolute or outside the root.
 */
export function joinDirectory(base: string | null, relative: string): string | null {
  if (base === null || /[$`*?{}<>]|^[/~]/.test(relative)) return null
  const parts: string[] = []
  for (const part of `${base}/${relative}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/') || '.'
}
