import type { FileTree } from '../../discover/file-tree.ts'
import { parentOf } from '../../text/paths.ts'

/** Folders that make their parent a plugin of an agent or editor, which is installed on the machines of its users. */
const manifests = ['.claude-plugin', '.cursor-plugin', '.codex-plugin', '.kimi-plugin']

/**
 * Whether a file belongs to a plugin that others install: its hooks run in their projects. A repository whose root lists
 * plugins is a marketplace, so the root itself does not count.
 */
export function isInShippedPlugin(path: string, tree: FileTree): boolean {
  for (let at = parentOf(path); at !== '.'; at = parentOf(at))
    if (manifests.some((name) => tree.hasFile(`${at}/${name}/plugin.json`))) return true
  return false
}
