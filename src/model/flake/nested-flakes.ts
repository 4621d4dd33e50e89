import { parentOf } from '../../text/paths.ts'
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
