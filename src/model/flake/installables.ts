import { optionsOf, type Value } from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** What the root flake answers to, for `.#name`; null when not every name is known. */
export interface Installables {
  /** For `nix run`. */
  readonly run: readonly string[] | null
  /** For `nix build` and `nix shell`. */
  readonly build: readonly string[] | null
  /** For `nix develop`. */
  readonly develop: readonly string[] | null
}

/** The names of a flake of which nothing is known. */
export const unknownInstallables: Installables = { run: null, build: null, develop: null }

/**
 * Reads the names that `.#name` may mean. Nix looks in the groups of the command, then in `packages` and
 * `legacyPackages`, then among the outputs themselves (`getDefaultFlakeAttrPathPrefixes` of Nix's `installables.cc` and
 * its overrides in `run.cc` and `develop.cc`).
 */
export function readInstallables(outputs: Value): Installables {
  const sets = optionsOf(outputs)
  if (sets.some((set) => set.kind !== 'attributes' || set.open || set.every)) return unknownInstallables
  const own = sets.flatMap((set) => [...attributesOf(set).entries.keys()])
  const group = (name: string, depth: number) =>
    sets.map((set) => {
      const value = attributesOf(set).entries.get(name)?.thunk.force()
      return value ? namesAt(value, depth) : []
    })
  const defaultOf = (name: string) => (own.includes(name) ? [['default']] : [])
  const packages = [
    own,
    ...group('packages', 2),
    ...group('legacyPackages', 2),
    ...defaultOf('defaultPackage'),
  ]
  return {
    run: together([...packages, ...group('apps', 2), ...defaultOf('defaultApp')]),
    build: together(packages),
    develop: together([...packages, ...group('devShells', 2), ...defaultOf('devShell')]),
  }
}

/** The names that stand this many levels deep in nested sets; null unless all are known. */
function namesAt(value: Value, depth: number): readonly string[] | null {
  const sets = optionsOf(value)
  return together(
    sets.map((set) => {
      if (set.kind !== 'attributes' || set.open) return null
      if (depth === 1) return set.every ? null : [...set.entries.keys()]
      const inner = [...set.entries.values(), ...(set.every ? [set.every] : [])]
      return together(inner.map(({ thunk }) => namesAt(thunk.force(), depth - 1)))
    }),
  )
}

function together(parts: readonly (readonly string[] | null)[]): readonly string[] | null {
  const names = new Set<string>()
  for (const part of parts) {
    if (!part) return null
    for (const name of part) names.add(name)
  }
  return [...names].sort()
}
