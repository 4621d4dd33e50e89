import type { FileTree } from '../../discover/file-tree.ts'
import type { Command } from '../../model/commands/command.ts'
import { manifestIn } from '../../model/manifest/read-manifest.ts'
import type { Documents } from '../../model/pages/documents.ts'
import type { ForeignUse } from '../../model/programs/foreign-managers.ts'
import { projectManagers } from '../../tables/managers.ts'
import { joinPath, parentOf, resolvePath } from '../../text/paths.ts'
import type { Cure } from './cure.ts'

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

/**
 * The cure where what a command works on is a project of setuptools without `[project]`, which uv cannot work with: that
 * has to be written first, whatever the command installs.
 */
export function withManifestFirst(cure: Cure, tree: FileTree, documents: Documents): Cure {
  if (!/\buv (?:add|sync|init)\b/.test(cure.next)) return cure
  const places = cure.lines.flatMap(({ command, use }) => [
    command.directory,
    ...(use?.files ?? []).map(({ text }) => {
      const path = text === null ? null : resolvePath(command.directory, text)
      return path === null ? null : parentOf(path)
    }),
  ])
  const home = places.map((place) => setupAbove(place, tree, documents)).find((found) => found !== null)
  if (home === undefined || home === null) return cure
  const { fix: _, ...rest } = cure
  const them = cure.lines.length === 1 ? 'this command' : `these ${cure.lines.length} commands`
  return {
    ...rest,
    next: `uv needs a \`[project]\` table here: move what \`${home}\` declares into \`pyproject.toml\`, and what requirements files list by \`uv add -r …\`; then one \`uv sync\` takes the place of ${them}.`,
  }
}

/** The `setup.py` in a directory or the nearest above it that has one; null below a manifest with `[project]`. */
function setupAbove(directory: string | null, tree: FileTree, documents: Documents): string | null {
  if (directory === null) return null
  for (let at = directory; ; at = parentOf(at)) {
    const parsed = documents.get(joinPath(at, 'pyproject.toml'))
    const manifest = parsed && manifestIn(parsed.document)
    if (manifest?.project || manifest?.uv || manifest?.poetry) return null
    const setup = joinPath(at, 'setup.py')
    if (tree.hasFile(setup)) return setup
    if (at === '.') return null
  }
}
