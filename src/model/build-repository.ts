import type { FileTree } from '../discover/file-tree.ts'
import type { ParsedFile } from '../parse/document.ts'
import type { Trouble } from '../text/trouble.ts'
import { Absent } from './absent.ts'
import { collectCommands } from './commands/collect-commands.ts'
import { collectSessions } from './environments/collect-sessions.ts'
import { evaluateFlake } from './flake/evaluate-flake.ts'
import { documentsOf } from './pages/documents.ts'
import { type Grounds, groundsOf } from './pages/grounds.ts'
import { type Forest, growForest } from './projects/forest.ts'
import { ownRoots } from './projects/own-roots.ts'
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
    projects: () => growForest(documents, tree),
    workspace: () => projectsOf(repository).roots[0] ?? projectsOf(repository).absence,
    flake: () => evaluateFlake(documents, tree),
    commands: () =>
      collectCommands({
        documents,
        tree,
        projects: projectsOf(repository),
        flake: repository.fact('flake'),
      }),
    sessions: () => {
      const commands = repository.fact('commands')
      if (commands instanceof Absent) return commands
      return collectSessions({ commands, documents, flake: repository.fact('flake') })
    },
  })
  return repository
}

/** The forest of a repository; it may be empty, but it is never absent. */
export function projectsOf(repository: Repository): Forest {
  const projects = repository.fact('projects')
  if (projects instanceof Absent) throw new Error(projects.reason)
  return projects
}

/** Which files of a repository stand on foreign ground: the members of its workspaces are its own whatever they are called. */
export function groundsIn(repository: Repository): Grounds {
  const [tree, documents] = [repository.fact('tree'), repository.fact('documents')]
  if (tree instanceof Absent || documents instanceof Absent) return { of: () => null }
  const members = ownRoots(projectsOf(repository), { documents, tree }).flatMap((root) =>
    root.explicit ? root.members.map(({ directory }) => directory) : [],
  )
  return groundsOf(tree, (path) => documents.get(path)?.file.text, members)
}
