import type { FileTree } from '../../discover/file-tree.ts'
import { lockingHooks } from '../../tables/actions.ts'
import type { Place } from '../../text/span.ts'
import type { Commands } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'

/** The pre-commit configuration at the root of a repository with a lock, where no hook locks. */
export function hookless({
  documents,
  tree,
  commands,
}: {
  readonly documents: Documents
  readonly tree: FileTree
  readonly commands: Commands
}): readonly { readonly place: Place; readonly lock: string }[] {
  if (!tree.hasFile('uv.lock')) return []
  return ['.pre-commit-config.yaml', '.pre-commit-config.yml'].flatMap((path) => {
    const parsed = documents.get(path)
    if (!parsed || parsed.document.troubles.length > 0) return []
    const start = /^repos[ \t]*:/m.exec(parsed.file.text)?.index
    const isUsed = parsed.document.hooks?.some(({ id }) => lockingHooks.has(id))
    const isLocked = commands.all.some(
      (one) => one.path === path && ['lock', 'sync'].includes(one.uv?.subcommand ?? ''),
    )
    if (start === undefined || isUsed || isLocked) return []
    return [{ place: { path, span: { start, end: start + 'repos:'.length } }, lock: 'uv.lock' }]
  })
}
