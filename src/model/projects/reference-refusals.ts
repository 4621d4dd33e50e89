import type { Requirement, Source } from '../manifest/requirement.ts'
import { appliedSource, requirersOf } from './applied-source.ts'
import type { Workspace, WorkspaceError } from './workspace.ts'

/**
 * What uv refuses, in its words, about requirements on members: those without a workspace source, and workspace sources
 * for names that are not members (uv-distribution/src/metadata/lowering.rs). What builds a project is looked at only when
 * it is built. `memberReferences` tells the same, and more, for people.
 */
export function referenceRefusals(workspace: Workspace): readonly WorkspaceError[] {
  return requirersOf(workspace).flatMap((requirer) => {
    // A detached project does not see who is a member.
    if (requirer.detachedBy !== null) return []
    return requirer.requirements.flatMap((requirement): WorkspaceError[] => {
      if (requirement.table.kind === 'build' || requirement.name === requirer.name) return []
      const applied = appliedSource(workspace, requirer, requirement)
      const isMember = workspace.member(requirement.name) !== undefined
      if (!applied) return isMember ? [refused(requirement, 'no source')] : []
      const wrong = applied.alternatives.find(({ kind, workspace }) =>
        isMember ? kind !== 'workspace' || workspace !== true : kind === 'workspace' && workspace === true,
      )
      return wrong ? [refused(requirement, isMember ? wrong : 'no member')] : []
    })
  })
}

const kinds: Readonly<Record<Source['kind'], string | null>> = {
  git: 'Git',
  url: 'URL',
  path: 'path',
  index: 'registry',
  workspace: null,
  unknown: null,
}

function refused({ name, place }: Requirement, why: Source | 'no source' | 'no member'): WorkspaceError {
  const entry = `\`${name} = { workspace = true }\``
  const included = `\`${name}\` is included as a workspace member, but`
  const code = why === 'no member' ? 'not-a-member' : 'member-source'
  if (why === 'no member') {
    const message = `\`${name}\` references a workspace in \`tool.uv.sources\` (e.g., ${entry}), but is not a workspace member`
    return { code, message, ...place }
  }
  if (why === 'no source') {
    const message = `${included} is missing an entry in \`tool.uv.sources\` (e.g., ${entry})`
    return { code, message, ...place }
  }
  const kind = kinds[why.kind]
  const message =
    kind === null
      ? `${included} does not use \`workspace = true\` in \`tool.uv.sources\``
      : `${included} references a ${kind} in \`tool.uv.sources\`. Workspace members must be declared as workspace sources (e.g., ${entry}).`
  return { code, message, ...place }
}
