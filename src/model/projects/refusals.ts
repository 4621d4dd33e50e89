import type { Manifest } from '../manifest/manifest.ts'
import type { Source } from '../manifest/requirement.ts'
import { appliedSource, type Requirer, requirersOf } from './applied-source.ts'
import { groupsOf } from './dependency-groups.ts'
import { groupRefusal, missingDefaultGroups, type Refusal, requiredByGroup } from './group-refusals.ts'
import { brokenConflicts, overlappingEnvironments } from './root-refusals.ts'
import type { Workspace, WorkspaceError } from './workspace.ts'

/**
 * What uv refuses only when it locks or syncs: broken dependency groups and conflicts, environments that overlap, sources
 * limited to what is not there, indexes that nothing declares. References to members are left to `memberReferences`.
 */
export function refusals(workspace: Workspace): readonly WorkspaceError[] {
  const { pyproject, manifest: path } = workspace
  const environments = overlappingEnvironments(pyproject).map((refusal) => {
    return { code: 'overlapping-environments', ...refusal, path }
  })
  const others = requirersOf(workspace).flatMap((requirer) => {
    const error = (code: string) => (refusal: Refusal) => ({ code, ...refusal, path: requirer.manifest })
    const groups = groupsOf(requirer.pyproject)
    const broken = groupRefusal(requirer, groups)
    return [
      ...(broken ? [broken] : []).map(error('invalid-groups')),
      ...missingDefaultGroups(requirer, groups).map(error('missing-default-group')),
      ...brokenConflicts(requirer).map(error('invalid-conflicts')),
      ...limitedSources(requirer).map(error('invalid-source')),
      ...usedSources(workspace, requirer),
    ]
  })
  return [...environments, ...others]
}

/** Own sources for an extra or group that does not require the package (uv-distribution, `validate_sources`). */
function limitedSources(requirer: Requirer): readonly Refusal[] {
  const { name, sources, requirements, pyproject, hasHiddenRequirements } = requirer
  if (name === null) return []
  const limited = [...sources.values()].filter(({ alternatives }) =>
    alternatives.some(({ extra, group }) => extra !== undefined || group !== undefined),
  )
  if (limited.length === 0) return []
  const extras = new Set(pyproject.project?.extras.map(({ name }) => name))
  const inExtras = new Set(
    requirements.flatMap(({ name, table }) => (table.kind === 'extra' ? [`${table.name} ${name}`] : [])),
  )
  return limited.flatMap((entry) =>
    entry.alternatives.flatMap(({ extra, group, place: { span } }): Refusal[] => {
      const of = `Source entry for \`${entry.name}\` only applies to`
      if (extra !== undefined && !hasHiddenRequirements) {
        const only = `${of} extra \`${extra}\`, but`
        const missing = 'was not found under the `project.optional-dependencies` section for that extra'
        if (!extras.has(extra)) return [{ message: `${only} the \`${extra}\` extra does not exist`, span }]
        if (!inExtras.has(`${extra} ${entry.name}`)) {
          return [{ message: `${only} \`${entry.name}\` ${missing}`, span }]
        }
      }
      if (group === undefined) return []
      const only = `${of} dependency group \`${group}\`, but`
      const missing = 'was not found under the `dependency-groups` section for that group'
      const required = requiredByGroup(requirer, group)
      if (!required) return [{ message: `${only} the \`${group}\` group does not exist`, span }]
      return required.has(entry.name) ? [] : [{ message: `${only} \`${entry.name}\` ${missing}`, span }]
    }),
  )
}

/** Sources of requirements that uv cannot follow (uv-distribution/src/metadata/lowering.rs). */
function usedSources(workspace: Workspace, requirer: Requirer): readonly WorkspaceError[] {
  if (requirer.detachedBy !== null) return []
  const found = new Map<Source, WorkspaceError>()
  for (const requirement of requirer.requirements) {
    const { name } = requirement
    const applied = appliedSource(workspace, requirer, requirement)
    // A requirement on itself is none on a member.
    if (!applied || (workspace.member(name) && name !== requirer.name)) continue
    for (const source of applied.alternatives) {
      const { index, kind, place } = source
      if (kind === 'workspace' && source.workspace === false) {
        const message = '`workspace = false` is not yet supported'
        found.set(source, { code: 'invalid-source', message, ...place })
      }
      if (index === undefined || kind !== 'index') continue
      if ([requirer, workspace].some(({ pyproject }) => declaresIndex(pyproject, index))) continue
      const message = `Package \`${name}\` references an undeclared index: \`${index}\``
      found.set(source, { code: 'undeclared-index', message, ...place })
    }
  }
  return [...found.values()]
}

function declaresIndex({ uv }: Manifest, index: string): boolean {
  return uv?.indexes.some(({ name }) => name?.text === index) === true
}
