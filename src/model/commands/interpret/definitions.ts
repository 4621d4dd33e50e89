import type { Script } from '../../../parse/script.ts'
import type { TomlItem } from '../../../parse/toml/toml-file.ts'
import type { Workspace } from '../../workspace/workspace.ts'
import type { Definition } from '../commands.ts'
import type { RawDefinition } from './raw-command.ts'

/**
 * Names that one script defines for its readers: aliases, functions of hooks, programs and scripts of Nix. A file that a
 * document only shows defines nothing.
 */
export function definedBy(
  path: string,
  script: Script,
  raw: readonly RawDefinition[],
  origin: string,
): Definition[] {
  const found: Definition[] = raw.map(({ name, kind, span }) => ({
    name,
    kind,
    place: { path, span },
    origin,
  }))
  const { context } = script
  if (script.fence !== undefined) return []
  if (context.kind !== 'nix') return found
  const place = { path, span: script.span }
  if (context.writer?.name && /Bin$|Application$/.test(context.writer.function)) {
    found.push({ name: context.writer.name, kind: 'program', place, origin })
  }
  return found
}

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

function entriesOf(item: TomlItem | undefined, key: string) {
  if (item?.kind !== 'table') return []
  const table = item.entries[key]?.item
  if (table?.kind !== 'table') return []
  return Object.entries(table.entries).map(([name, entry]) => [name, entry.key] as const)
}
