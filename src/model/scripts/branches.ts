import type { ShellStatement } from '../../parse/shell/ast.ts'
import type { Position } from './position.ts'

/** Whether a list of statements ends in `return` or `exit`, so that nothing goes on from its end. */
export function neverEnds(statements: readonly ShellStatement[]): boolean {
  const last = statements.at(-1)
  return last?.kind === 'command' && /^(?:return|exit)$/.test(last.words[0]?.text ?? '')
}

/** Whether a function is meant to be left by `return` alone: it ends so, or in a loop that tries until it can. */
export function isLeftByReturn(body: readonly ShellStatement[]): boolean {
  return neverEnds(body) || body.at(-1)?.kind === 'loop'
}

/** Where branches meet again: one that enters a clone, which is another checkout, does not say where the others are. */
export function join(ends: readonly Position[]): Position {
  const here = ends.filter(({ clone }) => clone !== 'other')
  return merge(here.length > 0 ? here : ends)
}

/** One position when all branches agree, else an unknown directory. */
export function merge(ends: readonly Position[]): Position {
  const [first, ...rest] = ends
  if (!first) return { directory: null }
  return rest.every((end) => end.directory === first.directory) ? first : { directory: null }
}
