import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Whether this user has written a file; what others have left in a cache is not believed. False where there is none. */
export function isOwn(path: string): boolean {
  const user = process.geteuid?.()
  try {
    return lstatSync(path).uid === (user ?? lstatSync(path).uid)
  } catch {
    return false
  }
}

/**
 * Removes the files of a folder that were written longest ago, as far as all of them are beyond the limit.
 * @param limit in bytes
 */
export function forgetOldest(directory: string, limit: number): void {
  const files = readdirSync(directory).map((name) => {
    const { size, mtimeMs } = statSync(join(directory, name))
    return { path: join(directory, name), size, mtimeMs }
  })
  files.sort((a, b) => b.mtimeMs - a.mtimeMs)
  let total = 0
  for (const { path, size } of files) {
    total += size
    if (total > limit) rmSync(path, { force: true })
  }
}
