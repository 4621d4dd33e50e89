import type { DependencyGroup, Manifest } from '../manifest/manifest.ts'
import { normalizeName } from '../python/names.ts'

/** `[dependency-groups]` of a manifest by normalised name. */
export function groupsOf({ groups }: Manifest): ReadonlyMap<string, DependencyGroup> {
  return new Map(groups.map((group) => [group.name, group]))
}

/** Names that `--group` accepts for a manifest, normalised: those of `[dependency-groups]`, and `dev` of the older table. */
export function selectableGroups({ groups, uv }: Manifest): readonly string[] {
  return [...new Set([...groups.map(({ name }) => name), ...(uv?.devDependencies ? ['dev'] : [])])]
}

/** These groups of a manifest and all that they include; names are normalised. */
export function withIncluded(manifest: Manifest, names: Iterable<string>): ReadonlySet<string> {
  const groups = groupsOf(manifest)
  const reached = new Set(names)
  for (const name of reached) {
    for (const entry of groups.get(name)?.entries ?? []) if (entry.kind === 'include') reached.add(entry.name)
  }
  return reached
}

/** The groups that uv installs with a project when none is named, those that they include left out. */
export function defaultGroupsOf({ groups, uv }: Manifest): readonly string[] {
  if (!uv?.defaultGroups) return ['dev']
  const { all, names } = uv.defaultGroups
  return all ? [...groups.map(({ name }) => name), 'dev'] : names.map(({ text }) => normalizeName(text))
}
