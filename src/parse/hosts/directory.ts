/** Directory of a file, relative to the repository root; `.` is the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash)
}

/**
 * The path that a setting names, as seen from where the host stands: without the host's own expression for that
 * directory, `here`, at its start. Null when the path is absolute or the host fills more of it in.
 */
export function settingPath(text: string, here?: RegExp): string | null {
  const rest = (here ? text.replace(here, './') : text).trim()
  return /[$`*?{}<>\\]|^[/~]|^[A-Za-z]:/.test(rest) ? null : rest
}
