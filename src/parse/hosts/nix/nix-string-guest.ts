import { type Guest, GuestBuilder } from '../../embed/guest.ts'
import type { NixString } from '../../nix/ast.ts'

/** The code in a Nix string: escapes as what they stand for, interpolations as holes, without the indentation. */
export function nixStringGuest(host: string, string: NixString): Guest {
  const builder = new GuestBuilder(host)
  const indentation = string.indented ? commonIndentation(host, string) : 0
  let atLineStart = true
  for (const part of string.parts) {
    if (part.kind === 'text') {
      let at = part.span.start
      while (at < part.span.end) {
        const lineEnd = host.indexOf('\n', at)
        const end = lineEnd < 0 || lineEnd >= part.span.end ? part.span.end : lineEnd + 1
        const skipped = atLineStart ? Math.min(spacesAt(host, at, end), indentation) : 0
        builder.copy({ start: at + skipped, end })
        atLineStart = host[end - 1] === '\n'
        at = end
      }
      continue
    }
    if (part.kind === 'escape') builder.escape(part.span, part.text)
    else builder.hole(part.span)
    atLineStart = false
  }
  return builder.build()
}

/** Nix: src/libexpr/parser-state.hh, `stripIndentation`: only spaces count, and lines of nothing else don't. */
function commonIndentation(host: string, string: NixString): number {
  let least = Number.POSITIVE_INFINITY
  let current = 0
  let atLineStart = true
  const end = () => {
    if (atLineStart) least = Math.min(least, current)
    atLineStart = false
  }
  for (const part of string.parts) {
    if (part.kind !== 'text') {
      end()
      continue
    }
    for (let at = part.span.start; at < part.span.end; at++) {
      const unit = host[at]
      if (unit === '\n') {
        atLineStart = true
        current = 0
      } else if (atLineStart && unit === ' ') current++
      else if (unit !== '\r' || !atLineStart) end()
    }
  }
  return Number.isFinite(least) ? least : 0
}

function spacesAt(host: string, start: number, end: number): number {
  let at = start
  while (at < end && host[at] === ' ') at++
  return at - start
}
