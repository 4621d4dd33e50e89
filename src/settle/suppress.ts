import type { Finding } from '../advise/finding.ts'
import type { ParsedFile } from '../parse/document.ts'
import { linesOf } from '../text/source-file.ts'
import { contains, type Span } from '../text/span.ts'
import { coveredByIgnore, isCovered, standsAlone } from './covered-lines.ts'
import { type Directive, readDirectives } from './directives.ts'

/** A directive with what it covers and what it silenced. */
export interface Suppression {
  readonly directive: Directive
  readonly file: ParsedFile
  /** Parts of the file that it covers; none when it is invalid. */
  readonly covered: readonly Span[]
  /** The `ignore-end` that closes an `ignore-start`. */
  readonly end?: Directive
  /** Ids that silenced a finding. */
  readonly used: Set<string>
}

/** Every directive of a file with what it covers. An `ignore-end` is part of its start; a stray one stands alone. */
export function suppressionsOf(file: ParsedFile): Suppression[] {
  const directives = readDirectives(file)
  if (directives.length === 0) return []
  const lines = linesOf(file.file)
  const ownLines = new Set(
    directives.flatMap(({ comment: { span } }) => {
      const { line } = lines.position(span.start)
      return standsAlone(file.file.text, lines.lineSpan(line), span) ? [line] : []
    }),
  )
  const ends = pairEnds(directives)
  const paired = new Set(ends.values())
  return directives
    .filter((directive) => !paired.has(directive))
    .map((directive) => {
      const end = ends.get(directive)
      const covered = isComplete(directive) ? coveredBy(file, directive, end, ownLines) : []
      return { directive, file, covered, used: new Set<string>(), ...(end && { end }) }
    })
}

/** Takes out the findings that a suppression covers, and marks what each suppression was used for. */
export function suppress<Found extends Finding>(
  findings: readonly Found[],
  suppressions: ReadonlyMap<string, readonly Suppression[]>,
): { kept: Found[]; suppressed: number } {
  const kept = findings.filter((finding) => {
    const found = suppressions
      .get(finding.path)
      ?.find(
        ({ directive, covered }) => directive.ids.includes(finding.rule) && isCovered(covered, finding.span),
      )
    found?.used.add(finding.rule)
    return found === undefined
  })
  return { kept, suppressed: findings.length - kept.length }
}

/** Whether a directive has what it needs to take effect: ids and a reason. */
export function isComplete({ kind, ids, reason }: Directive): boolean {
  return kind !== 'unknown' && kind !== 'ignore-end' && ids.length > 0 && reason !== null
}

function coveredBy(
  file: ParsedFile,
  directive: Directive,
  end: Directive | undefined,
  ownLines: ReadonlySet<number>,
): readonly Span[] {
  const { span, guest } = directive.comment
  if (directive.kind === 'ignore-file') return [guest ?? { start: 0, end: file.file.text.length }]
  if (directive.kind === 'ignore') return coveredByIgnore(file, directive, ownLines)
  return end ? [{ start: span.end, end: end.comment.span.start }] : []
}

/** Closes each `ignore-start` by the next `ignore-end` of the same code that names the same ids, or none. */
function pairEnds(directives: readonly Directive[]): Map<Directive, Directive> {
  const ends = new Map<Directive, Directive>()
  const open: Directive[] = []
  for (const directive of directives) {
    if (directive.kind === 'ignore-start') open.push(directive)
    if (directive.kind !== 'ignore-end') continue
    const at = open.findLastIndex((start) => sameCode(start, directive) && closes(directive, start))
    const [start] = at === -1 ? [] : open.splice(at, 1)
    if (start) ends.set(start, directive)
  }
  return ends
}

function closes(end: Directive, start: Directive): boolean {
  return end.ids.length === 0 || end.ids.join() === start.ids.join()
}

function sameCode(a: Directive, b: Directive): boolean {
  const [first, second] = [a.comment.guest, b.comment.guest]
  if (!first || !second) return first === second
  return contains(first, second) && contains(second, first)
}
