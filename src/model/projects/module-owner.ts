import type { FileTree } from '../../discover/file-tree.ts'
import { joinPath } from '../../text/paths.ts'
import type { Member, Workspace } from './workspace.ts'

/** The one member that holds the top-level package of a dotted module. */
export function moduleOwner(module: string, workspace: Workspace, tree: FileTree): Member | null {
  const [top = ''] = module.split('.')
  if (!/^[A-Za-z_]\w*$/.test(top)) return null
  const owners = workspace.members.filter(
    (member) => member.directory !== workspace.root && moduleRoot(member, top, tree) !== null,
  )
  return owners.length === 1 ? (owners[0] ?? null) : null
}

/** Directory that holds a project's top-level module: `src` or the project's own. */
export function moduleRoot(member: Pick<Member, 'directory'>, top: string, tree: FileTree): string | null {
  for (const base of [joinPath(member.directory, 'src'), member.directory]) {
    const path = joinPath(base, top)
    if (tree.hasFile(`${path}/__init__.py`) || tree.hasFile(`${path}.py`)) return base
    if (base.endsWith('src') && tree.hasDirectory(path)) return base
  }
  return null
}
