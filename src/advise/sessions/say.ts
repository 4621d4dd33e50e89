import type { Session } from '../../model/environments/session.ts'
import type { NewWords } from '../../model/programs/new-words.ts'
import { code, few } from '../translation.ts'

/** What a command becomes, with the text of the file in which it stands. */
export interface WrittenReader {
  readonly words: NewWords
  readonly source: string
}

/**
 * How many and which commands are put behind `uv run`, as a sentence; nothing for none.
 * @param installs whether something still installs before them
 */
export function sayReaders(readers: readonly WrittenReader[], installs: boolean): string {
  const [first, ...others] = distinct(readers)
  if (!first) return ''
  const shown = code(shortened(first.words), first.source)
  const how = installs ? `Then run ${shown}` : `Delete it, and run ${shown}`
  const [second] = others
  if (!second) return `${how}.`
  if (others.length === 1) return `${how} and ${code(shortened(second.words), second.source)}.`
  return `${how}, and the other ${others.length} commands behind it alike.`
}

/** Each command once, however often it runs. */
function distinct(readers: readonly WrittenReader[]): readonly WrittenReader[] {
  const found = new Map<string, WrittenReader>()
  for (const reader of readers) {
    const text = code(reader.words, reader.source)
    if (!found.has(text)) found.set(text, reader)
  }
  return [...found.values()]
}

/** A long command by its first words. */
function shortened(words: NewWords): NewWords {
  return words.length > 9 ? [...words.slice(0, 8), '…'] : words
}

/** What takes the place of several lines, as a sentence. */
export function sayInstead(count: number, words: NewWords, source: string): string {
  const instead = code(words, source)
  return count === 1 ? `Use ${instead}.` : `Replace these ${count} commands with one ${instead}.`
}

/**
 * The step or line that has to bring uv first.
 * @param known how the repository names it already
 */
export function sayProvision({ kind, commands }: Session, known: string | null): string {
  if (commands[0]?.command.script.context.kind === 'nix')
    return 'uv is not in the shell yet: add `pkgs.uv` to its packages.'
  if (kind === 'stage')
    return `Copy uv into the image first: \`COPY --from=${known ?? 'ghcr.io/astral-sh/uv'} /uv /uvx /bin/\`.`
  if (kind === 'job')
    return `uv is not there yet: add a step \`uses: ${known?.replace(/\s.*$/s, '') ?? 'astral-sh/setup-uv'}\` before it.`
  return 'uv is not there yet: install it first.'
}

/** Names in backticks, the first of many. */
export function names(all: readonly string[]): string {
  return few(all)
    .map((name) => (name === '…' ? name : `\`${name}\``))
    .join(', ')
}
