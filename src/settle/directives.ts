import type { Comment, ParsedFile } from '../parse/document.ts'
import type { Span } from '../text/span.ts'

/** One `policy-check: …` comment as written. */
export interface Directive {
  readonly kind: 'ignore' | 'ignore-file' | 'ignore-start' | 'ignore-end' | 'unknown'
  /** The word after `policy-check:`. */
  readonly word: string
  readonly comment: Comment
  /** The rule ids between the brackets, in order. */
  readonly ids: readonly string[]
  /** Between the brackets; absent without brackets. */
  readonly list?: Span
  /** The text after `--`, or null without one. */
  readonly reason: string | null
}

const opening = /(?:^|#|<!--|\/\/|\/\*|;)\s*policy-check:\s*([\w-]*)\s*/
const kinds = ['ignore', 'ignore-file', 'ignore-start', 'ignore-end'] as const

/** Marks of generated blocks; they are no directives. */
const blockMarks = /^(skill|begin|end|start|stop|generated)/

/** Reads the directives of a file, in file order. A comment that only mentions policy-check is none. */
export function readDirectives({ file, document }: ParsedFile): Directive[] {
  const directives = document.directives.flatMap((comment) => {
    const directive = readDirective(file.text, comment)
    return directive ? [directive] : []
  })
  return directives.sort((a, b) => a.comment.span.start - b.comment.span.start)
}

function readDirective(text: string, comment: Comment): Directive | null {
  const { start, end } = comment.span
  const written = text.slice(start, end)
  const found = opening.exec(written)
  if (!found) return null
  const word = found[1] ?? ''
  if (blockMarks.test(word)) return null
  const kind = kinds.find((known) => known === word) ?? 'unknown'
  const rest = written.slice(found.index + found[0].length).replace(/(?<!\s)\s*(?:-->|\*\/)\s*$/, '')
  const restStart = start + found.index + found[0].length
  const bracket = /^\[([^\]]*)\]/.exec(rest)
  const inside = bracket?.[1]
  const list = inside === undefined ? undefined : { start: restStart + 1, end: restStart + 1 + inside.length }
  const ids = (inside ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
  const reason = /^\s*(?:--|—|–)\s*(\S.*)$/s.exec(rest.slice(bracket?.[0].length ?? 0))?.[1]?.trim() ?? null
  return { kind, word, comment, ids, reason, ...(list && { list }) }
}
