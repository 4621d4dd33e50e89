import type { PythonTarget } from '../../model/programs/python.ts'
import { distributionsOf } from '../../model/programs/python-tools.ts'
import { moduleRoot } from '../../model/projects/module-owner.ts'
import { reachable } from '../../model/projects/needed-members.ts'
import { rootMember } from '../../model/projects/root-member.ts'
import type { Member, Workspace } from '../../model/projects/workspace.ts'
import type { NamedPaths, ThroughUvFacts } from './facts.ts'

/** The one member, other than the root, that holds all the paths which some member holds. */
export function ownerOfPaths(paths: NamedPaths, workspace: Workspace): Member | null {
  const owners = new Set([...paths.values()].flatMap(({ path }) => workspace.memberAt(path) ?? []))
  const [owner] = owners
  return owners.size === 1 && owner && owner.directory !== workspace.root ? owner : null
}

/** The member that a command works for, when it depends on the owner of the console script. */
export function nearerThan(owner: Member, asking: Member | null, workspace: Workspace): Member {
  const root = asking?.directory === workspace.root
  return asking && !root && reachable(asking, workspace).has(owner.name) ? asking : owner
}

/** Whether the target is a console script or a module of the project at the root. */
export function isOfRoot(target: PythonTarget, { commands, workspace, tree }: ThroughUvFacts): boolean {
  const root = rootMember(workspace)
  if (!root || target.text === null) return false
  switch (target.kind) {
    case 'tool': {
      const defined = commands.definitions(target.text)
      return (
        root.package &&
        defined.length > 0 &&
        defined.every(({ kind, member }) => kind === 'console-script' && member === root)
      )
    }
    case 'module':
    case 'code': {
      const named =
        target.kind === 'module'
          ? target.text
          : /(?:^|[;\n][^\S\n]*)(?:import|from)\s+([A-Za-z_]\w*)/.exec(target.text)?.[1]
      const top = named?.split('.')[0] ?? ''
      return (
        /^[A-Za-z_]\w*$/.test(top) &&
        distributionsOf(top, 'module').length === 0 &&
        moduleRoot(root, top, tree) !== null
      )
    }
    case 'script':
      return false
  }
}
