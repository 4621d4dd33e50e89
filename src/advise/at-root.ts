import type { Forest } from '../model/projects/forest.ts'
import type { Workspace } from '../model/projects/workspace.ts'

/**
 * A command of uv as it is typed at the root of the repository: it names the project where that lies below, as in
 * `uv lock --project frontend`.
 * @param words the subcommand with its options, such as `sync --all-packages`
 */
export function uvFor({ root }: Pick<Workspace, 'root'>, words: string): string {
  if (root === '.') return `uv ${words}`
  const [subcommand, ...options] = words.split(' ')
  return ['uv', subcommand, '--project', root, ...options].join(' ')
}

/** What installs every project of the repository that no other root excludes, a command a root; `uv sync` at its own root. */
export function syncCommands({ roots, isExcluded }: Forest): readonly string[] {
  const [first] = roots
  if (!first || first.root === '.') return ['uv sync']
  const own = roots.filter((root) => !isExcluded(root))
  return (own.length > 0 ? own : roots).map((root) => uvFor(root, 'sync'))
}
