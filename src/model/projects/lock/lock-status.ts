import type { FileTree } from '../../../discover/file-tree.ts'
import type { UvLock } from '../../../parse/lock/uv-lock.ts'
import { joinPath } from '../../../text/paths.ts'
import { Absent } from '../../absent.ts'
import type { Documents } from '../../pages/documents.ts'
import { type SettingsInForce, settingsInForce } from '../settings-in-force.ts'
import type { Workspace } from '../workspace.ts'
import { localReasons, movedReasons } from './local-reasons.ts'
import type { LockReason } from './lock-reason.ts'
import { memberReasons } from './member-reasons.ts'
import { unstatedOptions } from './option-reasons.ts'
import { rootReasons } from './root-reasons.ts'

/** Whether `uv.lock` is what `uv lock` would write now, as far as that can be told without the network. */
export interface LockStatus {
  /** The lock's path relative to the repository root. */
  readonly path: string
  readonly present: boolean
  /** Null when there is a lock but nothing can be said about it. */
  readonly inStep: boolean | null
  /** In uv's order of validation (uv-resolver/src/lock/mod.rs, `satisfies`). */
  readonly reasons: readonly LockReason[]
  /** What cannot be decided without building or the network, in words. */
  readonly undecided: readonly string[]
}

/** Compares the workspace with its lock. */
export function readLockStatus(
  workspace: Workspace,
  { documents, tree }: { readonly documents: Documents; readonly tree: FileTree },
): LockStatus {
  const path = joinPath(workspace.root, 'uv.lock')
  const status = { path, reasons: [], undecided: [] }
  if (!tree.hasFile(path)) return { ...status, present: false, inStep: false }
  const document = documents.get(path)?.document
  const lock = document?.uvLock
  if (!document || !lock) {
    const trouble = document?.troubles[0]
    if (!trouble) return { ...status, present: true, inStep: null, undecided: [`\`${path}\` was not read`] }
    const at = { path, span: trouble.span ?? { start: 0, end: 0 } }
    const reason = { code: 'unreadable', message: 'uv cannot read the lock.', at, related: [] } as const
    return { ...status, present: true, inStep: false, reasons: [reason] }
  }
  const settings = settingsInForce(workspace, { documents, tree })
  const undecided = doubts(workspace, lock, settings)
  if (undecided.length > 0) return { ...status, present: true, inStep: null, undecided }
  const perMember = memberReasons(workspace, lock, path)
  const local = localReasons(workspace, lock, path, { documents, tree })
  const reasons = withoutRepeats([
    ...rootReasons(workspace, lock, path, settings),
    ...perMember.reasons,
    ...movedReasons(workspace, lock, path, { documents, tree }),
    ...local.reasons,
  ])
  return {
    path,
    present: true,
    inStep: reasons.length > 0 ? false : perMember.refused ? null : true,
    reasons,
    undecided: [
      ...unknownOptions(settings),
      ...unstatedOptions(lock, settings),
      ...unknownPython(workspace),
      ...perMember.undecided,
      ...local.undecided,
    ],
  }
}

/** A requirement that several groups include is told about once. */
function withoutRepeats(reasons: readonly LockReason[]): readonly LockReason[] {
  const known = new Set<string>()
  return reasons.filter(({ code, at, message }) => {
    const key = `${code} ${at.path} ${at.span.start} ${message}`
    return !known.has(key) && known.add(key)
  })
}

/** Why nothing can be said about a lock as a whole. */
function doubts(workspace: Workspace, lock: UvLock, settings: SettingsInForce): readonly string[] {
  // Default groups are asked for only when the project is installed.
  if (workspace.errors.some(({ code }) => code !== 'missing-default-group'))
    return ['uv refuses the workspace as it is']
  if (workspace.unread.length > 0) return [`\`${workspace.unread[0]}\` was not read`]
  if (workspace.patterns.members.some(({ matches }) => matches === null)) {
    return ['a member pattern leaves the repository']
  }
  if (settings.settings?.all.some(({ name }) => name === 'no-sources' || name === 'no-sources-package')) {
    return ['the root switches sources off']
  }
  if (lock.version !== 1) return [`the lock has the unknown version ${lock.version}`]
  return []
}

function unknownOptions(settings: SettingsInForce): readonly string[] {
  return settings.certain
    ? []
    : [`uv drops the settings of \`${settings.path}\`, so another file may say how it resolves`]
}

/** uv takes the Python that it finds where no project says which it needs. */
function unknownPython({ members }: Workspace): readonly string[] {
  return members.length > 0 && members.every(({ requiresPython }) => requiresPython === null)
    ? ['no project states `requires-python`, so that uv takes the Python that it finds']
    : []
}

/** The lock's status, or the reason why the question makes no sense. */
export function lockStatusOf(
  workspace: Workspace | Absent,
  facts: { readonly documents: Documents; readonly tree: FileTree },
): LockStatus | Absent {
  return workspace instanceof Absent ? workspace : readLockStatus(workspace, facts)
}
