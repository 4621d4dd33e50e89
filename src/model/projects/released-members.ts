import type { Documents } from '../pages/documents.ts'
import { installedNames } from '../pages/installed-names.ts'
import type { Member, Workspace } from './workspace.ts'

/**
 * Tells which members are on an index: the manifest says what only an index shows (a license, classifiers, keywords,
 * links), or a document installs them by name.
 */
export function releasedMembers(workspace: Workspace, documents: Documents): (member: Member) => boolean {
  let installed: ReadonlySet<string> | undefined
  return ({ name, pyproject: { project, hasBuildSystem } }) => {
    if (!hasBuildSystem || project?.private) return false
    if (['license', 'classifiers', 'keywords', 'urls'].some((key) => project?.keys.has(key))) return true
    installed ??= new Set(
      documents.all.flatMap(({ file: { text }, document: { markdown } }) =>
        markdown ? [...installedNames(text)].flatMap((written) => workspace.member(written)?.name ?? []) : [],
      ),
    )
    return installed.has(name)
  }
}
