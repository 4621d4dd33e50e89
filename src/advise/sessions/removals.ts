import type { Command } from '../../model/commands/command.ts'
import type { Script } from '../../parse/script.ts'
import type { ShellStatement } from '../../parse/shell/ast.ts'
import type { Edit } from '../../text/edit.ts'
import { contains, type Span } from '../../text/span.ts'

/**
 * The edits that take commands out of a script with all that stands there for them alone: their line, their operator in a
 * chain, the comment above that speaks of nothing else, the whole step or instruction. Null when one stands where it
 * cannot be missed: in a condition, a loop, a pipeline, an alternative, or as all that a block of a document holds.
 */
export function removals(script: Script, gone: readonly Command[], source: string): readonly Edit[] | null {
  const spans: Span[] = []
  const isGone = (statement: ShellStatement): boolean =>
    statement.kind === 'loop'
      ? statement.items !== undefined && statement.body.every(isGone)
      : statement.kind === 'command' && gone.some(({ span }) => contains(statement.span, span))
  let kept = 0
  let found = 0
  const bodies: (readonly ShellStatement[])[] = []
  for (const statement of listsIn(script.statements, gone, bodies)) {
    if (!gone.some(({ span }) => contains(statement.span, span))) {
      kept++
      continue
    }
    if (isGone(statement)) {
      const line = lineOf(wholeOf(statement), source)
      if (!line && script.statements.length > 1) return null
      if (line) spans.push(line)
      found++
      continue
    }
    const elements = chainOf(statement)
    if (!elements) return null
    const doomed = elements.filter(isGone)
    found += gone.filter(({ span }) => doomed.some((element) => contains(element.span, span))).length
    if (doomed.length === elements.length) {
      const line = lineOf(statement.span, source)
      if (!line && script.statements.length > 1) return null
      if (line) spans.push(line)
      continue
    }
    kept++
    spans.push(...outOfChain(elements, isGone))
  }
  const empty = bodies.some((body) =>
    body.every((one) => gone.some(({ span }) => contains(one.span, span)) && isGone(one)),
  )
  if (empty) return null
  const distinct = new Set(gone.map(({ span }) => span.start)).size
  if (found < distinct) return null
  if (kept === 0) {
    const whole = wholeScript(script, source)
    return whole && [{ span: whole, text: '' }]
  }
  return spans.map((span) => ({ span: withComment(span, source, script.span.start), text: '' }))
}

/** The statements of a list, and in the place of a function or a group that holds a command to go those of its body. */
function listsIn(
  statements: readonly ShellStatement[],
  gone: readonly Command[],
  bodies: (readonly ShellStatement[])[],
): readonly ShellStatement[] {
  return statements.flatMap((statement) => {
    const holds = gone.some(({ span }) => contains(statement.span, span))
    if (!holds || (statement.kind !== 'function' && statement.kind !== 'group')) return [statement]
    bodies.push(statement.body)
    return listsIn(statement.body, gone, bodies)
  })
}

function wholeOf(statement: ShellStatement): Span {
  if (statement.kind !== 'command') return statement.span
  const start = Math.min(statement.span.start, ...statement.assignments.map(({ span }) => span.start))
  const end = Math.max(statement.span.end, ...statement.redirections.map(({ span }) => span.end))
  return { start, end }
}

/** The elements of `a && b && c`; null for any other statement. */
function chainOf(statement: ShellStatement): readonly ShellStatement[] | null {
  if (statement.kind === 'command') return [statement]
  if (statement.kind !== 'and-or' || statement.operator !== '&&') return null
  const left = chainOf(statement.left)
  const right = chainOf(statement.right)
  if (left && right) return [...left, ...right]
  return null
}

function outOfChain(elements: readonly ShellStatement[], isGone: (one: ShellStatement) => boolean): Span[] {
  const spans: Span[] = []
  const first = elements.findIndex((element) => !isGone(element))
  const start = elements[first]
  if (first > 0 && elements[0] && start)
    spans.push({ start: wholeOf(elements[0]).start, end: wholeOf(start).start })
  for (let at = first + 1; at < elements.length; at++) {
    const element = elements[at]
    const before = elements[at - 1]
    if (element && before && isGone(element))
      spans.push({ start: wholeOf(before).end, end: wholeOf(element).end })
  }
  return spans
}

/** The lines of a statement with their ends, when nothing else stands on them; null otherwise. */
function lineOf({ start, end }: Span, source: string): Span | null {
  const from = source.lastIndexOf('\n', start - 1) + 1
  const newline = source.indexOf('\n', end)
  const to = newline < 0 ? source.length : newline + 1
  const before = source.slice(from, start)
  const after = source.slice(end, to)
  const alone =
    /^[\s>]*(?:-\s+)?["']?(?:(?:\([\w.-]+\) ?)?[$%#]\s+)?[@+-]?$/.test(before) &&
    /^["']?;?\s*(?:#.*)?$/s.test(after)
  return alone ? { start: from, end: to } : null
}

/** What a comment says that speaks of nothing but making an environment or installing with another manager. */
const ofInstalling = /\b(?:virtual ?env(?:ironment)?s?|venv|pip|upgrade|activate)\b/i

/** The comment directly above goes with lines that it alone speaks of: up to a blank line or the next comment. */
function withComment(span: Span, source: string, scriptStart: number): Span {
  if (source[span.start - 1] !== '\n') return span
  const from = source.lastIndexOf('\n', span.start - 2) + 1
  if (from < scriptStart) return span
  const above = source.slice(from, span.start)
  const next = source.slice(
    span.end,
    source.indexOf('\n', span.end) < 0 ? source.length : source.indexOf('\n', span.end),
  )
  const ends = /^[\s>]*(?:#|$|```|~~~)/.test(next)
  return ends && /^[\s>]*#(?!!)/.test(above) && ofInstalling.test(above)
    ? { start: from, end: span.end }
    : span
}

/** Everything that the host holds for a script: the step, the instruction, the line of the recipe. */
function wholeScript({ context, span }: Script, source: string): Span | null {
  const from = source.lastIndexOf('\n', span.start - 1) + 1
  const lineEnd = (offset: number) => {
    const found = source.indexOf('\n', offset)
    return found < 0 ? source.length : found + 1
  }
  switch (context.kind) {
    case 'workflow':
      return stepAround(span, source)
    case 'dockerfile': {
      if (!/^\s*RUN\b[^\n]*$/i.test(source.slice(from, span.start))) return null
      return { start: from, end: lineEnd(span.end) }
    }
    case 'make':
      return /^\t[@+-]*$/.test(source.slice(from, span.start))
        ? { start: from, end: lineEnd(span.end) }
        : null
    case 'just':
      return /^[ \t]+@?$/.test(source.slice(from, span.start))
        ? { start: from, end: lineEnd(span.end) }
        : null
    case 'markdown-fence':
      return fenceAround(span, source)
    default:
      return null
  }
}

/** A fence without commands, with the sentence that introduces it; null where something else stands around it. */
function fenceAround(span: Span, source: string): Span | null {
  const open = source.lastIndexOf('\n', source.lastIndexOf('\n', span.start - 1) - 1) + 1
  const close = source.indexOf('\n', span.end)
  const after = close < 0 ? source.length : close + 1
  const end = source.indexOf('\n', after) < 0 ? source.length : source.indexOf('\n', after) + 1
  const first = source.slice(open, source.indexOf('\n', open))
  const fenced =
    /^(?:```|~~~)/.test(first) &&
    /^(?:```|~~~)\s*$/.test(
      source.slice(span.end).startsWith('```') ? '```' : source.slice(after, end).trim(),
    )
  if (!fenced) return null
  const last = source.slice(span.end).startsWith('```') ? after : end
  const introduced = /(?:^|\n)([^\n#|>-][^\n]*:\n\n?)$/.exec(source.slice(0, open))
  const start = introduced ? open - (introduced[1]?.length ?? 0) : open
  const gap = /^\n+/.exec(source.slice(last))?.[0].length ?? 0
  return { start, end: last + gap }
}

/** The item of a list of steps that holds a piece of code, when it says nothing that others need. */
export function stepAround(span: Span, source: string): Span | null {
  const step = stepSpan(span, source)
  if (!step) return null
  const text = source.slice(step.start, step.end)
  return /^[ \t]*(?:-[ \t]+)?(?:id|uses|outputs)[ \t]*:/m.test(text) ? null : step
}

/** The item of a list of steps that holds a piece of code, or the value of another key of it. */
export function stepSpan(span: Span, source: string, key = 'run'): Span | null {
  const start = stepStart(span, source, key)
  if (start === null) return null
  const dash = source.indexOf('-', start) - start
  let end = start
  for (let at = source.indexOf('\n', start) + 1; at > 0 && at <= source.length; ) {
    const newline = source.indexOf('\n', at)
    const line = source.slice(at, newline < 0 ? source.length : newline)
    if (line.trim() !== '' && indentOf(line) <= dash) break
    if (line.trim() !== '') end = newline < 0 ? source.length : newline + 1
    if (newline < 0) break
    at = newline + 1
  }
  if (end === start)
    end = source.indexOf('\n', span.end) < 0 ? source.length : source.indexOf('\n', span.end) + 1
  return { start, end }
}

/** Where the list item of a step begins that has a piece of code, or the value of another key. */
export function stepStart({ start }: Span, source: string, key = 'run'): number | null {
  const holdsKey = new RegExp(`^\\s*(?:-\\s+)?${key}\\s*:`)
  let from = source.lastIndexOf('\n', start - 1) + 1
  let line = source.slice(from, source.indexOf('\n', from) < 0 ? source.length : source.indexOf('\n', from))
  while (from > 0 && !holdsKey.test(line)) {
    const end = from - 1
    from = source.lastIndexOf('\n', end - 1) + 1
    line = source.slice(from, end)
  }
  const column = holdsKey.test(line) ? line.search(new RegExp(`${key}\\s*:`)) : -1
  if (column < 0) return null
  while (!new RegExp(`^\\s{0,${Math.max(column - 1, 0)}}-\\s`).test(line)) {
    if (from === 0) return null
    const end = from - 1
    from = source.lastIndexOf('\n', end - 1) + 1
    line = source.slice(from, end)
    if (line.trim() !== '' && indentOf(line) < column && !/^\s*-\s/.test(line)) return null
  }
  return from
}

export function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
