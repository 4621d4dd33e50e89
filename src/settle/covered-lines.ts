import type { ParsedFile } from '../parse/document.ts'
import type { Script } from '../parse/script.ts'
import type { ShellCommand, ShellStatement } from '../parse/shell/ast.ts'
import { linesOf, type SourceFile } from '../text/source-file.ts'
import { contains, type Span } from '../text/span.ts'
import type { Directive } from './directives.ts'

/** Whether a directive stands alone on its line; quote marks, and the `#` before the TOML of a script's header, aside. */
export function standsAlone(text: string, line: Span, comment: Span): boolean {
  const before = text.slice(line.start, comment.start)
  return (
    /^[\s>#\uFEFF]*$/.test(before) && text.slice(comment.end, Math.max(line.end, comment.end)).trim() === ''
  )
}

/**
 * The parts of a file in which an `ignore` directive silences findings: its own line, or the line after it when it
 * stands alone, with the lines that a `\` at its end joins to it; and what begins there: a shell command of several lines, or, for a comment of the host, the
 * embedded code. A comment of embedded code reaches no further than that code.
 */
export function coveredByIgnore(
  parsed: ParsedFile,
  directive: Directive,
  ownLines: ReadonlySet<number>,
): Span[] {
  const { file, document } = parsed
  const lines = linesOf(file)
  const { span, guest } = directive.comment
  const first = lines.position(span.start).line
  const last = lines.position(span.end).line
  let target = last
  if (standsAlone(file.text, lines.lineSpan(first), span)) {
    target = last + 1
    const passable = (line: number) =>
      ownLines.has(line) || (document.language === 'markdown' && blank(file.text, lines.lineSpan(line)))
    while (target < lines.lines && passable(target)) target++
  }
  if (target > lines.lines) return []
  const { start } = lines.lineSpan(target)
  const covered = [{ start, end: lines.lineSpan(lastOfLogicalLine(parsed, target)).end }]
  for (const script of document.scripts) {
    const opened = guest === undefined && lines.position(openingOf(parsed, script)).line === target
    if (opened) covered.push(script.span)
    for (const command of commandsIn(script.statements)) {
      if (lines.position(command.start).line === target) covered.push(command)
    }
  }
  return guest ? covered.map((part) => cut(part, guest)) : covered
}

/** The first line of those that a shell joins to this one because each but the last ends with `\`. */
export function firstOfLogicalLine(parsed: ParsedFile, line: number): number {
  let first = line
  while (first > 1 && isContinued(parsed, first - 1)) first--
  return first
}

function lastOfLogicalLine(parsed: ParsedFile, line: number): number {
  let last = line
  while (isContinued(parsed, last)) last++
  return last
}

/** Whether a line of shell code goes on in the next one. */
function isContinued({ file, document }: ParsedFile, line: number): boolean {
  const lines = linesOf(file)
  if (line >= lines.lines) return false
  const span = lines.lineSpan(line)
  const backslashes =
    /(?<!\\)\\*$/.exec(file.text.slice(span.start, span.end).replace(/(?<![\r\n])[\r\n]+$/, ''))?.[0]
      .length ?? 0
  if (backslashes % 2 === 0) return false
  const next = lines.lineSpan(line + 1).start
  return document.scripts.some((script) => script.span.start <= span.end && next < script.span.end)
}

/** Whether a finding of this span lies in one of the parts: it begins or ends there. */
export function isCovered(parts: readonly Span[], span: Span): boolean {
  return parts.some((part) => (part.start <= span.start && span.start <= part.end) || contains(part, span))
}

/** Where the host's syntax for embedded code begins: the string, the fence, the key of a block, the head of a recipe. */
function openingOf(parsed: ParsedFile, script: Script): number {
  const { file, document } = parsed
  const { context, span } = script
  if (context.kind === 'nix') return context.string.start
  if (context.kind === 'markdown-fence')
    return document.markdown?.fences[context.fence]?.span.start ?? span.start
  if (context.kind === 'make' || context.kind === 'just') return headOfRecipe(file, span.start)
  if (document.language !== 'yaml') return span.start
  const lines = linesOf(file)
  const { line } = lines.position(span.start)
  const above = lines.lineSpan(line - 1)
  const opensBlock = line > 1 && /[|>][-+\d]*\s*(#.*)?$/s.test(file.text.slice(above.start, above.end))
  return opensBlock ? above.start : span.start
}

/** The line above a recipe's indented body; recipes of one line are their own head. */
function headOfRecipe(file: SourceFile, start: number): number {
  const lines = linesOf(file)
  for (let { line } = lines.position(start); line > 0; line--) {
    const span = lines.lineSpan(line)
    if (/^[^\s#]/.test(file.text.slice(span.start, span.end))) return span.start
  }
  return start
}

/** Spans of the simple commands in statements of any depth. */
export function commandsIn(statements: readonly ShellStatement[]): Span[] {
  const found: Span[] = []
  const pending: unknown[] = [...statements]
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value !== 'object' || value === null) continue
    if (isCommand(value)) found.push(value.span)
    else pending.push(...Object.values(value))
  }
  return found
}

function isCommand(value: object): value is ShellCommand {
  return 'kind' in value && value.kind === 'command'
}

function blank(text: string, line: Span): boolean {
  return text.slice(line.start, line.end).trim() === ''
}

function cut(part: Span, bounds: Span): Span {
  const start = Math.max(part.start, bounds.start)
  return { start, end: Math.max(start, Math.min(part.end, bounds.end)) }
}
