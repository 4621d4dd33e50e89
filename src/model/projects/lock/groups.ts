import type { Span } from '../../../text/span.ts'
import type { Requirement } from '../../manifest/requirement.ts'
import type { Marker } from '../../python/marker.ts'
import { type Bound, rangesOf } from '../../python/release-ranges.ts'
import { readSpecifiers } from '../../python/specifiers.ts'
import type { Requirer } from '../applied-source.ts'
import { groupsOf } from '../dependency-groups.ts'
import type { Workspace } from '../workspace.ts'
import { type Lowered, lower } from './lowered.ts'

/** One dependency group with its includes followed. */
export interface FlatGroup {
  readonly name: string
  readonly key: Span
  readonly requirements: readonly Lowered[]
}

interface Collected {
  readonly requirement: Requirement
  readonly markers: readonly Marker[]
}

/**
 * The dependency groups of a manifest as uv stores them: includes followed, each group's own `requires-python` and-ed to
 * its requirements, `tool.uv.dev-dependencies` added to `dev` (uv-workspace/src/dependency_groups.rs). Null when uv
 * would refuse them.
 */
export function flattenGroups(workspace: Workspace, requirer: Requirer): readonly FlatGroup[] | null {
  const { uv } = requirer.pyproject
  const declared = groupsOf(requirer.pyproject)
  const byPlace = new Map(
    requirer.requirements.map((requirement) => [requirement.place.span.start, requirement]),
  )
  const collected = new Map<string, readonly Collected[] | null>()
  const flat: FlatGroup[] = []
  for (const [name, { span: key }] of declared) {
    const found = collect(name, new Set())
    if (!found) return null
    const requirements = found.flatMap(({ requirement, markers }) =>
      lower(workspace, requirer, { ...requirement, table: { kind: 'group', name } }, markers),
    )
    flat.push({ name, key, requirements })
  }
  return withLegacy(flat)

  function collect(name: string, parents: ReadonlySet<string>): readonly Collected[] | null {
    const known = collected.get(name)
    if (known !== undefined) return known
    const found = collectFresh(name, parents)
    collected.set(name, found)
    return found
  }

  function collectFresh(name: string, parents: ReadonlySet<string>): readonly Collected[] | null {
    const group = declared.get(name)
    if (!group || parents.has(name)) return null
    const found: Collected[] = []
    for (const entry of group.entries) {
      if (entry.kind === 'requirement') {
        const requirement = byPlace.get(entry.text.span.start)
        if (!requirement) return null
        found.push({ requirement, markers: [] })
        continue
      }
      const inner = entry.kind === 'include' ? collect(entry.name, new Set([...parents, name])) : null
      if (!inner || found.length > 10_000) return null
      found.push(...inner)
    }
    const own = groupPython(name)
    return found.map(({ requirement, markers }) => ({ requirement, markers: [...markers, ...own] }))
  }

  function groupPython(name: string): readonly Marker[] {
    const text = uv?.groupSettings.find((group) => group.name === name)?.requiresPython ?? null
    const ranges = rangesOf((text === null ? null : readSpecifiers(text)) ?? [])
    return [...bound('>', ranges[0]?.lower ?? null), ...bound('<', ranges.at(-1)?.upper ?? null)]
  }

  function withLegacy(groups: FlatGroup[]): FlatGroup[] {
    const legacy = uv?.devDependencies
    if (!legacy) return groups
    const requirements = requirer.requirements
      .filter(({ place: { span } }) => legacy.start <= span.start && span.end <= legacy.end)
      .flatMap((requirement) => lower(workspace, requirer, requirement))
    const dev = groups.find(({ name }) => name === 'dev')
    const merged = {
      name: 'dev',
      key: dev?.key ?? legacy,
      requirements: [...(dev?.requirements ?? []), ...requirements],
    }
    return [...groups.filter((group) => group !== dev), merged]
  }
}

function bound(operator: '<' | '>', at: Bound): readonly Marker[] {
  if (!at) return []
  const value = at.release.join('.')
  const inclusive = at.inclusive ? '=' : ''
  return [{ kind: 'comparison', variable: 'python_full_version', operator: `${operator}${inclusive}`, value }]
}
