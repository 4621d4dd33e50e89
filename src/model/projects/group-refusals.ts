import { itemAt, stringAt, type TomlItem, tableAt } from '../../parse/toml/toml-file.ts'
import type { Span } from '../../text/span.ts'
import { isValidName, normalizeName } from '../python/names.ts'
import { readRequirement } from '../python/requirement-text.ts'
import type { Requirer } from './applied-source.ts'
import { groupsOf, withIncluded } from './dependency-groups.ts'

/** What `groupsOf` gives for the manifest. */
type Groups = ReadonlyMap<string, TomlItem>

/** What uv says against a part of a manifest, and where. */
export interface Refusal {
  readonly message: string
  readonly span: Span
}

/**
 * Why uv refuses the dependency groups of a manifest, or null (uv-workspace/src/dependency_groups.rs,
 * `from_dependency_groups`): settings of groups that are not there, then the groups by name, the first trouble only.
 */
export function groupRefusal({ toml }: Requirer, groups: Groups): Refusal | null {
  const settings = tableAt(toml, 'tool', 'uv', 'dependency-groups')
  for (const [key, entry] of Object.entries(settings?.entries ?? {})) {
    const name = normalizeName(key)
    if (groups.has(name)) continue
    const message = `Failed to find group \`${name}\` specified in \`[tool.uv.dependency-groups]\``
    return { message, span: entry.key }
  }
  const hasLegacy = itemAt(toml, 'tool', 'uv', 'dev-dependencies') !== undefined
  const resolved = new Set<string>()
  for (const name of [...groups.keys()].sort()) {
    const refusal = resolve(name, [])
    if (refusal) return refusal
  }
  return null

  function resolve(name: string, parents: readonly string[]): Refusal | null {
    if (resolved.has(name)) return null
    const item = groups.get(name)
    for (const entry of item?.kind === 'array' ? item.items : []) {
      const refusal = refusalOf(entry, name, [...parents, name])
      if (refusal) return refusal
    }
    resolved.add(name)
    return null
  }

  function refusalOf(entry: TomlItem, name: string, path: readonly string[]): Refusal | null {
    const { span } = entry
    if (entry.kind === 'string') {
      const text = String(entry.value)
      // A URL may hold what is not read here.
      if (text.includes('@') || readRequirement(text)) return null
      return { message: `Failed to parse entry in group \`${name}\`: \`${text}\``, span: entry.inner ?? span }
    }
    const written = entry.kind === 'table' ? stringAt(entry, 'include-group') : undefined
    if (written === undefined) {
      return { message: `Group \`${name}\` contains an unknown dependency object specifier`, span }
    }
    const included = normalizeName(written)
    if (path.includes(included)) {
      const circle = [...path.slice(path.indexOf(included)), included]
      const cycle = circle.map((one) => `\`${one}\``).join(' -> ')
      return { message: `Detected a cycle in \`dependency-groups\`: ${cycle}`, span }
    }
    if (groups.has(included)) return path.length > 100 ? null : resolve(included, path)
    if (included === 'dev' && hasLegacy) {
      const only = 'but only `tool.uv.dev-dependencies` was found'
      return { message: `Group \`${name}\` includes the \`dev\` group (\`include = "dev"\`), ${only}`, span }
    }
    return { message: `Failed to find group \`${included}\` included by \`${name}\``, span }
  }
}

/** The default groups that a manifest does not have (uv/src/commands/project/mod.rs, `default_dependency_groups`). */
export function missingDefaultGroups({ toml }: Requirer, groups: Groups): readonly Refusal[] {
  const listed = itemAt(toml, 'tool', 'uv', 'default-groups')
  return (listed?.kind === 'array' ? listed.items : []).flatMap((item) => {
    const name = item.kind === 'string' ? normalizeName(String(item.value)) : undefined
    if (name === undefined || !isValidName(name) || groups.has(name)) return []
    const message = `Default group \`${name}\` (from \`tool.uv.default-groups\`) is not defined in the project's \`dependency-groups\` table`
    return [{ message, span: item.span }]
  })
}

/** The names of what a group of a manifest requires, includes followed; undefined when there is no such group. */
export function requiredByGroup(
  { toml, requirements }: Requirer,
  group: string,
): ReadonlySet<string> | undefined {
  const isLegacy = group === 'dev' && itemAt(toml, 'tool', 'uv', 'dev-dependencies') !== undefined
  if (!groupsOf(toml).has(group) && !isLegacy) return undefined
  const reached = withIncluded(toml, [group])
  const inGroups = requirements.filter(({ table }) => table.kind === 'group' && reached.has(table.name ?? ''))
  return new Set(inGroups.map(({ name }) => name))
}
