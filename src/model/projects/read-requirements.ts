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
  const found: Requirement[] = []
  for (const { text, span } of stringsIn(item)) {
    const parts = readRequirement(text)
    if (!parts) continue
    const { name, extras, specifiers, url, marker, nameStart, nameEnd, specifierSpan } = parts
    const exact = span.end - span.start === text.length
    found.push({
      name,
      extras,
      specifiers,
      url,
      marker,
      text,
      table,
      place: { path, span },
      nameSpan: exact ? { start: span.start + nameStart, end: span.start + nameEnd } : span,
      specifierSpan:
        exact && specifierSpan
          ? { start: span.start + specifierSpan.start, end: span.start + specifierSpan.end }
          : null,
    })
  }
  return found
}

/** Strings of an array (or one string) with the spans between their quotes. */
export function stringsIn(item: TomlItem | undefined): { text: string; span: Span }[] {
  const items = item?.kind === 'array' ? item.items : item ? [item] : []
  const found: { text: string; span: Span }[] = []
  for (const one of items) {
    if (one.kind === 'string') found.push({ text: String(one.value), span: one.inner ?? one.span })
  }
  return found
}
