import { satisfies } from '@renovatebot/pep440'
import type { Requirement, Source, SourceEntry } from '../manifest/requirement.ts'
import { readSpecifiersLeniently, writeSpecifiers } from '../python/specifiers.ts'
import { readVersion } from '../python/version.ts'
import {
  type AppliedSource,
  appliedSource,
  type Requirer,
  requirersOf,
  unusedSources,
} from './applied-source.ts'
import type { Member, Workspace } from './workspace.ts'

/** A dependency on a member, or a source that speaks of one, that is not as uv wants it. */
export type MemberReference =
  /** Neither the project nor the root has a source for it. */
  | {
      readonly problem: 'no-source'
      readonly member: Member
      readonly requirer: Requirer
      readonly requirement: Requirement
    }
  /** The source that counts is no workspace source. */
  | {
      readonly problem: 'other-source'
      readonly member: Member
      readonly entry: SourceEntry
      readonly source: Source
      readonly requirements: Requirement[]
    }
  /** The source is limited to other extras or groups. */
  | {
      readonly problem: 'out-of-reach'
      readonly member: Member
      readonly entry: SourceEntry
      readonly requirement: Requirement
    }
  /** Its bound leaves out the version that the member has; uv ignores it, a built wheel does not. */
  | {
      readonly problem: 'missed-bound'
      readonly member: Member
      readonly requirement: Requirement
      readonly version: string
    }
  /** A bound that uv ignores and that others may read: see `BoundReader`. */
  | {
      readonly problem: 'ignored-bound'
      readonly member: Member
      readonly requirer: Requirer
      readonly requirement: Requirement
      readonly reader: BoundReader
    }
  /** `workspace = true` for a name that is no member; uv refuses it only where something depends on the name. */
  | { readonly problem: 'no-member'; readonly entry: SourceEntry; readonly used: boolean }
  /** A workspace source that no requirement uses. */
  | { readonly problem: 'unused'; readonly entry: SourceEntry; readonly member: Member }

/**
 * Who reads a bound on a workspace source, which uv drops: whoever installs the project from an index, whoever builds it
 * elsewhere, or nobody, because it stands in a dependency group, the project is not built as a package, or the
 * project or the member is marked as private.
 */
export type BoundReader = 'installer' | 'builder' | 'group' | 'unpackaged' | 'private'

/**
 * What is wrong with the dependencies on members. uv compares names, not paths, and refuses the first three and a
 * name without a member where it is used (uv-distribution/src/metadata/lowering.rs); it is silent about the others.
 */
export function memberReferences(workspace: Workspace): readonly MemberReference[] {
  const found: MemberReference[] = []
  const wrong = new Map<Source, Extract<MemberReference, { problem: 'other-source' }>>()
  for (const requirer of requirersOf(workspace)) {
    for (const requirement of requirer.requirements) {
      const member = workspace.member(requirement.name)
      if (!member || member.name === requirer.name) continue
      const applied = appliedSource(workspace, requirer, requirement)
      if (!applied) {
        found.push({ problem: 'no-source', member, requirer, requirement })
        continue
      }
      const { entry, alternatives } = applied
      if (alternatives.length === 0) found.push({ problem: 'out-of-reach', member, entry, requirement })
      found.push(...boundProblems(workspace, requirer, requirement, member, applied))
      for (const source of alternatives) {
        if (source.kind === 'workspace' && source.workspace === true) continue
        const known = wrong.get(source)
        if (known) known.requirements.push(requirement)
        else
          wrong.set(source, { problem: 'other-source', member, entry, source, requirements: [requirement] })
      }
    }
  }
  return [...found, ...wrong.values(), ...strangers(workspace), ...unused(workspace)]
}

/** What is wrong with the version that a requirement on a member asks for. */
function boundProblems(
  workspace: Workspace,
  requirer: Requirer,
  requirement: Requirement,
  member: Member,
  { hidden, alternatives }: AppliedSource,
): MemberReference[] {
  const { version } = member
  if (version !== null && !admits(requirement.specifiers, version))
    return [{ problem: 'missed-bound', member, requirement, version }]
  if (requirement.specifiers === '' || hidden || !isForEveryPlatform(alternatives)) return []
  const reader = readerOf(workspace, requirer, requirement, member)
  return [{ problem: 'ignored-bound', member, requirer, requirement, reader }]
}

/** Where markers leave a platform without a source, the bound counts there. */
function isForEveryPlatform(alternatives: readonly Source[]): boolean {
  const [source, ...others] = alternatives
  return others.length === 0 && source?.workspace === true && source.marker === undefined
}

function readerOf(
  { member: memberOf }: Workspace,
  { name, pyproject }: Requirer,
  { table }: Requirement,
  member: Member,
): BoundReader {
  if (pyproject.project?.private || member.pyproject.project?.private) return 'private'
  if (table.kind === 'group') return 'group'
  if (table.kind === 'build') return 'builder'
  return name !== null && memberOf(name)?.package === false ? 'unpackaged' : 'installer'
}

/** Whether specifiers admit a version; true when either cannot be read. */
export function admits(specifiers: string, version: string): boolean {
  const read = readSpecifiersLeniently(specifiers)
  const known = readVersion(version)
  if (!read || !known) return true
  return read.every((specifier) => satisfies(known.text, writeSpecifiers([specifier]), { prereleases: true }))
}

function* strangers(workspace: Workspace): Iterable<MemberReference> {
  // A member that was not read may bear the name.
  if (workspace.unread.length > 0) return
  const unused = new Set(unusedSources(workspace))
  for (const { sources } of requirersOf(workspace)) {
    for (const entry of sources.values()) {
      if (!isWorkspaceSource(entry) || workspace.member(entry.name)) continue
      yield { problem: 'no-member', entry, used: !unused.has(entry) }
    }
  }
}

function* unused(workspace: Workspace): Iterable<MemberReference> {
  for (const entry of unusedSources(workspace)) {
    const member = workspace.member(entry.name)
    if (member && isWorkspaceSource(entry)) yield { problem: 'unused', entry, member }
  }
}

function isWorkspaceSource({ alternatives }: SourceEntry): boolean {
  return alternatives.some(({ kind, workspace }) => kind === 'workspace' && workspace === true)
}
