import type { FileTree } from '../../discover/file-tree.ts'
import { importedAs } from '../../discover/python-code.ts'
import { outlineOf } from '../../parse/python/outline.ts'
import { sideFolders } from '../../tables/side-folders.ts'
import { joinPath } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import { lockedNeeds, neededFor } from './lock/locked-needs.ts'
import type { Member, Workspace } from './workspace.ts'

/** A distribution that a member's code imports and that only the root declares. */
export interface RootOnlyImport {
  readonly member: Member
  readonly distribution: string
  readonly module: string
  /** The first import. */
  readonly place: Place
}

/**
 * Imports at the top of a member's package that work only because the root brings what they need: neither the member nor anything
 * that it needs does, as the lock tells. Without a lock nothing is certain.
 */
export function rootOnlyImports({
  workspace,
  documents,
  tree,
}: {
  readonly workspace: Workspace
  readonly documents: Documents
  readonly tree: FileTree
}): readonly RootOnlyImport[] {
  const lock = documents.get(joinPath(workspace.root, 'uv.lock'))?.file
  const root = workspace.members.find(({ directory }) => directory === workspace.root) ?? workspace
  const declared = root.requirements.filter(({ table }) => table.kind !== 'build')
  if (!lock || declared.length === 0) return []
  const byModule = new Map(declared.map(({ name }) => [importedAs(name), name]))
  const needs = lockedNeeds(lock)
  const found = new Map<string, RootOnlyImport>()
  for (const { file, document } of documents.all) {
    if (document.language !== 'python' || document.header) continue
    const member = workspace.memberAt(file.path)
    if (!member || member.directory === workspace.root || member.hasHiddenRequirements) continue
    const [folder = ''] = file.path.slice(member.directory.length + 1).split('/')
    if (sideFolders.has(folder) || !needs.has(member.name)) continue
    for (const { module, span, optional, late } of outlineOf(file.text).imports) {
      const [top = ''] = module.split('.')
      const distribution = byModule.get(top)
      const key = `${member.name} ${distribution}`
      if (distribution === undefined || optional || late || found.has(key) || workspace.member(distribution))
        continue
      if (member.requirements.some(({ name }) => name === distribution)) continue
      // Another distribution may hold the module, and a folder of the member may have its name.
      if ([...neededFor([member.name], needs)].some((name) => importedAs(name) === top)) continue
      if (tree.endingIn(`${top}/__init__.py`).length > 0 || tree.endingIn(`${top}.py`).length > 0) continue
      found.set(key, { member, distribution, module, place: { path: file.path, span } })
    }
  }
  return [...found.values()]
}
