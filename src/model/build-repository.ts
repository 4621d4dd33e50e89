import type { FileTree } from '../discover/file-tree.ts'
import type { ParsedFile } from '../parse/document.ts'
import { collectCommands } from './commands/collect-commands.ts'
import { evaluateFlake } from './flake/evaluate-flake.ts'
import { documentsOf } from './pages/documents.ts'
import { discoverWorkspace } from './projects/discover-workspace.ts'
import { Repository } from './repository.ts'

/** Builds the model of a repository from its parsed files. Each part is computed when a rule first asks for it. */
export function buildRepository(files: readonly ParsedFile[], tree: FileTree): Repository {
  const documents = documentsOf(files)
  const repository: Repository = new Repository({
    tree: () => tree,
    documents: () => documents,
    workspace: () => discoverWorkspace(documents, tree),
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
