import type { ParsedFile } from '../../parse/document.ts'
import { offsetOfRun } from '../../parse/script.ts'
import { isInside, nameOf, parentOf } from '../../text/paths.ts'
import { Absent } from '../absent.ts'
import type { Command } from '../commands/command.ts'
import type { Flake } from '../flake/flake.ts'
import type { Documents } from '../pages/documents.ts'
import { isForReaders, stageAt } from './containers.ts'
import type { Session } from './session.ts'
import {
  bringsUv,
  manifestInImage,
  readersHaveUv,
  shellHasUv,
  stageHasUv,
  stepsBefore,
  type UvSigns,
} from './uv-there.ts'

/** The file of a session, and what else tells of its surroundings. */
export interface FileSetting {
  readonly parsed: ParsedFile
  readonly documents: Documents
  readonly signs: UvSigns
}

/** What tells whether those who work on a uv root have uv; of what belongs to no root, any lock tells. */
export function uvSigns(documents: Documents, flake: Flake | Absent): UvSigns {
  const shells = flake instanceof Absent ? [] : flake.shells
  const inShell = shells.some(({ packages }) => packages.some(({ name }) => name === 'uv'))
  const locks = documents.all.flatMap(({ file: { path } }) =>
    nameOf(path) === 'uv.lock' ? [parentOf(path)] : [],
  )
  return {
    shells,
    workedWith: (root) =>
      inShell ||
      (root === null || root.members.length + root.errors.length === 0
        ? locks.length > 0
        : root.explicit ||
          root.pyproject.uv !== null ||
          locks.some((at) => isInside(at, root.root) || isInside(root.root, at))),
  }
}

/**
 * Whether uv is there when a session begins; null where that is not known.
 * @param around every command of its container
 */
export function uvBefore(
  command: Command,
  around: readonly Command[],
  { parsed, documents, signs }: FileSetting,
): boolean | null {
  const runsAt = ({ script, span }: Command) => offsetOfRun(script, span.start)
  const at = runsAt(command)
  const earlier = around.some((other) => runsAt(other) < at && bringsUv(other))
  if (earlier || command.uv) return true
  const { context } = command.script
  if (isForReaders(command)) return readersHaveUv(command, parsed, signs)
  if (context.kind === 'workflow') return stepsBefore(command, parsed, documents).uv
  if (context.kind === 'dockerfile') {
    const stages = parsed.document.stages ?? []
    return stageHasUv(stageAt(command, stages), command.span.start, stages)
  }
  if (context.kind === 'nix') {
    const shell = shellHasUv(command.path, context.string.start, signs)
    if (shell !== null) return shell
  }
  if (context.kind === 'config' && context.format === 'devcontainer')
    return /\buv\b/.test(parsed.file.text.replace(/\buv (?:pip|sync|run)\b/g, '')) ? true : null
  if (context.kind === 'config' && context.format === 'gitlab-ci')
    return /astral-sh\/uv|astral\.sh\/uv/.test(parsed.file.text) ? true : null
  return readersHaveUv(command, parsed, signs)
}

/** The directory of the project that a session finds; null for one that is not known, undefined where there is none. */
export function projectThere(
  command: Command,
  kind: Session['kind'],
  { parsed, documents }: FileSetting,
): string | null | undefined {
  const { context } = command.script
  const directory = command.project?.directory ?? command.root?.root
  if (kind === 'stage') {
    const stages = parsed.document.stages ?? []
    const known = command.project !== null || (command.root && documents.get(command.root.manifest))
    if (!manifestInImage(command, stages)) return undefined
    return known ? (directory ?? null) : null
  }
  if (context.kind === 'config' && context.format === 'compose' && command.directory === null)
    return undefined
  if (context.kind === 'workflow' && !isForReaders(command))
    return stepsBefore(command, parsed, documents).checkout ? (directory ?? undefined) : undefined
  return directory
}

/** Whether a job has not checked out this repository yet, so that what it installs comes from an index. */
export function isBeforeCheckout(command: Command, { parsed, documents }: FileSetting): boolean {
  const { context } = command.script
  return (
    context.kind === 'workflow' &&
    context.job !== null &&
    !isForReaders(command) &&
    !stepsBefore(command, parsed, documents).checkout
  )
}
