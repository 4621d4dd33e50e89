import type { Document } from '../../src/parse/document.ts'
import { parse } from '../../src/parse/parse.ts'
import type { ShellCommand, ShellWord } from '../../src/parse/shell/ast.ts'

/** All commands anywhere in parsed data but those that are only shown, in the order in which they stand there. */
export function commandsIn(data: unknown): ShellCommand[] {
  const found: ShellCommand[] = []
  const look = (value: unknown) => {
    if (Array.isArray(value)) for (const each of value) look(each)
    else if (typeof value === 'object' && value !== null) {
      if ('kind' in value && value.kind === 'command') found.push(value as ShellCommand)
      for (const [key, each] of Object.entries(value)) if (key !== 'shown') look(each)
    }
  }
  look(data)
  return found
}

/** A word for reading in tests: its text, or its parts with `$name`, `$()`, `‹hole›`, `‹?placeholder›`, `*`. */
export function show(word: ShellWord): string {
  if (word.text !== null) return word.text
  const parts = word.parts.map((part) => {
    if (part.kind === 'text') return part.text
    if (part.kind === 'variable') return `$${part.name}${part.plain ? '' : '!'}`
    if (part.kind === 'substitution') return '$()'
    return part.kind === 'hole' ? `‹${part.placeholder ? '?' : ''}${part.source}›` : '*'
  })
  return parts.join('')
}

/** Each script of a file: its host, and its commands as `words joined by |` with the text at their span. */
export async function outline(path: string, text: string) {
  const document: Document = await parse({ path, text })
  const scripts = document.scripts.map((script) => ({
    host: script.host,
    context: script.context,
    settings: (script.settings ?? []).map(({ path, span, removal }) => ({
      path,
      value: text.slice(span.start, span.end),
      ...(removal && { removal: text.slice(removal.start, removal.end) }),
    })),
    words: commandsIn(script.statements).map(({ words }) => words.map(show).join('|')),
    sources: commandsIn(script.statements).map(({ span }) => text.slice(span.start, span.end)),
  }))
  return { document, scripts, words: scripts.flatMap(({ words }) => words) }
}
