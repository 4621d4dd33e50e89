import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exists } from '../discover/open-file.ts'

/** An absolute path with the links above it resolved, whether a file of this name exists or not. */
export function realPath(path: string): string {
  let [at, rest] = [path, '']
  while (!exists(at) && dirname(at) !== at)
    [at, rest] = [dirname(at), join(at.slice(dirname(at).length), rest)]
  return join(realpathSync(at), rest)
}
