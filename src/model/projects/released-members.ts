import type { Documents } from '../pages/documents.ts'
import { findPublication } from './publication.ts'
import type { Member } from './workspace.ts'

/** Tells which members are on an index, on the evidence of the repository (`publication.ts`). */
export function releasedMembers(documents: Documents): (member: Member) => boolean {
  const publication = findPublication(documents)
  return ({ name, pyproject: { project, hasBuildSystem } }) =>
    hasBuildSystem && !project?.private && publication.evidence(name) !== null
}
