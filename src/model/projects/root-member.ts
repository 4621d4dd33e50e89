import type { Member, Workspace } from './workspace.ts'

/** The member at the root of the workspace; none when the root is no project. */
export function rootMember(workspace: Workspace): Member | undefined {
  const holder = workspace.memberAt(workspace.root)
  return holder?.directory === workspace.root ? holder : undefined
}
