import type { TomlItem } from '../../parse/toml/toml-file.ts'
import { readRequirement } from '../python/requirement-text.ts'
import type { Requirement } from './requirement.ts'
import { texts } from './values.ts'

/** The requirements in a list of strings; what is no requirement is left out. */
export function readRequirements(
  path: string,
  table: Requirement['table'],
  item: TomlItem | undefined,
): Requirement[] {
  const found: Requirement[] = []
  for (const { text, span } of texts(item)) {
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
