import type { Command } from '../model/commands/command.ts'
import { behindUvRun } from '../model/programs/behind-uv-run.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import type { PythonTarget } from '../model/programs/python.ts'
import { type ThroughUvFacts, throughUv } from './through-uv.ts'

/** A bare command as it is written behind `uv run`. */
export interface WordsThroughUv {
  /** The whole command; null when the member that it needs is not certain. */
  readonly words: NewWords | null
  /** `uv run` with its options, a placeholder for an uncertain member included. */
  readonly prefix: readonly string[]
  /** What has to be told to uv about the interpreter (`--python 3.12`). */
  readonly python: readonly string[]
  /** Whether paths had to be named anew. */
  readonly moved: boolean
}

/**
 * The words of a bare command with `uv run` before them; null when it is none of this repository.
 * @param beside more options of `uv run`
 * @param instead options in the place of those that name the member and its groups
 */
export function wordsThroughUv(
  target: PythonTarget,
  command: Command,
  facts: ThroughUvFacts,
  beside: NewWords = [],
  instead?: NewWords,
): WordsThroughUv | null {
  const through = throughUv(target, command, facts)
  if (!through) return null
  const bare = behindUvRun(command.words, command.program)
  const options = through.options ?? ['--package', '<member>']
  const named = [...options, ...beside.filter((_, at) => !repeats(beside, at, options))]
  const fresh = bare.words.map((word) =>
    typeof word === 'string' ? word : (through.renamed.get(word) ?? word),
  )
  return {
    words: (instead ?? through.options) && [
      'uv',
      'run',
      ...bare.options,
      ...(instead ?? named),
      ...fresh,
      ...through.added,
    ],
    prefix: ['uv', 'run', ...bare.options, ...options],
    python: bare.options,
    moved: through.renamed.size + through.added.length > 0,
  }
}

/** Whether `--extra x` stands among the options already. */
function repeats(beside: NewWords, at: number, options: readonly string[]): boolean {
  const has = (name: NewWords[number] | undefined, value: NewWords[number] | undefined) =>
    options.some((option, index) => option === name && options[index + 1] === value)
  return has(beside[at], beside[at + 1]) || has(beside[at - 1], beside[at])
}
