import type { FileEdit } from '../advise/finding.ts'
import type { ParsedFile } from '../parse/document.ts'
import type { Script } from '../parse/script.ts'
import { linesOf } from '../text/source-file.ts'
import { contains, type Span } from '../text/span.ts'
import { commandsIn, firstOfLogicalLine } from './covered-lines.ts'

/** Languages in which `#` begins a comment that ends with its line. */
const hashLanguages: ReadonlySet<string> = new Set([
  ...['nix', 'toml', 'shell', 'yaml', 'dockerfile', 'make', 'just', 'python'],
])

/**
 * The edit that writes a suppression for a finding at this span, or null where the file's format has no comments. Whether
 * it takes effect must be checked afterwards: the line may lie in a text that only looks like a place for comments.
 */
export function suppressionEdit(
  parsed: ParsedFile,
  span: Span,
  rule: string,
  reason: string,
): FileEdit | null {
  const { file, document } = parsed
  const directive = `policy-check: ignore[${rule}] -- ${reason}`
  const lines = linesOf(file)
  const script = innermost(document.scripts, span)
  const anchor = (script && commandAt(script, span)) ?? span
  const { line: number } = lines.position(anchor.start)
  if (number === 1 && file.text.startsWith('#!')) return null
  // A comment between joined lines would end the command, but in a Dockerfile it does not.
  const first = document.language === 'dockerfile' ? number : firstOfLogicalLine(parsed, number)
  const line = lines.lineSpan(first)
  const insert = (at: number, text: string) => ({ path: file.path, span: { start: at, end: at }, text })
  const inHeader = document.header && contains(document.header.span, span)
  const before = (target: Span, comment: string) => {
    const [indentation = ''] =
      (inHeader ? /^#[ \t]+/ : /^[\uFEFF\s>]*/).exec(file.text.slice(target.start, target.end)) ?? []
    const mark = indentation.startsWith('\uFEFF') ? 1 : 0
    return insert(target.start + mark, `${indentation.slice(mark)}${comment}\n`)
  }
  if (document.language === 'markdown') {
    const comment = `<!-- ${directive} -->`
    const fence = document.markdown?.fences.find((one) => contains(one.span, span))
    if (fence) return before(lines.lineSpan(lines.position(fence.span.start).line), comment)
    const text = file.text.slice(line.start, line.end)
    const inTable = /^\s*\|.*\|\s*$/.test(text)
    return insert(
      inTable ? line.start + text.lastIndexOf('|') : line.start + text.trimEnd().length,
      ` ${comment}${inTable ? ' ' : ''}`,
    )
  }
  // make would print a comment that is indented as part of the recipe, and hand it to a shell.
  if (document.language === 'make') return insert(line.start, `# ${directive}\n`)
  return hashLanguages.has(document.language) ? before(line, `# ${directive}`) : null
}

/**
 * The edit that writes a suppression inside of embedded code, as a comment of that code, or null where the finding stands in
 * none. For fences whose language or host takes no comment from outside; whether it takes effect must be checked, too.
 */
export function guestSuppressionEdit(
  { file, document }: ParsedFile,
  span: Span,
  rule: string,
  reason: string,
): FileEdit | null {
  const isInFence = document.markdown?.fences.some((one) => contains(one.span, span)) ?? false
  const script = innermost(document.scripts, span)
  if (!script && !isInFence) return null
  const lines = linesOf(file)
  const anchor = (script && commandAt(script, span)) ?? span
  const parsed = { file, document }
  const line = lines.lineSpan(firstOfLogicalLine(parsed, lines.position(anchor.start).line))
  const [indentation = ''] = /^[\uFEFF\s>]*/.exec(file.text.slice(line.start, line.end)) ?? []
  const text = `${indentation}# policy-check: ignore[${rule}] -- ${reason}\n`
  return { path: file.path, span: { start: line.start, end: line.start }, text }
}

/** The comment that silences a rule in a whole file, as its first line; null where the format has no comments. */
export function fileSuppression({ language }: ParsedFile['document'], rule: string): string | null {
  const directive = `policy-check: ignore-file[${rule}] -- reason`
  if (language === 'markdown') return `<!-- ${directive} -->`
  return hashLanguages.has(language) ? `# ${directive}` : null
}

function innermost(scripts: readonly Script[], span: Span): Script | undefined {
  return scripts
    .filter((script) => contains(script.span, span))
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0]
}

function commandAt(script: Script, span: Span): Span | undefined {
  return commandsIn(script.statements).find((command) =>
    contains(command, { start: span.start, end: span.start }),
  )
}
