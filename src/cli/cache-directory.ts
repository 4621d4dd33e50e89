import { join } from 'node:path'

/** Where the system wants caches; null when nobody says. */
export function cacheDirectory(env: Readonly<Record<string, string | undefined>>): string | null {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = env
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'policy-check')
  if (process.platform === 'win32') return LOCALAPPDATA ? join(LOCALAPPDATA, 'policy-check') : null
  if (!HOME) return null
  return join(HOME, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'policy-check')
}
