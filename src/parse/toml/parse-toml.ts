import { parse, TomlError } from 'smol-toml'
import { linesOf, type SourceFile } from '../../text/source-file.ts'
import type { Trouble } from '../../text/trouble.ts'
import type { Comment } from '../document.ts'
import { locate } from './locate.ts'
import type { TomlFile } from './toml-file.ts'

/** What a TOML file says. Without `toml` the file is broken and `troubles` says where. */
export interface ParsedToml {
  readonly toml?: TomlFile
  /** Comments that mention `policy-check:`. */
  readonly directives: readonly Comment[]
  readonly troubles: readonly Trouble[]
}

/** Reads a TOML 1.1 file, the version uv reads (its `toml` crate 1.1), with the place of every key and value. */
export function parseToml(file: SourceFile): ParsedToml {
  try {
    const { root, comments } = locate(file.text, parse(file.text, { integersAsBigInt: 'asNeeded' }))
    const directives = comments
      .filter(({ start, end }) => file.text.slice(start, end).includes('policy-check:'))
      .map((span) => ({ span }))
    return { toml: { root }, directives, troubles: [] }
  } catch (error) {
    if (error instanceof RangeError) {
      const message = 'The TOML is nested too deeply.'
      return { directives: [], troubles: [{ id: 'too-deep', path: file.path, message }] }
    }
    if (!(error instanceof TomlError)) throw error
    return { directives: [], troubles: [troubleOf(file, error)] }
  }
}

function troubleOf(file: SourceFile, error: TomlError): Trouble {
  const lines = linesOf(file)
  const line = lines.lineSpan(error.line)
  const found = line.start + error.column - 1
  const end = file.text.trimEnd().length
  // What is still open where the text ends is shown on its last line.
  const last = lines.lineSpan(lines.position(end).line)
  const span = found >= end ? last : found < line.end ? { start: found, end: line.end } : line
  const said = error.message.split('\n', 1)[0]?.replace(/^Invalid TOML document: /, '') ?? 'not TOML'
  return { id: 'syntax-error', path: file.path, span, message: `The TOML is broken: ${said}.` }
}
