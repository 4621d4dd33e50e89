import type { Move, Turn } from '../model/scripts/move.ts'
import type { ShellStatement } from '../parse/shell/ast.ts'
import type { Span } from '../text/span.ts'

/** What stands around a move in the text of its file, for the fix that takes the move away. */
export interface MoveLayout {
  /** What goes when the move is removed, such as `cd x && `; absent when that is not certain. */
  readonly removal?: Span
  /** What goes back to where the move came from, to be removed with it. */
  readonly returns: readonly Span[]
}

/**
 * Reads from the turns of a file where one of its moves stands.
 * @param source the text of the file
 */
export function layoutOf(move: Move, turns: readonly Turn[], source: string): MoveLayout {
  const returns = turns.flatMap((turn) => returnIn(turn, move) ?? [])
  const arrivals = turns.filter(({ before, after }) => after.move === move && before.move !== move)
  let { removal } = move
  for (const turn of arrivals)
    removal ??= turn.joined === 'chain' ? chainRemoval(turn) : listRemoval(turn, source)
  return { returns, ...(removal && { removal }) }
}

/** A `cd` or `popd` back to where a move came from belongs to the move. */
function returnIn({ statement, before, after, from, joined, next }: Turn, move: Move): Span | undefined {
  if (joined === 'chain' && next) return undefined
  if (statement.kind !== 'command' || !['cd', 'popd'].includes(statement.words[0]?.text ?? ''))
    return undefined
  if (before.move !== move || after.directory !== move.from || after.directory === null) return undefined
  const end = Math.max(statement.span.end, ...statement.redirections.map(({ span }) => span.end))
  return { start: from, end }
}

/** In `cd x && y`, the `cd` goes with its operator. */
function chainRemoval({ statement, next }: Turn): Span | undefined {
  return next && { start: lastOf(statement).span.start, end: next.span.start }
}

/** A `cd` among other statements takes the space up to the next one with it. */
function listRemoval({ statement, next }: Turn, source: string): Span | undefined {
  if (!isChange(statement) || !next) return undefined
  const between = source.slice(statement.span.end, next.span.start)
  if (startsItem(statement.span.start, source)) return undefined
  const gap =
    /^[\s;]*$/.test(between) || toNextPrompt.test(between)
      ? between
      : /^[ \t;]*\r?\n(?:[ \t>]*\r?\n)*[ \t>]*/.exec(between)?.[0]
  return gap === undefined ? undefined : { start: statement.span.start, end: statement.span.end + gap.length }
}

/** Whether a statement is the whole item of a list of lines (`- cd x`), which cannot go without its mark. */
function startsItem(start: number, source: string): boolean {
  const line = source.slice(source.lastIndexOf('\n', start - 1) + 1, start)
  return /^\s*(?:-\s+|[\w-]+:\s+|\[\s*)["']?$/.test(line)
}

/** From a command of a console transcript to the next one: no output, but its prompt. */
const toNextPrompt = /^[ \t;]*\r?\n(?:[ \t>]*\r?\n)*[ \t>]*(?:\([\w.-]+\) ?)?[\w.@:~/-]*[$%❯➜] +$/

function isChange(statement: ShellStatement): boolean {
  if (statement.kind === 'and-or' && statement.operator === '||') return isChange(statement.left)
  return statement.kind === 'command' && ['cd', 'pushd'].includes(statement.words[0]?.text ?? '')
}

function lastOf(statement: ShellStatement): ShellStatement {
  return statement.kind === 'and-or' ? lastOf(statement.right) : statement
}
