import type { FileTree } from '../../discover/file-tree.ts'
import { isInside, parentOf } from '../../text/paths.ts'
import type { Flake } from './flake.ts'

/**
 * What a flake below the root is to the flake at the root: a `template`, which is foreign ground; an `input` of it; the flake
 * whose inputs a `partition` of flake-parts takes; or nothing of the kind.
 */
export type NestedRole = 'template' | 'input' | 'partition' | 'other'

/** @param path of its `flake.nix`, relative to the repository root */
export function roleOfNested(path: string, { templates, inputs, inputFlakes }: Flake): NestedRole {
  const directory = parentOf(path)
  if (/(^|\/)templates?\//.test(path) || /\{\{|\{%/.test(path) || templates.includes(directory))
    return 'template'
  if (inputFlakes.includes(directory)) return 'partition'
  const isInput = inputs.some(({ url }) => url?.replace(/^path:/, '').replace(/^\.\//, '') === directory)
  return isInput ? 'input' : 'other'
}

/**
 * Whether a file belongs to a template, by the name of its folder, by what is to be filled in there, or since an output of the
 * flake at the root says so.
 * @param templates directories that `templates` of the flake at the root names; null for one that is not known
 */
export function isTemplate(path: string, templates: readonly (string | null)[]): boolean {
  const isNamed = templates.some((directory) => directory !== null && isInside(directory, path))
  return isNamed || /(?:^|\/)templates?\//.test(path) || /\{\{|\{%/.test(path)
}

/** Whether a directory below the root, or one above it there, has a flake, which then serves what lies in it. */
export function hasOwnFlake(directory: string, tree: FileTree): boolean {
  for (let at = directory; at !== '.' && at !== ''; at = parentOf(at)) {
    if (tree.hasFile(`${at}/flake.nix`)) return true
  }
  return false
}
