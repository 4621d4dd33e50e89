import { isAbsolute, relative, sep } from 'node:path'

/** Whether a path does not lie in a directory and is not the directory itself; both absolute, links not looked at. */
export function isOutside(directory: string, path: string): boolean {
  const way = relative(directory, path)
  return isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`)
}
