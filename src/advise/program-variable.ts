import type { CommandWord } from '../model/programs/word.ts'
import type { Span } from '../text/span.ts'

/** A variable of a Makefile that holds a program. */
export interface ProgramVariable {
  readonly name: string
  /** The place of its value: a program, and what it is always given. */
  readonly value: Span
  /** Offsets of all references to it in the file. */
  readonly uses: readonly number[]
}

/** The variable that a word of a recipe consists of, when the Makefile sets it once, to plain words; else null. */
export function programVariable(word: CommandWord | undefined, source: string): ProgramVariable | null {
  const name = word && /^\$[({]([A-Za-z_]\w*)[)}]$/.exec(source.slice(word.span.start, word.span.end))?.[1]
  if (!name) return null
  const uses = [...source.matchAll(/\$[({]([A-Za-z_]\w*)[)}]/g)].filter(([, used]) => used === name)
  const lines = [...source.matchAll(/^(?:export )?([A-Za-z_]\w*)[ \t]*(?:::?|[?+])?=[ \t]*([^\n]*)$/gm)]
  const [only, ...more] = lines.filter(([, set]) => set === name)
  const written = only?.[2]?.trimEnd() ?? ''
  if (!only || more.length > 0 || !/^[\w.-]+(?:[ \t]+[\w./=:@+-]+)*$/.test(written)) return null
  const start = only.index + only[0].indexOf(written, only[0].indexOf('=') + 1)
  return { name, value: { start, end: start + written.length }, uses: uses.map(({ index }) => index) }
}
