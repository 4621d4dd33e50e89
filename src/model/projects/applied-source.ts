import type { ListName, Manifest } from '../manifest/manifest.ts'
import type { Requirement, Source, SourceEntry } from '../manifest/requirement.ts'
import { readRequirement } from '../python/requirement-text.ts'
import type { Workspace } from './workspace.ts'

/** A manifest whose requirements uv reads: a member's, or that of a virtual root. */
export interface Requirer {
  /** Normalised name, or null for a virtual root. */
  readonly name: string | null
  readonly manifest: string
  readonly pyproject: Manifest
  readonly requirements: readonly Requirement[]
  readonly sources: ReadonlyMap<string, SourceEntry>
  /** Not null when the root's sources may not reach it. */
  readonly detachedBy: string | null
  readonly hasHiddenRequirements: boolean
}

/** Every manifest whose requirements uv reads, the root first. */
export function requirersOf(workspace: Workspace): readonly Requirer[] {
  const { virtual, manifest, pyproject, requirements, sources, members } = workspace
  if (!virtual) return members
  const root = { name: null, detachedBy: null, hasHiddenRequirements: false }
  return [{ ...root, manifest, pyproject, requirements, sources }, ...members]
}

/** The entry of `[tool.uv.sources]` that counts for a requirement, and its parts that apply to it. */
export interface AppliedSource {
  readonly entry: SourceEntry
  /** Whether it is the root's and a manifest in between may hide it. */
  readonly hidden: boolean
  /** Those not limited to another extra or group; empty when the source does not reach the requirement. */
  readonly alternatives: readonly Source[]
}

/**
 * Which source counts for a requirement: the project's own entry, else the root's
 * (uv-distribution/src/metadata/lowering.rs, `from_requirement`). Null without an entry.
 */
export function appliedSource(
  workspace: Workspace,
  requirer: Requirer,
  requirement: Requirement,
): AppliedSource | null {
  const own = requirer.sources.get(requirement.name)
  const entry = own ?? workspace.sources.get(requirement.name)
  if (!entry) return null
  const { kind, name } = requirement.table
  const alternatives = entry.alternatives.filter(
    ({ extra, group }) =>
      (extra === undefined || (kind === 'extra' && extra === name)) &&
      (group === undefined || (kind === 'group' && group === name)),
  )
  return { entry, hidden: own === undefined && requirer.detachedBy !== null, alternatives }
}

/**
 * Whether uv refuses the requirement for its source: a member that is not required as one, or `workspace = true` for a
 * name that is no member (lowering.rs). A detached project does not see who is a member.
 */
export function isRefused(workspace: Workspace, requirer: Requirer, requirement: Requirement): boolean {
  const applied = appliedSource(workspace, requirer, requirement)
  const member = workspace.member(requirement.name)
  const sources = applied?.alternatives ?? []
  const asMember = sources.filter(({ kind, workspace }) => kind === 'workspace' && workspace === true)
  if (!member) return asMember.length > 0
  if (member.name === requirer.name || requirer.detachedBy !== null) return false
  return applied === null || asMember.length < sources.length
}

const rootLists: readonly ListName[] = [
  'override-dependencies',
  'constraint-dependencies',
  'build-constraint-dependencies',
]

/**
 * The entries of `[tool.uv.sources]` in all manifests that no requirement uses. uv says nothing about them. Where a build
 * backend decides what a project requires, any source that it reads may be in use.
 */
export function unusedSources(workspace: Workspace): readonly SourceEntry[] {
  const used = new Set<SourceEntry>()
  for (const requirer of requirersOf(workspace)) {
    if (requirer.hasHiddenRequirements) {
      for (const entry of [...requirer.sources.values(), ...workspace.sources.values()]) used.add(entry)
    }
    for (const requirement of requirer.requirements) {
      const applied = appliedSource(workspace, requirer, requirement)
      if (applied) used.add(applied.entry)
    }
  }
  for (const key of rootLists) {
    for (const { text } of workspace.pyproject.uv?.lists.get(key)?.texts ?? []) {
      const name = readRequirement(text)?.name
      const entry = name === undefined ? undefined : workspace.sources.get(name)
      if (entry) used.add(entry)
    }
  }
  const entries = new Set([
    ...workspace.sources.values(),
    ...requirersOf(workspace).flatMap(({ sources }) => [...sources.values()]),
  ])
  return [...entries].filter((entry) => !used.has(entry))
}
