import { itemAt, stringAt, type TomlItem, type TomlTable, tableAt } from '../../parse/toml/toml-file.ts'
import { normalizeName } from '../python/names.ts'

/** `[dependency-groups]` of a manifest by normalised name. */
export function groupsOf(toml: TomlTable): ReadonlyMap<string, TomlItem> {
  const entries = Object.entries(tableAt(toml, 'dependency-groups')?.entries ?? {})
  return new Map(entries.map(([name, { item }]) => [normalizeName(name), item]))
}

/** Names that `--group` accepts for a manifest, normalised: those of `[dependency-groups]`, and `dev` of the older table. */
export function selectableGroups(toml: TomlTable): readonly string[] {
  const names = [...groupsOf(toml).keys()]
  const isLegacy = itemAt(toml, 'tool', 'uv', 'dev-dependencies') !== undefined
  return isLegacy && !names.includes('dev') ? [...names, 'dev'] : names
}

/** These groups of a manifest and all that they include; names are normalised. */
export function withIncluded(toml: TomlTable, names: Iterable<string>): ReadonlySet<string> {
  const groups = groupsOf(toml)
  const reached = new Set(names)
  for (const name of reached) {
    const item = groups.get(name)
    for (const one of item?.kind === 'array' ? item.items : []) {
      const included = one.kind === 'table' ? stringAt(one, 'include-group') : undefined
      if (included !== undefined) reached.add(normalizeName(included))
    }
  }
  return reached
}
