import { resolveIn } from '../../text/paths.ts'

/**
 * The path that a setting names, as seen from where the host stands: without the host's own expression for that
 * directory, `here`, at its start. Null when the path is absolute or the host fills more of it in.
 */
export function settingPath(text: string, here?: RegExp): string | null {
  const rest = (here ? text.replace(here, './') : text).trim()
  return /[$`*?{}<>\\]|^[/~]|^[A-Za-z]:/.test(rest) ? null : rest
}

/**
 * A directory as seen from another one, both relative to the repository root. Null when it is not static (variables,
 * templates), absolute or outside the root.
 */
export function joinDirectory(base: string | null, relative: string): string | null {
  if (base === null || settingPath(relative) === null) return null
  return resolveIn(base, relative)
}
