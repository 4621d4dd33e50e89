import { globTest } from '../text/glob.ts'

/** Globs relative to the root; one that names a directory matches everything below it. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  const tests = globs
    .map((glob) => glob.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, ''))
    .flatMap((glob) => [globTest(glob), globTest(`${glob}/**`)])
  return (path) => tests.some((test) => test(path))
}
