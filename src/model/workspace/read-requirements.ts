import type { TomlItem } from '../../parse/toml/toml-file.ts'
import type { Span } from '../../text/span.ts'
import { readRequirement } from '../python/requirement-text.ts'
import type { Requirement } from './workspace.ts'

/** The requirements in a list of strings; what is no requirement is left out. */
export function readRequirements(
  path: string,
  table: Requirement['table'],
  item: TomlItem | undefined,
): Requirement[] {
  return stringsIn(item).flatMap(({ text, span }) => {
    const parts = readRequirement(text)
    if (!parts) return []
    const exact = span.end - span.start === text.length
    const placed = ({ start, end }: Span) => ({ start: span.start + start, end: span.start + end })
    const bounds = parts.specifierSpan
    return {
      ...parts,
      text,
      table,
      place: { path, span },
      nameSpan: exact ? placed({ start: parts.nameStart, end: parts.nameEnd }) : span,
      specifierSpan: exact && bounds ? placed(bounds) : null,
    }
  })
}

/** Strings of an array (or one string) with the spans between their quotes. */
export function stringsIn(item: TomlItem | undefined): { text: string; span: Span }[] {
  const items = item?.kind === 'array' ? item.items : item ? [item] : []
  return items.flatMap((one) =>
    one.kind === 'string' ? [{ text: String(one.value), span: one.inner ?? one.span }] : [],
  )
}
