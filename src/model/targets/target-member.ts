import type { FileTree } from '../../discover/file-tree.ts'
import { resolvePath } from '../../text/paths.ts'
import type { Command, Commands } from '../commands/command.ts'
import { type PythonTarget, pathOf, pythonTarget } from '../programs/python.ts'
import { moduleOwner } from '../projects/module-owner.ts'
import type { Member, Workspace } from '../projects/workspace.ts'

/** What a call of `uv run` starts (uv: `RunCommand::from_args` in `uv/src/commands/project/run.rs`). */
export function uvRunTarget(command: Command): PythonTarget | null {
  const uv = command.uv
  const [first, ...operands] = uv?.target ?? []
  if (uv?.subcommand !== 'run' || !first) return null
  if (uv.mode === 'module') return { kind: 'module', word: first, text: first.text, operands }
  if (uv.mode === 'script') return { kind: 'script', word: first, text: pathOf(first), operands }
  const program = first.text?.slice(first.text.lastIndexOf('/') + 1) ?? null
  return pythonTarget(uv.target, first.fromRoot?.endsWith('.py') ? 'x.py' : program)
}

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
