import { builderNames, lockBuilders } from '../../tables/nixpkgs-names.ts'
import type { Access } from './evaluation.ts'
import { unknown, type Value } from './value.ts'

/**
 * An attribute of something unknown: only names that can mean but one thing say what it is. pyproject.nix's renderers give
 * arguments for builders of the same name.
 */
export function fromUnknown({ name }: Access, subject: Value = unknown): Value {
  if (name === null) return unknown
  const isRenderer = subject.kind === 'unknown' && subject.name === 'renderers'
  const waits = isRenderer ? undefined : (builderNames.get(name) ?? lockBuilders.get(name))
  return waits === undefined ? { kind: 'unknown', name } : { kind: 'builder', name, waits }
}
