import type { Command } from '../../model/commands/command.ts'
import { manner } from '../../tables/environments.ts'
import type { Edit } from '../../text/edit.ts'

/** Edits of words directly before rewritten commands (a comment, an `echo`, the name of a step) that name the old manager. */
export function wordsAround(commands: readonly Command[], source: string): readonly Edit[] {
  const found = new Map<number, Edit>()
  for (const { script, span } of commands) {
    if (script.host.startsWith('markdown-span')) continue
    for (const line of linesBefore(span.start, source)) {
      const text = source.slice(line.start, line.end)
      if (!/^[\s>]*(?:-\s+)?(?:#(?!!)|echo\b|@?echo\b|(?:-\s+)?name\s*:)/.test(text)) break
      for (const match of text.matchAll(manner)) {
        const start = line.start + match.index + (match[1]?.length ?? 0)
        found.set(start, { span: { start, end: start + (match[2]?.length ?? 0) }, text: 'uv' })
      }
    }
  }
  return [...found.values()]
}

/** How far above a command its lines are looked for, in UTF-16 units. */
const reach = 2_000

/** The lines above an offset, the nearest first; `run:` of a step is passed over. */
function linesBefore(
  offset: number,
  source: string,
): readonly { readonly start: number; readonly end: number }[] {
  const lines: { start: number; end: number }[] = []
  const from = Math.max(0, offset - reach)
  const text = source.slice(from, offset)
  let end = text.lastIndexOf('\n')
  for (let count = 0; end > 0 && count < 3; count++) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    if (!/^\s*run\s*:\s*(?:[|>][+-]?\s*)?$/.test(text.slice(start, end)))
      lines.push({ start: from + start, end: from + end })
    end = start - 1
  }
  return lines
}
