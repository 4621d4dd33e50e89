import type { Span } from '../../text/span.ts'
import type { DependencyGroup, GroupEntry } from '../manifest/manifest.ts'
import { isValidName, normalizeName } from '../python/names.ts'
import { readRequirement } from '../python/requirement-text.ts'
import type { Requirer } from './applied-source.ts'
import { groupsOf, withIncluded } from './dependency-groups.ts'

/** What `groupsOf` gives for the manifest. */
type Groups = ReadonlyMap<string, DependencyGroup>

/** What uv says against a part of a manifest, and where. */
export interface Refusal {
  readonly message: string
  readonly span: Span
}

/**
 * Why uv refuses the dependency groups of a manifest, or null (uv-workspace/src/dependency_groups.rs,
 * `from_dependency_groups`): settings of groups that are not there, then the groups by name, the first trouble only.
 */
export function groupRefusal({ pyproject: { uv } }: Requirer, groups: Groups): Refusal | null {
  for (const { name, span } of uv?.groupSettings ?? []) {
    if (groups.has(name)) continue
    const message = `Failed to find group \`${name}\` specified in \`[tool.uv.dependency-groups]\``
    return { message, span }
  }
  const hasLegacy = uv?.devDependencies != null
  const resolved = new Set<string>()
  for (const name of [...groups.keys()].sort()) {
    const refusal = resolve(name, [])
    if (refusal) return refusal
  }
  return null

  function resolve(name: string, parents: readonly string[]): Refusal | null {
    if (resolved.has(name)) return null
    for (const entry of groups.get(name)?.entries ?? []) {
      const refusal = refusalOf(entry, name, [...parents, name])
      if (refusal) return refusal
    }
    resolved.add(name)
    return null
  }

  function refusalOf(entry: GroupEntry, name: string, path: readonly string[]): Refusal | null {
    if (entry.kind === 'requirement') {
      const { text, span } = entry.text
      // A URL may hold what is not read here.
      if (text.includes('@') || readRequirement(text)) return null
      return { message: `Failed to parse entry in group \`${name}\`: \`${text}\``, span }
    }
    const { span } = entry
    if (entry.kind === 'unknown') {
      return { message: `Group \`${name}\` contains an unknown dependency object specifier`, span }
    }
    const included = entry.name
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
export function missingDefaultGroups({ pyproject: { uv } }: Requirer, groups: Groups): readonly Refusal[] {
  return (uv?.defaultGroups?.names ?? []).flatMap(({ text, value }) => {
    const name = normalizeName(text)
    if (!isValidName(name) || groups.has(name)) return []
    const message = `Default group \`${name}\` (from \`tool.uv.default-groups\`) is not defined in the project's \`dependency-groups\` table`
    return [{ message, span: value }]
  })
}

/** The names of what a group of a manifest requires, includes followed; undefined when there is no such group. */
export function requiredByGroup(
  { pyproject, requirements }: Requirer,
  group: string,
): ReadonlySet<string> | undefined {
  const isLegacy = group === 'dev' && pyproject.uv?.devDependencies != null
  if (!groupsOf(pyproject).has(group) && !isLegacy) return undefined
  const reached = withIncluded(pyproject, [group])
  const inGroups = requirements.filter(({ table }) => table.kind === 'group' && reached.has(table.name ?? ''))
  return new Set(inGroups.map(({ name }) => name))
}
