import type { Span } from '../../text/span.ts'
import { type Guest, GuestBuilder } from './guest.ts'

/**
 * What documents write for something that the reader fills in: `<member>` (but not the redirection `< file`),
 * `[options]`, `[--with x]`, `…`, `...`, `{name}`, `{{ name }}`, `path/to/file`. A hole each; nothing is known of it.
 */
const placeholder = new RegExp(
  [
    /(?<!<)<[A-Za-z](?:[^<>\n`$;|&]*[^\s<>`$;|&-])?>(?:\.\.\.)?/,
    /(?<=[ \t])\[(?=[A-Za-z<-])[^[\]\n]*\](?:\.\.\.)?(?=\s|$)/,
    /\{\{[^{}\n]*\}\}/,
    /(?<![$@\w{])\{[A-Za-z][\w-]*\}(?!\})/,
    /…/,
    /(?<=[\s=])\.\.\.(?=\s|$)/,
    /(?<![\w.-])(?:\.{0,2}\/)?path\/to\/[^\s'"`)]+/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'gm',
)

/** Adds a span of a document's code to a guest, its placeholders as holes. */
export function copyWithPlaceholders(builder: GuestBuilder, host: string, span: Span): void {
  copyWithHoles(builder, host, span, placeholder, true)
}

/** Adds a span of the host, each match of a global pattern as a hole. */
export function copyWithHoles(
  builder: GuestBuilder,
  host: string,
  span: Span,
  pattern: RegExp,
  isPlaceholder = false,
): void {
  let at = span.start
  for (const match of host.slice(span.start, span.end).matchAll(pattern)) {
    const start = span.start + match.index
    const end = start + match[0].length
    builder.copy({ start: at, end: start })
    builder.hole({ start, end }, isPlaceholder)
    at = end
  }
  builder.copy({ start: at, end: span.end })
}

/** `{{ name }}`, `{% if … %}` and `{# … #}` of Jinja and its likes. */
const jinja = /\{\{(?:[^}]|\}(?!\}))*\}\}|\{%(?:[^%]|%(?!\}))*%\}|\{#(?:[^#]|#(?!\}))*#\}/g

/** A whole template of shell code. */
export function jinjaHoles(text: string): Guest {
  const builder = new GuestBuilder(text)
  copyWithHoles(builder, text, { start: text.charCodeAt(0) === 0xfeff ? 1 : 0, end: text.length }, jinja)
  return builder.build()
}
