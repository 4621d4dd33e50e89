import type { HookDependency } from '../../parse/document.ts'
import { resolveIn } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import { isTestData } from '../pages/page-kind.ts'
import { readRequirement } from '../python/requirement-text.ts'
import { releasedMembers } from './released-members.ts'
import type { Member, Workspace } from './workspace.ts'

/** A member among the `additional_dependencies` of a pre-commit hook. */
export interface HookReference extends Place {
  /**
   * `hook-index`: by name, so pip takes it from the index. `hook-path`: by a path that pre-commit looks for in its own
   * copy of the hook's repository, where pip runs (pre_commit/languages/python.py, `install_environment`).
   */
  readonly problem: 'hook-index' | 'hook-path'
  readonly member: Member
  readonly text: string
  /** Whether the index has a release of the member, and not a stranger's package. */
  readonly released: boolean
}

/** Every member that pre-commit would install, each place once: an anchor may put one in several hooks. */
export function hookReferences(workspace: Workspace, documents: Documents): readonly HookReference[] {
  const isReleased = releasedMembers(documents)
  return documents.all.flatMap(({ file: { path }, document: { hookDependencies = [] } }) => {
    if (hookDependencies.length === 0 || isTestData(path) || path.includes('{{')) return []
    const found = new Map<number, HookReference>()
    for (const dependency of hookDependencies) {
      const { span, text } = dependency
      const reference = referenceOf(dependency, workspace)
      if (!reference || found.has(span.start)) continue
      const released = isReleased(reference.member)
      found.set(span.start, { ...reference, path, span, text, released })
    }
    return [...found.values()]
  })
}

function referenceOf(
  { text }: HookDependency,
  workspace: Workspace,
): Pick<HookReference, 'problem' | 'member'> | null {
  const requirement = readRequirement(text)
  if (requirement) {
    const member = requirement.url === null ? workspace.member(requirement.name) : undefined
    return member ? { problem: 'hook-index', member } : null
  }
  const written = text.replace(/^(?:-e|--editable)[ =]+/, '').replace(/\[[^[\]]*\]$/, '')
  if (!/^\.{1,2}(?:\/|$)/.test(written)) return null
  const directory = resolveIn('.', written)
  const member = workspace.members.find((known) => known.directory === directory)
  return member ? { problem: 'hook-path', member } : null
}
