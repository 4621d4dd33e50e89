import type { ShellStatement } from '../../parse/shell/ast.ts'
import type { Position } from './position.ts'

function isChange(statement: ShellStatement): boolean {
  if (statement.kind === 'and-or' && statement.operator === '||') return isChange(statement.left)
  return statement.kind === 'command' && ['cd', 'pushd'].includes(statement.words[0]?.text ?? '')
}

/** A `cd` or `popd` back to where a move came from belongs to the move. */
export function noteReturn(statement: ShellStatement, before: Position, after: Position, from: number): void {
  if (statement.kind !== 'command' || !['cd', 'popd'].includes(statement.words[0]?.text ?? '')) return
  const { move } = before
  if (move && after.directory === move.from && after.directory !== null) {
    const end = Math.max(statement.span.end, ...statement.redirections.map(({ span }) => span.end))
    move.returns.push({ start: from, end })
  }
}

/** From a command of a console transcript to the next one: no output, but its prompt. */
const toNextPrompt = /^[ \t;]*\r?\n(?:[ \t>]*\r?\n)*[ \t>]*(?:\([\w.-]+\) ?)?[\w.@:~/-]*[$%❯➜] +$/

function lastOf(statement: ShellStatement): ShellStatement {
  return statement.kind === 'and-or' ? lastOf(statement.right) : statement
}

/** A `cd` among other statements takes the space up to the next one with it. */
export function noteRemoval(
  statement: ShellStatement,
  next: ShellStatement | undefined,
  before: Position,
  after: Position,
  source: string,
): void {
  const { move } = after
  if (!move || move === before.move || move.removal || !isChange(statement) || !next) return
  const between = source.slice(statement.span.end, next.span.start)
  const gap =
    /^[\s;]*$/.test(between) || toNextPrompt.test(between)
      ? between
      : /^[ \t;]*\r?\n(?:[ \t>]*\r?\n)*[ \t>]*/.exec(between)?.[0]
  if (gap !== undefined) {
    move.removal = { start: statement.span.start, end: statement.span.end + gap.length }
  }
}

/** In `cd x && y`, the `cd` goes with its operator. */
export function noteChainRemoval(
  left: ShellStatement,
  right: ShellStatement,
  before: Position,
  after: Position,
): void {
  const { move } = after
  if (move && move !== before.move && !move.removal) {
    move.removal = { start: lastOf(left).span.start, end: right.span.start }
  }
}
