import type { SessionCommand } from '../../model/environments/session.ts'
import type { Documents } from '../../model/pages/documents.ts'
import { uvAction } from '../../tables/actions.ts'
import { actionName } from '../../text/action-name.ts'
import type { FileEdit } from '../finding.ts'
import { indentOf, stepStart } from './removals.ts'

/**
 * A step that brings uv, put before the one that first needs it. Its version is one that the repository uses already:
 * null when there is none, since none can be invented, or when its place is not certain.
 */
export function setupUvStep({ command }: SessionCommand, documents: Documents): FileEdit | null {
  const source = documents.get(command.path)?.file.text
  const reference = usedSetupUv(documents)
  if (source === undefined || reference === null) return null
  const start = stepStart(command.script.span, source)
  if (start === null) return null
  const line = source.slice(start, source.indexOf('\n', start))
  const indent = ' '.repeat(indentOf(line))
  return { path: command.path, span: { start, end: start }, text: `${indent}- uses: ${reference}\n` }
}

/** `astral-sh/setup-uv@…` as the repository writes it elsewhere, with the comment behind it; the first by path. */
export function usedSetupUv(documents: Documents): string | null {
  for (const { file, document } of documents.all)
    for (const { text, span } of document.actions ?? []) {
      if (actionName(text) !== uvAction || !text.includes('@')) continue
      const end = file.text.indexOf('\n', span.end)
      const comment = /^["']?(\s+#\s*v?[\d.]+)\s*$/.exec(
        file.text.slice(span.end, end < 0 ? undefined : end),
      )?.[1]
      return text + (comment ?? '')
    }
  return null
}
