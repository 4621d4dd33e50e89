import type { FileTree } from '../../discover/file-tree.ts'
import type { Documents } from '../pages/documents.ts'
import { groundsOf } from '../pages/grounds.ts'
import type { Forest } from './forest.ts'
import type { Workspace } from './workspace.ts'

/** The roots that the repository works on: those whose manifest stands on no foreign ground, such as a template. */
export function ownRoots(
  { roots }: Forest,
  { documents, tree }: { readonly documents: Documents; readonly tree: FileTree },
): readonly Workspace[] {
  const grounds = groundsOf(tree, (path) => documents.get(path)?.file.text, [])
  return roots.filter(({ manifest }) => grounds.of(manifest) === null)
}
