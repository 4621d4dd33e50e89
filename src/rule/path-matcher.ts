import picomatch from 'picomatch'

/** Globs relative to the root; one that names a directory matches everything below it. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map((glob) => glob.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, ''))
  return picomatch(
    patterns.flatMap((glob) => [glob, `${glob}/**`]),
    { dot: true },
  )
}
