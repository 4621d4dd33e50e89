import { LineIndex } from '../../text/line-index.ts'
import type { Commands } from './command.ts'

/** One command as `inspect commands --format jsonl` prints it. */
export interface CommandDescription {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** 1-based, UTF-16 code units. */
  readonly column: number
  /** Null when unknown. */
  readonly program: string | null
  /** The program first; null for a word whose value is not known. */
  readonly words: readonly (string | null)[]
  /** Null when unknown. */
  readonly directory: string | null
  readonly host: string
  readonly stance: string
  readonly audience: string
  readonly origin: string
  /** Why the stance and the audience are what they are. */
  readonly because: { readonly stance: string; readonly audience: string }
}

/** Every command, or those of the given paths and of files below them, in order. */
export function describeCommands(commands: Commands, paths: readonly string[] = []): CommandDescription[] {
  const lines = new Map<string, LineIndex>()
  const wanted = (path: string) =>
    paths.length === 0 ||
    paths.some((at) => at === '.' || path === at || path.startsWith(`${at.replace(/\/$/, '')}/`))
  return commands.all
    .filter(({ path }) => wanted(path))
    .map(({ path, span, program, words, directory, host, stance, audience, origin }) => {
      const index = lines.get(path) ?? new LineIndex(commands.source(path))
      lines.set(path, index)
      const { line, column } = index.position(span.start)
      return {
        path,
        line,
        column,
        program,
        words: words.map((word) => word.text ?? word.fromRoot ?? null),
        directory,
        host,
        stance: stance.value,
        audience: audience.value,
        origin,
        because: { stance: stance.because, audience: audience.because },
      }
    })
}
