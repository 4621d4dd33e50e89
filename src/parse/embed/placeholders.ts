import { placeholders } from '../../tables/placeholders.ts'
import type { Guest } from './guest.ts'

const placeholder = new RegExp(placeholders.map(({ pattern }) => pattern.source).join('|'), 'gm')

/** `{{ name }}`, `{% if … %}` and `{# … #}` of Jinja, just, Taskfiles and their likes. */
export const braceTemplate = /\{\{[^}]{0,500}\}\}|\{%[^%]{0,500}%\}|\{#[^#]{0,500}#\}/g

/** `${{ … }}` of GitHub workflows. */
export const workflowExpression = /\$\{\{[\s\S]{0,1000}?\}\}/g

/** The same code with its placeholders as holes. */
export function withPlaceholders(guest: Guest): Guest {
  return withHoles(guest, placeholder, true)
}

/** The same code with each match of a global pattern as a hole; `constantOf` tells what the host puts there, if it is known. */
export function withHoles(
  guest: Guest,
  pattern: RegExp,
  isPlaceholder = false,
  constantOf?: (source: string) => string | undefined,
): Guest {
  const { text } = guest
  const builder = guest.builder()
  let at = 0
  for (const { index, 0: found } of text.matchAll(pattern)) {
    guest.copyInto(builder, at, index)
    at = index + found.length
    builder.hole(guest.span(index, at), isPlaceholder, constantOf?.(found))
  }
  if (at === 0) return guest
  guest.copyInto(builder, at, text.length)
  return builder.build()
}
