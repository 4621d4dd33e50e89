import type { FileTree } from '../../discover/file-tree.ts'
import { isInside, joinPath } from '../../text/paths.ts'
import type { Place, Span } from '../../text/span.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { isIncluded, normalizePattern } from './find-root.ts'
import { type IdlePattern, idlePatterns } from './idle-patterns.ts'
import { unfitness } from './stray-fit.ts'
import type { Member, MemberPattern, Outsider, Workspace, WorkspaceError } from './workspace.ts'

/** Something about the workspace's membership that uv refuses, or is silent about. */
export type Misfit =
  /** What uv itself refuses. */
  | { readonly kind: 'refused'; readonly error: WorkspaceError }
  /** A pattern of `members` that reaches no project. */
  | { readonly kind: 'idle-pattern'; readonly idle: IdlePattern }
  /** A pattern of `members` that leads out of the root, where uv does not find the root from. */
  | { readonly kind: 'outside'; readonly pattern: MemberPattern }
  /** A project below the root that is neither member nor excluded. `seenAs` is how uv sees it from inside. */
  | {
      readonly kind: 'stray'
      readonly outsider: Outsider
      readonly at: Place
      readonly seenAs: 'none' | 'own-root'
      /** Why it cannot be a member, as the end of a sentence; null when it can. */
      readonly unfit: string | null
    }
  /** A member that uv drops because of `managed = false`. */
  | { readonly kind: 'unmanaged'; readonly outsider: Outsider; readonly at: Place }
  /** A project that hides members below it from the root when uv starts in them. */
  | { readonly kind: 'detaches'; readonly members: readonly Member[]; readonly at: Place }
  /** A virtual environment inside a member, left by uv when it was started there. */
  | { readonly kind: 'environment'; readonly member: Member; readonly at: Place }

/** Errors that other rules report, or that stand among the troubles already. */
const reportedElsewhere = new Set(['invalid-toml', 'requires-python-conflict'])

/** Everything that is wrong with who is a member. */
export function misfits(workspace: Workspace, tree: FileTree): readonly Misfit[] {
  const found: Misfit[] = workspace.errors
    .filter(({ code }) => !reportedElsewhere.has(code))
    .map((error) => ({ kind: 'refused', error }))
  for (const idle of idlePatterns(workspace, tree)) found.push({ kind: 'idle-pattern', idle })
  for (const pattern of workspace.patterns.members) {
    if ((normalizePattern(pattern.text).up ?? 0) > 0) found.push({ kind: 'outside', pattern })
  }
  const awaited = awaitedProjects(found, workspace)
  for (const outsider of workspace.outsiders) {
    const stray = strays(workspace, outsider, tree)
    // The pattern that is misspelt is what is wrong.
    if (!stray.some(({ kind }) => kind === 'stray') || !awaited(outsider.directory)) found.push(...stray)
  }
  const hiding = new Map<string, Member[]>()
  for (const member of workspace.members) {
    const by = member.detachedBy
    if (by !== null) hiding.set(by, [...(hiding.get(by) ?? []), member])
    const environment = joinPath(member.directory, '.venv/pyvenv.cfg')
    if (member.directory === workspace.root || !tree.hasFile(environment)) continue
    found.push({ kind: 'environment', member, at: { path: environment, span: { start: 0, end: 0 } } })
  }
  for (const [path, members] of hiding) {
    const projects = [...workspace.members, ...workspace.outsiders]
    const pyproject = projects.find(({ manifest }) => manifest === path)?.pyproject
    const span = pyproject ? headerOf(pyproject) : { start: 0, end: 0 }
    found.push({ kind: 'detaches', members, at: { path, span } })
  }
  return found
}

/** Tells which projects would be members if the misspelt patterns said what they mean. */
function awaitedProjects(found: readonly Misfit[], workspace: Workspace): (directory: string) => boolean {
  const meant = found.flatMap((misfit) => {
    if (misfit.kind !== 'idle-pattern' || misfit.idle.cause === 'negation') return []
    return misfit.idle.meant.map((text) => ({ text }))
  })
  return (directory) => isIncluded(meant, workspace.root, directory)
}

function strays(workspace: Workspace, outsider: Outsider, tree: FileTree): readonly Misfit[] {
  const { pyproject, directory, manifest: path, reason } = outsider
  if (!pyproject || !workspace.explicit || !isInside(workspace.root, directory)) return []
  const listed = workspace.patterns.members.some(({ matches }) => matches?.includes(directory))
  if (reason === 'unmanaged') {
    const span = pyproject.uv?.managed?.span ?? headerOf(pyproject)
    return listed ? [{ kind: 'unmanaged', outsider, at: { path, span } }] : []
  }
  // A listed project that is no member stands among the errors.
  if (listed || (reason !== 'unlisted' && reason !== 'nested-root')) return []
  // What lies below another workspace is its affair.
  const isBelowAnother = workspace.outsiders.some(
    (other) => other.reason === 'nested-root' && other !== outsider && isInside(other.directory, directory),
  )
  if (isBelowAnother) return []
  const seenAs = reason === 'nested-root' ? 'own-root' : 'none'
  const unfit = unfitness(outsider, workspace, tree)
  return [{ kind: 'stray', outsider, at: { path, span: headerOf(pyproject) }, seenAs, unfit }]
}

function headerOf({ project, uv }: Manifest): Span {
  return project?.name?.span ?? (project ?? uv?.workspace)?.header ?? { start: 0, end: 0 }
}
