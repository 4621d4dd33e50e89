import { entryOf, tableAt } from '../../parse/toml/toml-file.ts'
import type { Documents } from '../pages/documents.ts'
import { installedNames } from '../pages/installed-names.ts'
import { isPrivate } from './member-references.ts'
import type { Member, Workspace } from './workspace.ts'

/**
 * Tells which members are on an index: the manifest says what only an index shows (a license, classifiers, keywords,
 * links), or a document installs them by name.
 */
export function releasedMembers(workspace: Workspace, documents: Documents): (member: Member) => boolean {
  let installed: ReadonlySet<string> | undefined
  return ({ name, toml }) => {
    const project = tableAt(toml, 'project')
    if (entryOf(toml, 'build-system') === undefined || isPrivate(toml)) return false
    if (['license', 'classifiers', 'keywords', 'urls'].some((key) => entryOf(project, key))) return true
    installed ??= new Set(
      documents.all.flatMap(({ file: { text }, document: { markdown } }) =>
        markdown ? [...installedNames(text)].flatMap((written) => workspace.member(written)?.name ?? []) : [],
      ),
    )
    return installed.has(name)
  }
}
