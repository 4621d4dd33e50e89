import type { FileTree } from '../../src/discover/file-tree.ts'
import { Absent } from '../../src/model/absent.ts'
import { type Documents, documentsOf } from '../../src/model/pages/documents.ts'
import { workspaceFinder } from '../../src/model/projects/discover-workspace.ts'
import { growForest } from '../../src/model/projects/forest.ts'
import type { Workspace } from '../../src/model/projects/workspace.ts'
import { parseUvLock } from '../../src/parse/lock/parse-uv-lock.ts'
import { parseToml } from '../../src/parse/toml/parse-toml.ts'
import { discoveryOf, type Files } from './in-memory.ts'

/** The facts that the workspace model works on, from files that exist only in memory. */
export function factsOf(files: Files) {
  const { sources, tree } = discoveryOf(files)
  const all = sources
    .filter(({ path }) => /\.toml$|uv\.lock$/.test(path))
    .map((file) => {
      const read = file.path.endsWith('uv.lock') ? parseUvLock(file) : parseToml(file)
      return {
        file,
        document: { path: file.path, language: 'toml' as const, scripts: [], directives: [], ...read },
      }
    })
  const documents = documentsOf(all)
  return { documents, tree }
}

/** The workspace that uv finds from a directory, else the first root of the repository. */
export function discoverWorkspace(documents: Documents, tree: FileTree, from?: string): Workspace | Absent {
  if (from !== undefined) return workspaceFinder(documents, tree)(from)
  const { roots, broken, absence } = growForest(documents, tree)
  return roots[0] ?? (broken.length > 0 ? workspaceFinder(documents, tree)('.') : absence)
}

/** The workspace of files that exist only in memory; throws when there is none. */
export function workspaceOf(files: Files, from?: string): Workspace {
  const { documents, tree } = factsOf(files)
  const found = discoverWorkspace(documents, tree, from)
  if (found instanceof Absent) throw new Error(found.reason)
  return found
}

/** A manifest with the least that uv wants. */
export function project(name: string, rest = ''): string {
  return `[project]\nname = "${name}"\nversion = "1"\n${rest}`
}
