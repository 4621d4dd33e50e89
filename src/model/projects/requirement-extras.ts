import type { Requirement } from '../manifest/requirement.ts'
import type { Member, Workspace } from './workspace.ts'

/** A requirement on a member that asks for an extra which the member does not have. */
export interface UndeclaredRequirementExtra {
  readonly member: Member
  readonly requirement: Requirement
  /** Normalised. */
  readonly extra: string
}

/**
 * Extras of dependencies on members that these do not declare. uv warns ("does not have an extra named") and locks without
 * them (uv-resolver/src/resolver/mod.rs, `warn_missing_extra`).
 */
export function undeclaredRequirementExtras(workspace: Workspace): readonly UndeclaredRequirementExtra[] {
  const requirements = [
    ...workspace.requirements,
    ...workspace.members.flatMap((member) => member.requirements),
  ]
  return requirements.flatMap((requirement) => {
    const member = workspace.member(requirement.name)
    if (!member || member.dynamic.includes('optional-dependencies')) return []
    return requirement.extras
      .filter((extra) => !member.extras.includes(extra))
      .map((extra) => ({ member, requirement, extra }))
  })
}
