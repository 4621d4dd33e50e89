import { templateEnding } from '../tables/languages.ts'
import type { SourceFile } from '../text/source-file.ts'
import { braceTemplate, withHoles } from './embed/placeholders.ts'
import type { Region } from './embed/region.ts'

/** Statements and comments of Jinja. */
const statement = /\{%[^%]{0,500}%\}|\{#[^#]{0,500}#\}/g

/** The path of the file that a template makes, as far as its name tells; undefined when it is no template. */
export function madeBy(path: string): string | undefined {
  return templateEnding.test(path) ? path.replace(templateEnding, '') : undefined
}

/**
 * A template as the file that it makes: the template's own statements and comments are blank, so that every offset stays;
 * what it fills in still stands there. Null for any other file.
 */
export function asMade({ path, text }: SourceFile): SourceFile | null {
  const made = madeBy(path)
  if (made === undefined) return null
  return { path: made, text: text.replace(statement, (found) => found.replace(/[^\r\n]/g, ' ')) }
}

/** Code of a template, with what that fills in as holes. */
export function inTemplate(region: Region): Region {
  return { ...region, guest: withHoles(region.guest, braceTemplate), lenient: true }
}
