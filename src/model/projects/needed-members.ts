import type { Member, Workspace } from './workspace.ts'

/** Names of a member and of the members that it needs in turn. */
export function reachable(member: Member, workspace: Workspace): ReadonlySet<string> {
  const found = new Set([member.name])
  for (const name of found) {
    for (const requirement of workspace.member(name)?.requirements ?? []) {
      if (requirement.table.kind !== 'build' && workspace.member(requirement.name))
        found.add(requirement.name)
    }
  }
  return found
}

/** Names of a member and of the members that are installed with it: those that its dependencies name, and theirs. */
export function installedWith(member: Member, workspace: Workspace): ReadonlySet<string> {
  const found = new Set([member.name])
  for (const name of found) {
    for (const { name: other, table } of workspace.member(name)?.requirements ?? []) {
      if (table.kind === 'dependencies' && workspace.member(other)) found.add(other)
    }
  }
  return found
}
