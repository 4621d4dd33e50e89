import type { Span } from './span.ts'

/** Lines without their line endings; empty ones are left out. */
export function linesIn(text: string): Span[] {
  return [...text.matchAll(/[^\r\n\uFEFF]+/g)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }))
}
