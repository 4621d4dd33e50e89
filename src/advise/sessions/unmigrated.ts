import type { Command } from '../../model/commands/command.ts'
import { manifestIn } from '../../model/manifest/read-manifest.ts'
import type { Documents } from '../../model/pages/documents.ts'
import type { ForeignUse } from '../../model/programs/foreign-managers.ts'
import { projectManagers } from '../../tables/managers.ts'
import { joinPath, parentOf } from '../../text/paths.ts'

/** What uv says for the work of another manager on its project. */
const verbs: Partial<Readonly<Record<ForeignUse['does'], string>>> = {
  run: 'uv run',
  lock: 'uv lock',
  export: 'uv export',
  build: 'uv build',
  test: 'uv run pytest',
  sync: 'uv sync',
}

/** What has to be done before all else: uv works with nothing that has no `[project]`. */
export function migrateFirst(project: string, verb: string): string {
  return `Give ${project} a \`[project]\` table first (\`uvx migrate-to-uv\` writes it); then use \`${verb}\`.`
}

/** The sentences of an advice, with those that come before all else first. */
export function firstThingsFirst(said: readonly string[]): readonly string[] {
  const isFirst = (sentence: string) => sentence.includes('(`uvx migrate-to-uv` writes it)')
  return [...said.filter(isFirst), ...said.filter((sentence) => !isFirst(sentence))]
}

/** What has to come first where the nearest manifest is that of another manager alone, which uv cannot work with; null elsewhere. */
export function asksForProject(
  { does, manager }: ForeignUse,
  { directory, path }: Command,
  documents: Documents,
): string | null {
  const verb = verbs[does]
  if (!projectManagers.has(manager) || verb === undefined) return null
  for (let at = directory ?? parentOf(path); ; at = parentOf(at)) {
    const parsed = documents.get(joinPath(at, 'pyproject.toml'))
    const manifest = parsed && manifestIn(parsed.document)
    if (manifest) {
      if (manifest.project || !manifest.tools.has(manager)) return null
      const where = at === '.' ? 'the project' : `\`${at}\``
      return migrateFirst(where, verb)
    }
    if (at === '.') return null
  }
}
