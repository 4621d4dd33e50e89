import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import type { Comment } from '../document.ts'
import { GuestBuilder } from '../embed/guest.ts'
import type { Region } from '../embed/region.ts'
import { pythonComments } from '../python/comments.ts'
import { findHeader } from '../python/header-block.ts'
import { parseToml } from '../toml/parse-toml.ts'
import { relocateTable } from '../toml/relocate.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'

/**
 * Reads the header of a PEP 723 script, and the command of its shebang. Of other Python code only the comments
 * that speak to policy-check are read here; what it imports is read by whoever asks (`parse/python/outline.ts`).
 */
export function readPythonFile(file: SourceFile): HostReading {
  const { path, text } = file
  // A template for cookiecutter or copier becomes a script only when it is filled in.
  if (path.includes('{{')) return {}
  const block = findHeader(text)
  if (!block) return { directives: directivesAround(text, { start: 0, end: 0 }) }
  const regions = readShebang(text)
  if ('message' in block) {
    return { regions, troubles: [{ id: 'syntax-error', path, ...block }] }
  }
  const { guest, span } = block
  const placed = (part: Span) => guest.span(part.start, part.end)
  const { toml, directives, troubles } = parseToml({ path, text: guest.text })
  const inside = directives.map((comment): Comment => ({ span: placed(comment.span), guest: span }))
  return {
    content: { header: { span, ...(toml && { toml: { root: relocateTable(toml.root, placed) } }) } },
    regions,
    directives: [...inside, ...directivesAround(text, span)],
    troubles: troubles.map((trouble) => ({ ...trouble, span: trouble.span ? placed(trouble.span) : span })),
  }
}

/** `#!/usr/bin/env -S uv run --script` as the command that it is; the path of the script follows it. */
function readShebang(text: string): Region[] {
  const [, before = '', command = ''] = /^(#![ \t]*)(\S[^\r\n]*)/.exec(text) ?? []
  if (command === '') return []
  const start = before.length
  const guest = new GuestBuilder(text).copy({ start, end: start + command.trimEnd().length }).build()
  return [{ host: 'script', guest, context: { kind: 'shebang' }, lenient: true }]
}

/** The comments of the Python code that speak to policy-check. */
function directivesAround(text: string, header: Span): Comment[] {
  if (!text.includes('policy-check:')) return []
  const comments = [...pythonComments(text)].filter(
    ({ start }) => start < header.start || header.end <= start,
  )
  return directivesAmong(text, comments)
}
