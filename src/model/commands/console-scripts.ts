import type { TomlItem } from '../../parse/toml/toml-file.ts'
import type { Workspace } from '../projects/workspace.ts'
import type { Definition } from './definition.ts'

/** Console scripts that members declare (`[project.scripts]`, `[project.gui-scripts]`). */
export function consoleScripts(workspace: Workspace): Definition[] {
  return workspace.members.flatMap((member) => {
    const project = member.toml.entries.project?.item
    return ['scripts', 'gui-scripts'].flatMap((table) =>
      entriesOf(project, table).map(([name, span]) => ({
        name,
        kind: 'console-script' as const,
        place: { path: member.manifest, span },
        origin: `scripts of \`${member.name}\``,
        member,
      })),
    )
  })
}

export function entriesOf(item: TomlItem | undefined, key: string) {
  if (item?.kind !== 'table') return []
  const table = item.entries[key]?.item
  if (table?.kind !== 'table') return []
  return Object.entries(table.entries).map(([name, entry]) => [name, entry.key] as const)
}
