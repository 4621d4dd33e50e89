import type { Fix } from '../finding.ts'
import type { Draft } from './draft.ts'
import { editsOf } from './edits.ts'
import type { Unit } from './unit.ts'

const because = 'the environment is then that of the project, with the versions of `uv.lock` and nothing else'

/** The fix that makes all steps of a draft at once; null where one of them is not certain. */
export function fixOf(draft: Draft): Fix | null {
  const { facts, unit, steps } = draft
  if (!draft.certain || (facts.workspace?.errors.length ?? 0) > 0 || hasSetting(unit)) return null
  const own = editsOf(steps, facts)
  if (own === null || own.length === 0) return null
  const edits = [...draft.edits, ...own]
  const title = edits.length === 1 ? 'Use uv' : 'Use uv in the whole session'
  return draft.safe ? { title, safety: 'safe', edits } : { title, safety: 'unsafe', because, edits }
}

/** The words `NAME=value` directly before a command, as far as they are near. */
function settingsBefore(source: string, at: number): readonly string[] {
  const words = source
    .slice(Math.max(0, at - 200), at)
    .trimEnd()
    .split(/\s+/)
  return words.slice(words.findLastIndex((word) => !word.includes('=')) + 1)
}

/** Settings of pip before a command, which uv does not read. */
function hasSetting({ lines }: Unit): boolean {
  return lines.some(({ item, place }) =>
    settingsBefore(place.source, item.command.span.start).some((word) => /^\W*PIP_\w+=/.test(word)),
  )
}
