import type { EntryPoint, Manifest } from '../manifest/manifest.ts'
import type { Workspace } from '../projects/workspace.ts'
import type { Definition } from './definition.ts'

/** The names that a project puts on the search path: `[project.scripts]`, then `[project.gui-scripts]`. */
export function scriptsOf({ project }: Manifest): readonly EntryPoint[] {
  return project?.entryPoints.filter(({ table }) => table !== 'entry-points') ?? []
}

/** Console scripts that members declare (`[project.scripts]`, `[project.gui-scripts]`). */
export function consoleScripts({ members }: Workspace): Definition[] {
  return members.flatMap((member) =>
    scriptsOf(member.pyproject).map(({ key, span }) => ({
      name: key,
      kind: 'console-script' as const,
      place: { path: member.manifest, span },
      origin: `scripts of \`${member.name}\``,
      member,
    })),
  )
}
