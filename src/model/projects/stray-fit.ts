import type { FileTree } from '../../discover/file-tree.ts'
import { joinPath } from '../../text/paths.ts'
import { isValidName, normalizeName } from '../python/names.ts'
import { rangesOf } from '../python/release-ranges.ts'
import { readSpecifiers } from '../python/specifiers.ts'
import { admits } from './member-references.ts'
import type { Outsider, Workspace } from './workspace.ts'

/**
 * Why a project below a root cannot be one of its members, as the rest of a sentence that begins with it; null when
 * nothing stands against it. uv would refuse the workspace, or find no version for all of its members.
 */
export function unfitness(outsider: Outsider, workspace: Workspace, tree: FileTree): string | null {
  const { directory, pyproject, reason } = outsider
  if (reason === 'nested-root')
    return 'it is a workspace of its own, and uv knows no workspace inside a workspace'
  const written = pyproject?.project?.name?.text
  if (written === undefined || !isValidName(written)) return 'its name is not one that uv accepts'
  const name = normalizeName(written)
  if (workspace.member(name)) return `there is a member called \`${name}\` already`
  if (/[{}<>]|%[{(]/.test(directory)) return 'it is a template'
  if (tree.hasFile(joinPath(directory, 'uv.lock'))) return 'it has a lock of its own'
  for (const requirement of pyproject?.requirements ?? []) {
    if (requirement.table.kind !== 'dependencies') continue
    const version = workspace.member(requirement.name)?.version
    if (version && !admits(requirement.specifiers, version)) {
      return `it asks for \`${requirement.text}\`, and the workspace has \`${version}\``
    }
  }
  const python = pyproject?.project?.requiresPython?.text
  if (
    python !== undefined &&
    workspace.requiresPython !== null &&
    isEmptyTogether(python, workspace.requiresPython)
  ) {
    return `it asks for Python \`${python}\`, and the workspace for \`${workspace.requiresPython}\``
  }
  return null
}

function isEmptyTogether(a: string, b: string): boolean {
  const both = readSpecifiers(`${a},${b}`)
  return both !== null && both !== undefined && rangesOf(both).length === 0
}
