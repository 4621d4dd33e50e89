import type { Script } from '../../parse/script.ts'
import type { RawDefinition } from '../scripts/raw-command.ts'
import type { Definition } from './definition.ts'

/**
 * Names that one script defines for its readers: aliases, functions of hooks, programs and scripts of Nix. A file that a
 * document only shows defines nothing.
 */
export function definedBy(
  path: string,
  script: Script,
  raw: readonly RawDefinition[],
  origin: string,
): Definition[] {
  const found: Definition[] = raw.map(({ name, kind, span }) => ({
    name,
    kind,
    place: { path, span },
    origin,
  }))
  const { context } = script
  if (script.fence !== undefined) return []
  if (context.kind !== 'nix') return found
  const place = { path, span: script.span }
  if (context.writer?.name && /Bin$|Application$/.test(context.writer.function)) {
    found.push({ name: context.writer.name, kind: 'program', place, origin })
  }
  return found
}
