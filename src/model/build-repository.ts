import type { FileTree } from '../discover/file-tree.ts'
import type { ParsedFile } from '../parse/document.ts'
import type { Trouble } from '../text/trouble.ts'
import { Absent } from './absent.ts'
import { collectCommands } from './commands/collect-commands.ts'
import { evaluateFlake } from './flake/evaluate-flake.ts'
import { documentsOf } from './pages/documents.ts'
import { discoverWorkspace } from './projects/discover-workspace.ts'
import type { Workspace } from './projects/workspace.ts'
import { Repository } from './repository.ts'

/** Builds the model of a repository from its parsed files. Each part is computed when a rule first asks for it. */
export function buildRepository(
  files: readonly ParsedFile[],
  tree: FileTree,
  unread: readonly Trouble[] = [],
): Repository {
  const documents = documentsOf(files)
  const repository: Repository = new Repository({
    tree: () => tree,
    documents: () => documents,
    unread: () => unread,
    workspace: () => readable(discoverWorkspace(documents, tree)),
    flake: () => evaluateFlake(documents, tree),
    commands: () =>
      collectCommands({
        documents,
        tree,
        workspace: repository.fact('workspace'),
        flake: repository.fact('flake'),
      }),
  })
  return repository
}

/** A workspace whose root cannot be read is none that a rule could judge. */
function readable(workspace: Workspace | Absent): Workspace | Absent {
  if (workspace instanceof Absent) return workspace
  const broken = workspace.errors.some(
    ({ code, path }) => code === 'invalid-toml' && path === workspace.manifest,
  )
  return broken ? new Absent(`\`${workspace.manifest}\` cannot be read`) : workspace
}
