import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../text/usage-error.ts'
import { cacheDirectory } from './cache-directory.ts'
import type { Request } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'

/** Shows or removes what is kept of earlier runs: parsed documents, records of runs, compiled code. */
export function cacheCommand({ operands }: Request, { env, output }: Terminal): number | UsageError {
  const [action, ...more] = operands
  if ((action !== 'info' && action !== 'clear') || more.length > 0)
    return new UsageError('What should be done with the cache?', {
      next: 'Usage: `policy-check cache info` or `policy-check cache clear`.',
    })
  const directory = cacheDirectory(env)
  if (directory === null) {
    output.write('Nothing is kept: there is no home directory and no `XDG_CACHE_HOME`.\n')
    return 0
  }
  const files = filesBelow(directory)
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const amount = `${files.length} file${files.length === 1 ? '' : 's'}, ${(bytes / 1024 / 1024).toFixed(1)} MiB`
  if (action === 'info') {
    output.write(`${directory}: ${amount}.\n`)
    return 0
  }
  for (const { path } of files) rmSync(path, { force: true })
  output.write(`Removed ${amount} from ${directory}.\n`)
  return 0
}

/** The program's own files; links are not followed. Empty where there is no such directory. */
function filesBelow(directory: string): { readonly path: string; readonly size: number }[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) return filesBelow(path)
      return entry.isFile() ? [{ path, size: lstatSync(path).size }] : []
    })
  } catch {
    return []
  }
}
