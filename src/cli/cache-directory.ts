import { isAbsolute, join } from 'node:path'

/** Where the system wants caches; null when nobody says. */
export function cacheDirectory(env: Readonly<Record<string, string | undefined>>): string | null {
  // The XDG Base Directory Specification says to ignore a path that is not absolute.
  const set = (value: string | undefined): value is string => value !== undefined && isAbsolute(value)
  if (set(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, 'policy-check')
  if (process.platform === 'win32')
    return set(env.LOCALAPPDATA) ? join(env.LOCALAPPDATA, 'policy-check') : null
  if (!set(env.HOME)) return null
  return join(env.HOME, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'policy-check')
}
