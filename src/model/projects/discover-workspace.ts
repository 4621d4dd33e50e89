import type { FileTree } from '../../discover/file-tree.ts'
import { ancestorsOf, isInside, joinPath, parentOf } from '../../text/paths.ts'
import { Absent } from '../absent.ts'
import type { NamedKey } from '../manifest/manifest.ts'
import { emptyManifest } from '../manifest/read-manifest.ts'
import type { SourceEntry } from '../manifest/requirement.ts'
import type { Documents } from '../pages/documents.ts'
import { normalizeName } from '../python/names.ts'
import { collectMembers } from './collect-members.ts'
import { type FoundRoot, findRootFrom, type ReadDirectory } from './find-root.ts'
import { collectOutsiders } from './outsiders.ts'
import { type Project, readProject } from './read-project.ts'
import { refusals } from './refusals.ts'
import { readRequiresPython } from './requires-python.ts'
import type { Member, Workspace, WorkspaceError } from './workspace.ts'

/**
 * Finds the workspace that uv finds when it is started in a directory, relative to the repository root, as with
 * `uv --project`; Absent without a manifest there or above. A workspace that several directories belong to is read
 * once. Only files that git sees are known; a directory that git ignores is taken for empty.
 */
export function workspaceFinder(documents: Documents, tree: FileTree): (from: string) => Workspace | Absent {
  const known = new Map<string, Project | WorkspaceError | undefined>()
  const read: ReadDirectory = (directory) => {
    if (!known.has(directory)) {
      const parsed = documents.get(joinPath(directory, 'pyproject.toml'))
      known.set(directory, parsed && readProject(parsed))
    }
    return known.get(directory)
  }
  const workspaces = new Map<Project, Workspace>()
  return (from) => {
    const found = findRootFrom(from, tree, read)
    if (found instanceof Absent) return found
    if (!('project' in found)) return brokenWorkspace(found)
    // What uv refuses on the way depends on where the search starts.
    if (found.errors.length > 0) return readWorkspace(found, tree, read)
    const workspace = workspaces.get(found.project) ?? readWorkspace(found, tree, read)
    workspaces.set(found.project, workspace)
    return workspace
  }
}

function readWorkspace(found: FoundRoot, tree: FileTree, read: ReadDirectory): Workspace {
  const { project: root, explicit } = found
  const collected = collectMembers(root, tree, read)
  const projects = found.hasMembers ? collected.projects : []
  const { required, conflict } = requiredMembers(root, projects)
  const members = projects.map((project) => memberOf(project, root, required, tree))
  const python = readRequiresPython(members)
  const errors = [
    ...new Set([
      ...found.errors,
      ...root.errors,
      ...collected.errors,
      ...conflict.map((name) => editableConflict(name, root)),
      ...python.errors,
    ]),
  ]
  let outsiders: Workspace['outsiders'] | undefined
  const byName = new Map(members.map((member) => [member.name, member]))
  const byDirectory = new Map(
    members.flatMap((member) => [member.reached, member.directory].map((at) => [at, member] as const)),
  )
  const workspace: Workspace = {
    root: root.directory,
    manifest: root.manifest,
    virtual: !root.declared,
    explicit,
    members,
    errors,
    patterns: { members: collected.patterns, exclude: root.workspace?.exclude ?? [] },
    pyproject: root.pyproject,
    requirements: root.declared ? [] : root.pyproject.requirements,
    sources: sourcesOf(root),
    requiresPython: python.text,
    unread: collected.unread,
    get outsiders() {
      outsiders ??= collectOutsiders(root, projects, tree, read)
      return outsiders
    },
    member: (name) => byName.get(normalizeName(name)),
    memberAt: (path) => {
      const holder = [path, ...ancestorsOf(path)].find((directory) => byDirectory.has(directory))
      return holder === undefined ? undefined : byDirectory.get(holder)
    },
  }
  const broken = new Set(errors.map(({ path }) => path))
  errors.push(...refusals(workspace).filter(({ path }) => !broken.has(path)))
  return workspace
}

function memberOf(
  project: Project,
  root: Project,
  required: ReadonlyMap<string, boolean | null>,
  tree: FileTree,
): Member {
  const name = project.name ?? ''
  const { pyproject } = project
  const table = pyproject.project
  const dynamic = table?.dynamic ?? []
  const isPackage = pyproject.uv?.package?.value ?? (pyproject.hasBuildSystem || required.has(name))
  return {
    name,
    directory: project.directory,
    reached: project.reached,
    manifest: project.manifest,
    package: isPackage,
    editable: required.get(name) ?? true,
    nameSpan: project.nameSpan,
    pyproject,
    version: table?.version?.text ?? null,
    dynamic,
    hasHiddenRequirements: dynamic.some((field) => field.endsWith('dependencies')),
    requiresPython: table?.requiresPython ?? null,
    detachedBy: manifestBetween(project, root, tree),
    extras: namesOf(table?.extras ?? []),
    groups: namesOf(pyproject.groups),
    requirements: pyproject.requirements,
    sources: sourcesOf(project),
  }
}

function namesOf(keys: readonly NamedKey[]): readonly string[] {
  return [...new Set(keys.map(({ name }) => name))]
}

function sourcesOf({ pyproject }: Project): ReadonlyMap<string, SourceEntry> {
  return pyproject.uv?.sources ?? new Map()
}

/** The nearest manifest above a member when it is not the root's; null for the root and for members outside it. */
function manifestBetween(project: Project, root: Project, tree: FileTree): string | null {
  if (project === root || !isInside(root.directory, project.reached)) return null
  const above = ancestorsOf(project.reached).find((directory) =>
    tree.hasFile(joinPath(directory, 'pyproject.toml')),
  )
  return above === undefined || above === root.directory ? null : joinPath(above, 'pyproject.toml')
}

/**
 * Members that a source names with `workspace = true`, with the last `editable` said: root sources first, then members
 * by name (uv-workspace/src/workspace.rs, `collect_required_members`). It is not asked whether the source is used.
 */
function requiredMembers(
  root: Project,
  projects: readonly Project[],
): { required: ReadonlyMap<string, boolean | null>; conflict: readonly string[] } {
  const required = new Map<string, boolean | null>()
  const conflict = new Set<string>()
  const add = (sources: ReadonlyMap<string, SourceEntry>, self: string | null) => {
    for (const { name, alternatives } of sorted(sources.values())) {
      if (name === self) continue
      for (const { kind, workspace, editable } of alternatives) {
        if (kind !== 'workspace' || workspace !== true) continue
        const before = required.get(name)
        required.set(name, editable ?? null)
        if (typeof before === 'boolean' && editable !== undefined && before !== editable) conflict.add(name)
      }
    }
  }
  add(sourcesOf(root), root.name)
  for (const project of sorted(projects)) add(sourcesOf(project), project.name)
  return { required, conflict: [...conflict] }
}

function sorted<Named extends { readonly name: string | null }>(named: Iterable<Named>): Named[] {
  return [...named].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
}

function editableConflict(name: string, root: Project): WorkspaceError {
  return {
    code: 'editable-conflict',
    message: `Workspace member \`${name}\` was requested as both \`editable = true\` and \`editable = false\``,
    path: root.manifest,
  }
}

/** A workspace of which nothing but its broken manifest is known. */
function brokenWorkspace(error: WorkspaceError): Workspace {
  return {
    root: parentOf(error.path),
    manifest: error.path,
    virtual: true,
    explicit: false,
    members: [],
    errors: [error],
    patterns: { members: [], exclude: [] },
    pyproject: emptyManifest(error.path),
    requirements: [],
    sources: new Map(),
    requiresPython: null,
    unread: [],
    outsiders: [],
    member: () => undefined,
    memberAt: () => undefined,
  }
}
