import { temporaryPlace } from '../../tables/environments.ts'
import type { Command } from '../commands/command.ts'
import type { AssignedValues } from './assigned-values.ts'

/**
 * Whether a script has gone to a directory that does not outlive it before a command: `cd "$(mktemp -d)"`, `cd /tmp/x`, or a
 * variable that was set to such a place.
 * @param source the text of the file
 */
export function isInTemporary(
  { moved, directory }: Command,
  source: string,
  values: AssignedValues,
): boolean {
  if (!moved || directory !== null) return false
  const { start, end } = moved.place.span
  const place = source
    .slice(start, end)
    .replace(/^(?:cd|pushd)\s+/, '')
    .replace(/^["']/, '')
  if (temporaryPlace.test(place)) return true
  const name = /^\$\{?(\w+)/.exec(place)?.[1]
  return name !== undefined && values.wasSet(name, 'temporary', start)
}
