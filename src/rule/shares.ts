import { Absent } from '../model/absent.ts'
import type { Command, Commands } from '../model/commands/command.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import type { Facts, Repository } from '../model/repository.ts'
import { lazily } from '../text/lazily.ts'

/** A root with the commands that run in it. */
export type Share = Pick<Facts, 'workspace' | 'commands'>

/** What each root of the repository has of the facts. The commands are asked for only when a rule needs them. */
export function sharesOf(repository: Repository): readonly Share[] {
  const projects = repository.fact('projects')
  if (projects instanceof Absent) return []
  const commandsOf = lazily(() => {
    const commands = repository.fact('commands')
    const byRoot = new Map<Workspace | null, Command[]>()
    if (commands instanceof Absent) return () => commands
    for (const command of commands.judged) {
      const known = byRoot.get(command.root)
      if (known) known.push(command)
      else byRoot.set(command.root, [command])
    }
    return (root: Workspace) => ({ ...commands, judged: byRoot.get(root) ?? [] })
  })
  const roots = projects.ground ? [...projects.roots, projects.ground] : projects.roots
  return roots.map((workspace) => {
    const commands = lazily(() => commandsOf()(workspace))
    return {
      workspace,
      get commands() {
        return commands() as Commands
      },
    }
  })
}
