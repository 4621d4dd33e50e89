import type { FileTree } from '../../../discover/file-tree.ts'
import type { LockPackage, UvLock } from '../../../parse/lock/uv-lock.ts'
import { joinPath, resolveIn } from '../../../text/paths.ts'
import { Absent } from '../../absent.ts'
import type { Documents } from '../../pages/documents.ts'
import { workspaceFinder } from '../discover-workspace.ts'
import type { Member, Workspace } from '../workspace.ts'
import type { LockReason } from './lock-reason.ts'
import { contentReasons } from './member-reasons.ts'
import { contextOf } from './same-requirements.ts'

interface LockFacts {
  readonly documents: Documents
  readonly tree: FileTree
}

/** The directory of a locked source tree relative to the repository root; null for others and for those outside. */
function directoryOf(workspace: Workspace, locked: LockPackage): string | null {
  return isTree(locked) ? resolveIn(workspace.root, locked.source.at) : null
}

function isTree({ source: { kind } }: LockPackage): boolean {
  return kind === 'directory' || kind === 'editable' || kind === 'virtual'
}

/**
 * Members that moved. uv compares no paths, but reads the project where it was locked, and fails where that is gone
 * (uv-resolver/src/lock/mod.rs, `package_metadata`).
 */
export function movedReasons(
  workspace: Workspace,
  lock: UvLock,
  path: string,
  { tree }: LockFacts,
): readonly LockReason[] {
  const elsewhere: { readonly locked: LockPackage; readonly member: Member; readonly then: string }[] = []
  const inPlace = new Set<Member>()
  for (const locked of lock.packages) {
    const then = directoryOf(workspace, locked)
    const member = then === null ? undefined : workspace.member(locked.name)
    if (!member || then === null) continue
    if (then === member.reached) inPlace.add(member)
    else elsewhere.push({ locked, member, then })
  }
  return elsewhere.flatMap(({ locked, member, then }): LockReason[] => {
    if (inPlace.has(member)) return []
    const manifest = joinPath(then, 'pyproject.toml')
    if (tree.hasFile(manifest) || tree.isIgnored(manifest)) return []
    const message = `\`${member.name}\` is locked at \`${locked.source.at}\`, where no project is any more.`
    const related = [{ path, span: locked.span, message: 'It is locked here.' }]
    return [{ code: 'moved', message, at: { path: member.manifest, span: member.nameSpan }, related }]
  })
}

/** What differs in projects of this repository that are locked without being members, by their own workspace. */
export function localReasons(
  workspace: Workspace,
  lock: UvLock,
  path: string,
  { documents, tree }: LockFacts,
): { reasons: readonly LockReason[]; undecided: readonly string[] } {
  const context = contextOf(workspace, lock)
  const workspaceOf = workspaceFinder(documents, tree)
  const reasons: LockReason[] = []
  const undecided: string[] = []
  for (const locked of lock.packages) {
    if (!isTree(locked) || workspace.member(locked.name)) continue
    const directory = directoryOf(workspace, locked)
    if (directory === null) continue
    if (!documents.get(joinPath(directory, 'pyproject.toml'))) continue
    const own = workspaceOf(directory)
    const project = own instanceof Absent ? undefined : own.member(locked.name)
    if (own instanceof Absent || own.errors.length > 0 || project?.directory !== directory) {
      undecided.push(`\`${locked.name}\` in \`${directory}\` cannot be read as a project`)
      continue
    }
    const found = contentReasons(own, project, locked, lock, context, path)
    reasons.push(...found.reasons)
    undecided.push(...found.undecided)
  }
  return { reasons, undecided }
}
