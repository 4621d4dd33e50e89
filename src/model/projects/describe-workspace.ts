import { relativeTo } from '../../text/paths.ts'
import { Absent } from '../absent.ts'
import type { LockStatus } from './lock/lock-status.ts'
import { referenceRefusals } from './reference-refusals.ts'
import type { Workspace } from './workspace.ts'

/** What `policy-check workspace --format json` prints, version 1. */
export interface WorkspaceDescription {
  readonly version: 1
  /** Relative to the directory the search started in; null without a workspace. */
  readonly root: string | null
  readonly virtual: boolean
  /** The members' intersection in uv's spelling. */
  readonly requiresPython: string | null
  /** `dir` is relative to the root. */
  readonly members: readonly { readonly name: string; readonly dir: string; readonly package: boolean }[]
  readonly errors: readonly { readonly code: string; readonly message: string; readonly path: string }[]
  readonly lock: {
    readonly present: boolean
    /** Null when it cannot be told. */
    readonly inStep: boolean | null
    readonly reasons: readonly { readonly code: string; readonly message: string; readonly path: string }[]
    readonly undecided: readonly string[]
  }
}

/** Describes a workspace as seen from `from`, a directory relative to the repository root. Paths of errors are, too. */
export function describeWorkspace(
  workspace: Workspace | Absent,
  lock: LockStatus | Absent,
  from: string,
): WorkspaceDescription {
  if (workspace instanceof Absent || lock instanceof Absent) {
    const message = workspace instanceof Absent ? workspace.reason : 'no workspace'
    return {
      version: 1,
      root: null,
      virtual: false,
      requiresPython: null,
      members: [],
      errors: [{ code: 'no-workspace', message, path: '.' }],
      lock: { present: false, inStep: null, reasons: [], undecided: [] },
    }
  }
  const { root, virtual, requiresPython, members } = workspace
  const errors = [...workspace.errors, ...referenceRefusals(workspace)]
  return {
    version: 1,
    root: relativeTo(from, root),
    virtual,
    requiresPython,
    members: members.map((member) => {
      return { name: member.name, dir: relativeTo(root, member.reached), package: member.package }
    }),
    errors: errors.map(({ code, message, path }) => ({ code, message, path })),
    lock: {
      present: lock.present,
      inStep: lock.inStep,
      reasons: lock.reasons.map(({ code, message, at }) => ({ code, message, path: at.path })),
      undecided: lock.undecided,
    },
  }
}
