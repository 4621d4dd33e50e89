import type { FileTree } from '../../discover/file-tree.ts'
import { resolvePath } from '../../text/paths.ts'
import type { Commands } from '../commands/command.ts'
import type { PythonTarget } from '../programs/python.ts'
import { moduleOwner } from '../projects/module-owner.ts'
import type { Member, Workspace } from '../projects/workspace.ts'

/** The member that a target belongs to: by the script's path, the module's package, the console script. */
export function memberOfTarget(
  target: PythonTarget,
  directory: string | null,
  facts: { readonly workspace: Workspace; readonly tree: FileTree; readonly commands: Commands },
): Member | null {
  const { workspace, tree } = facts
  const inside = (member: Member | undefined) =>
    member && member.directory !== workspace.root ? member : null
  if (target.text === null) return null
  switch (target.kind) {
    case 'script': {
      const path = resolvePath(directory, target.text)
      return path !== null && tree.hasFile(path) ? inside(workspace.memberAt(path)) : null
    }
    case 'module':
      return moduleOwner(target.text, workspace, tree)
    case 'code': {
      const imported = /(?:^|[;\n][^\S\n]*)(?:import|from)\s+([A-Za-z_]\w*)/.exec(target.text)?.[1]
      return imported ? moduleOwner(imported, workspace, tree) : null
    }
    case 'tool': {
      const owners = facts.commands.definitions(target.text).flatMap(({ member }) => (member ? [member] : []))
      return owners.length === 1 ? inside(owners[0]) : null
    }
  }
}
