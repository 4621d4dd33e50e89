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

/** A file of a directory; the root directory is `.`. */
export function fileIn(directory: string, name: string): string {
  return directory === '.' ? name : `${directory}/${name}`
}

/** The directory that holds a path; `.` for paths without `/`. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash)
}

/** The directories above a directory, innermost first, the repository root last; none for the root. */
export function ancestorsOf(directory: string): string[] {
  const found: string[] = []
  for (let at = directory; at !== '.'; ) {
    at = directoryOf(at)
    found.push(at)
  }
  return found
}

/** Whether a path lies in a directory or is it. */
export function isWithin(path: string, directory: string): boolean {
  return directory === '.' || path === directory || path.startsWith(`${directory}/`)
}
