import type { Span } from '../../text/span.ts'
import type { Guest, GuestBuilder } from './guest.ts'

/** A word that is executed as it is, with the place of its text in the host. */
export interface PlainWord {
  readonly content: Guest
  readonly span: Span
}

/** Adds words that no shell reads, as one would have to quote them. */
export function addQuoted(builder: GuestBuilder, words: readonly PlainWord[]): GuestBuilder {
  for (const { content, span } of words) {
    const { start, end } = span
    if (builder.length > 0) builder.escape({ start, end: start }, ' ')
    builder.escape({ start, end: start }, "'")
    let at = 0
    for (const { index } of content.text.matchAll(/'/g)) {
      content.copyInto(builder, at, index)
      builder.escape(content.span(index, index + 1), "'\\''")
      at = index + 1
    }
    content.copyInto(builder, at, content.text.length)
    builder.escape({ start: end, end }, "'")
  }
  return builder
}
