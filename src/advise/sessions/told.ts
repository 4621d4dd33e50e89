import type { Command } from '../../model/commands/command.ts'
import { runsBehind } from '../../model/environments/join-actions.ts'
import type { Session, SessionCommand, Sessions } from '../../model/environments/session.ts'
import { showsUv } from './left-as-is.ts'
import { isTasks } from './unit.ts'

/**
 * Whether a bare command needs no advice of its own: the cure of its session tells what becomes of it, it is apart from the
 * project on purpose, or the environment that it starts in was entered before it.
 */
export function isToldBySession(command: Command, sessions: Sessions): boolean {
  const session = sessions.of(command)
  const item = session && itemsOf(session).get(command)
  if (!session || !item) return false
  if (session.apart !== null || isOtherWay(session)) return true
  const { kind } = item.environment
  if (kind === 'project') return !/[/\\]/.test(command.words[0]?.text ?? '') || writerBefore(item, session)
  if (kind !== 'unknown' && kind !== 'system' && kind !== 'venv') return true
  if (kind === 'venv' && !/[/\\]/.test(command.words[0]?.text ?? '')) return true
  return writerBefore(item, session) || (item.target?.kind === 'script' && runsOnPlainPython(session))
}

/** Whether the page shows uv's way to do the same. */
function isOtherWay({ alternative }: Session): boolean {
  return (
    alternative !== null &&
    alternative.manager !== 'uv' &&
    (alternative.uvFirst || alternative.others.some(showsUv))
  )
}

/**
 * Whether nothing is installed in a job and nothing of it works in the project's environment: a script that runs there needs
 * nothing but the standard library, and `uv run` would install the project for it.
 */
function runsOnPlainPython({ kind, commands }: Session): boolean {
  return (
    kind === 'job' &&
    commands.every(({ role, environment, use }) => role === 'reads' && environment.kind !== 'project' && !use)
  )
}

/** Every bare command is asked for. */
const indexes = new WeakMap<Session, ReadonlyMap<Command, SessionCommand>>()

function itemsOf(session: Session): ReadonlyMap<Command, SessionCommand> {
  const known = indexes.get(session) ?? new Map(session.commands.map((item) => [item.command, item]))
  indexes.set(session, known)
  return known
}

/** Whether another manager makes or fills the environment of a command, in the order in which a session runs. */
function writerBefore(item: SessionCommand, { commands }: Session): boolean {
  return commands.some(
    (other) =>
      other.use !== null &&
      (other.role === 'writes' || other.role === 'makes') &&
      (other.environment.kind === item.environment.kind ||
        !['tool', 'throwaway', 'foreign'].includes(other.environment.kind)) &&
      (isTasks(item) || runsBehind(item, other)),
  )
}
