import type { NewWords } from './new-words.ts'
import type { CommandWord } from './word.ts'

/**
 * A bare command as `uv run` is to start it. Behind `uv run` only `python` and `python3` are sure to be the interpreter of
 * the environment (uv: `RunCommand::from_args`); any other name may be found elsewhere on the `PATH`, so that a version
 * becomes an option. A path into an environment is left out.
 */
export function behindUvRun(
  words: readonly CommandWord[],
  program: string | null,
): { readonly options: readonly string[]; readonly words: NewWords } {
  const [first, ...rest] = words
  const version =
    /^python(\d+\.[\d.]*\d)$/.exec(program ?? '')?.[1] ?? /^pypy[\d.]*$/.exec(program ?? '')?.[0]
  if (version) return { options: ['--python', version], words: ['python', ...rest] }
  const inEnvironment = /^(?:\.\/)?[\w./-]*\/bin\/\w/.test(first?.text ?? '')
  return { options: [], words: inEnvironment ? [program ?? '', ...rest] : words }
}
