import { readlinkSync } from 'node:fs'
import { join, posix } from 'node:path'
import { entryAt } from './open-file.ts'
import { sawStamp } from './witness.ts'

/** The path that a link names, relative to the root; null when it is no link or leaves the root. */
export function targetOf(root: string, path: string): string | null {
  try {
    sawStamp(join(root, path), entryAt(join(root, path), false))
    const target = readlinkSync(join(root, path))
    const found = posix.join(posix.dirname(path), target.replaceAll('\\', '/'))
    return posix.isAbsolute(target) || /^\.\.(?:\/|$)/.test(found) ? null : found.replace(/\/$/, '')
  } catch {
    return null
  }
}

/** Whether an absolute path is a link itself. */
export function isLink(path: string): boolean {
  return entryAt(path, false)?.isSymbolicLink() === true
}
