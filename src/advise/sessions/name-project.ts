import type { FileTree } from '../../discover/file-tree.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { isInside, relativeTo } from '../../text/paths.ts'
import type { Cure } from './cure.ts'

/** Commands of uv that look for a project from where they are started. */
const searching =
  /\buv (add|remove|sync|run|lock|export|build|tree|version)\b(?![^`\n]*--(?:no-project|project|directory)\b)/g

/** What is run with packages of its own needs no project. */
const onItsOwn = /\buv run [^`\n]{0,400}--with(?:-requirements)?\b/g

/**
 * The cure with the project named where uv would not find it: a command that runs outside of the root which it works for
 * says `--project`. Outside of every project nobody knows which one is meant, so there is no fix.
 */
export function withProjectNamed(cure: Cure, root: Workspace | null, tree: FileTree): Cure {
  const directories = cure.lines.map(({ command }) => command.directory)
  if (!root || directories.every((directory) => directory === null || isInside(root.root, directory))) {
    const isKnown = directories.some((directory) => directory !== null)
    return root && isKnown && !tree.hasFile(root.manifest) ? withoutProject(cure, root) : cure
  }
  const [directory] = directories
  const option = `--project ${relativeTo(directory ?? '.', root.root)}`
  const named = (text: string) => text.replace(searching, `uv $1 ${option}`)
  const { fix } = cure
  return {
    ...cure,
    next: named(cure.next),
    ...(fix && { fix: { ...fix, edits: fix.edits.map((edit) => ({ ...edit, text: named(edit.text) })) } }),
  }
}

function withoutProject(whole: Cure, { outsiders }: Workspace): Cure {
  const { fix: _, ...cure } = whole
  const [example] = outsiders
  // A note says what would have to be there first.
  if (!example || cure.severity === 'note' || !cure.next.replace(onItsOwn, '').match(searching)) return cure
  return {
    ...cure,
    next: `${cure.next} uv finds no project from here: say which one is meant, such as \`--project ${example.directory}\`.`,
  }
}
