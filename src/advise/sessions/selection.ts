import type { FileTree } from '../../discover/file-tree.ts'
import type { NewWords } from '../../model/programs/new-words.ts'
import { reachable } from '../../model/projects/needed-members.ts'
import { rootMember } from '../../model/projects/root-member.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { joinPath } from '../../text/paths.ts'

/** What `uv sync` is to install: the union of what the commands of a session need. */
export interface Selection {
  /** Names of members; empty for the project of the directory, or a whole workspace without a project at its root. */
  readonly members: readonly string[]
  /** Whether the project at the root of the workspace is wanted as well. */
  readonly root: boolean
  /** The directory of a project that belongs to no workspace, which is to be named by `--project`. */
  readonly standalone: string | null
  readonly extras: readonly string[]
  readonly groups: readonly string[]
  /** Groups of the root that are installed by default, but not beside `--package`. */
  readonly rootGroups: readonly string[]
  /** `--no-dev`, `--all-extras`, `--all-groups`, `--no-editable`. */
  readonly flags: readonly string[]
}

export const nothing: Selection = {
  members: [],
  root: false,
  standalone: null,
  extras: [],
  groups: [],
  rootGroups: [],
  flags: [],
}

/** The union of two selections; null when they are of different projects. */
export function merged(a: Selection, b: Selection): Selection | null {
  const own = a.members.length > 0 || a.root || a.standalone !== null
  const other = b.members.length > 0 || b.root || b.standalone !== null
  if (own && other && a.standalone !== b.standalone) return null
  const union = (left: readonly string[], right: readonly string[]) => [...new Set([...left, ...right])]
  return {
    members: union(a.members, b.members),
    root: a.root || b.root,
    standalone: a.standalone ?? b.standalone,
    extras: union(a.extras, b.extras),
    groups: union(a.groups, b.groups),
    rootGroups: union(a.rootGroups, b.rootGroups),
    flags: union(a.flags, b.flags),
  }
}

/** The options of `uv sync` for a selection, in uv's own order: packages, extras, groups, others. */
export function optionsOf(selection: Selection, workspace: Workspace | null): readonly string[] {
  const { standalone, extras, groups, rootGroups, flags } = selection
  const packages = standalone === null ? packagesOf(selection, workspace) : ['--project', standalone]
  const beside = packages.includes('--package')
  const named = [...groups, ...(beside ? rootGroups : [])].filter((name, at, all) => all.indexOf(name) === at)
  return [
    ...flags.filter((flag) => flag === '--no-dev'),
    ...packages,
    ...(flags.includes('--all-extras') ? [] : extras.flatMap((extra) => ['--extra', extra])),
    ...(flags.includes('--all-groups') ? [] : named.flatMap((group) => ['--group', group])),
    ...flags.filter((flag) => flag !== '--no-dev' && flag !== '--all-packages'),
  ]
}

/**
 * The members by which a selection is named: those that no other of them needs anyway; all of them by `--all-packages`.
 * Several `--package` leave out the groups of a root that is a project, so that one is named as well where they are wanted.
 */
function packagesOf(
  { members, root, rootGroups, flags }: Selection,
  workspace: Workspace | null,
): readonly string[] {
  if (flags.includes('--all-packages')) return ['--all-packages']
  const [only] = members
  if (!workspace || only === undefined) return []
  if (workspace.members.length === 1 && !workspace.virtual) return []
  const owner = rootMember(workspace)
  const wanted = new Set([
    ...members,
    ...(owner && (root || (members.length > 1 && rootGroups.length > 0)) ? [owner.name] : []),
  ])
  const needed = (name: string) =>
    [...wanted].some((other) => {
      const member = other === name ? undefined : workspace.member(other)
      return (
        member !== undefined &&
        reachable(member, workspace).has(name) &&
        !(
          workspace.member(name) &&
          reachable(workspace.member(name) as typeof member, workspace).has(other) &&
          other > name
        )
      )
    })
  const named = [...wanted].filter((name) => name === owner?.name || !needed(name))
  if (named.length > 1 && workspace.members.every(({ name }) => wanted.has(name))) return ['--all-packages']
  return named.flatMap((name) => ['--package', name])
}

/** `uv sync` for a selection; `--locked` where a machine installs and there is a lock. */
export function syncWords(
  selection: Selection,
  {
    workspace,
    tree,
    machine,
  }: { readonly workspace: Workspace | null; readonly tree: FileTree; readonly machine: boolean },
): NewWords {
  const root = selection.standalone ?? workspace?.root ?? '.'
  const locked = machine && tree.hasFile(joinPath(root, 'uv.lock'))
  return ['uv', 'sync', ...(locked ? ['--locked'] : []), ...optionsOf(selection, workspace)]
}

/** Whether extras of the workspace choose between variants of a package, so that every `uv run` has to repeat them. */
export function hasVariants(workspace: Workspace | null): boolean {
  return workspace?.pyproject.uv?.conflicts != null
}
