import type { Command } from '../../model/commands/command.ts'
import { behindUvRun } from '../../model/programs/behind-uv-run.ts'
import { type NewWords, textOf } from '../../model/programs/new-words.ts'
import type { PythonTarget } from '../../model/programs/python.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { isInside } from '../../text/paths.ts'
import type { ThroughUvFacts } from './facts.ts'
import { throughUv } from './through-uv.ts'

/** A bare command as it is written behind `uv run`. */
export interface WordsThroughUv {
  readonly words: NewWords
  /** `uv run` with its options. */
  readonly prefix: readonly string[]
  /** What has to be told to uv about the interpreter (`--python 3.12`). */
  readonly python: readonly string[]
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
  const { options } = through
  const named = [...options, ...beside.filter((_, at) => !repeats(beside, at, options))]
  const fresh = bare.words.map((word) =>
    typeof word === 'string' ? word : (through.renamed.get(word) ?? word),
  )
  return {
    words: ['uv', 'run', ...bare.options, ...(instead ?? named), ...fresh, ...through.added],
    prefix: ['uv', 'run', ...bare.options, ...(instead?.map(textOf) ?? options)],
    python: bare.options,
  }
}

/** Whether uv would find no project where a command runs, and start the Python that starts it now. */
export function findsNoProject(
  { directory }: Command,
  { prefix }: WordsThroughUv,
  { root }: Workspace,
): boolean {
  const isPlain = prefix.every((word) => word === 'uv' || word === 'run')
  return isPlain && directory !== null && !isInside(root, directory)
}

/** Whether a word belongs to an option with a value (`--extra x`) that stands among the options already. */
function repeats(beside: NewWords, at: number, options: readonly string[]): boolean {
  const start = isOption(beside[at]) ? at : at - 1
  const [name, value] = [beside[start], beside[start + 1]]
  return isOption(name) && options.some((option, index) => option === name && options[index + 1] === value)
}

function isOption(word: NewWords[number] | undefined): boolean {
  return typeof word === 'string' && word.startsWith('--')
}
