import type { FileTree } from '../../discover/file-tree.ts'
import { pathsBelow } from '../../discover/paths-below.ts'
import { joinPath, nameOf, resolveIn } from '../../text/paths.ts'
import type { Written } from '../manifest/manifest.ts'
import { isExcluded, isIncluded, isProject, normalizePattern, type ReadDirectory } from './find-root.ts'
import type { Project } from './read-project.ts'
import { DirectoryIndex, walk } from './walk.ts'
import type { MemberPattern, WorkspaceError } from './workspace.ts'

interface Collected {
  /** The root first when it is a project, then in the order of the patterns. */
  readonly projects: readonly Project[]
  readonly patterns: readonly MemberPattern[]
  readonly errors: readonly WorkspaceError[]
  /** Manifests that exist but were not read, or are broken. */
  readonly unread: readonly string[]
}

/**
 * The members that uv collects from a root: each pattern walked in list order, each directory taken once
 * (uv-workspace/src/workspace.rs, `collect_members_only`). Where uv stops at the first error, the rest is listed too.
 */
export function collectMembers(root: Project, tree: FileTree, read: ReadDirectory): Collected {
  const errors: WorkspaceError[] = []
  const unread: string[] = []
  const projects: Project[] = []
  const byName = new Map<string, string>()
  const add = (project: Project, path: string) => {
    const { name } = project
    if (name === null) return
    const existing = byName.get(name)
    if (existing === undefined) {
      byName.set(name, path)
      projects.push(project)
      return
    }
    const message = `Two workspace members are both named \`${name}\`: \`${existing}\` and \`${path}\``
    errors.push({ code: 'duplicate-member', message, path: project.manifest, span: project.nameSpan })
  }
  const seen = new Set<string>()
  if (root.declared) {
    add(root, root.directory)
    seen.add(root.directory)
  }
  const listed = root.workspace?.members ?? []
  const index = listed.length > 0 ? DirectoryIndex.of(tree) : new DirectoryIndex([])
  const isLeftOut = (path: string) => isExcluded(root.workspace?.exclude ?? [], root.directory, path)
  const visit = (path: string, pattern: Written) => {
    // uv takes `x/..` for another directory than the one above `x`.
    const directory = resolveIn('.', path)
    if (isLeftOut(path) || directory === null) return
    const real = index.real(directory) ?? directory
    const manifest = joinPath(real, 'pyproject.toml')
    if (tree.hasFile(manifest) && !isProject(read(real))) unread.push(manifest)
    const found = memberIn({ real, directory, path }, pattern, root, tree, index, read)
    if (isProject(found)) {
      errors.push(...found.errors)
      if (found.managed) add(found, path)
    } else if (found) errors.push(found)
  }
  const patterns = listed.map((pattern): MemberPattern => {
    const matches = matchesOf(root, pattern, index)
    // What lies outside of the repository, or in a submodule that is not checked out, may be a member.
    if (matches === null) unread.push(pattern.text)
    for (const path of tree.missing)
      if (isIncluded([pattern], root.directory, path) && !isLeftOut(path)) unread.push(path)
    for (const path of matches ?? []) {
      if (!seen.has(path)) visit(path, pattern)
      seen.add(path)
    }
    return { ...pattern, matches }
  })
  for (const project of [...projects].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))) {
    const table = project.pyproject.uv?.workspace
    if (project === root || !table) continue
    const message = `Nested workspaces are not supported, but workspace member has a \`tool.uv.workspace\` table: ${project.directory}`
    errors.push({ code: 'nested-workspace', message, path: project.manifest, span: table.statement })
  }
  return { projects, patterns, errors, unread }
}

/** What a pattern yields, or null when it leaves the repository. */
function matchesOf(root: Project, pattern: Written, index: DirectoryIndex): readonly string[] | null {
  const { up, rest } = normalizePattern(pattern.text)
  if (up === null) return null
  const base = resolveIn(root.directory, '../'.repeat(up))
  if (base === null) return null
  const found = walk(index, base, rest)
  return 'message' in found ? [] : found
}

/** A place that a pattern yields. */
interface Match {
  /** As uv writes it, `x/..` included. */
  readonly path: string
  /** Without `..`. */
  readonly directory: string
  /** Where a link leads. */
  readonly real: string
}

/** What uv makes of one matched path: a project, an error, or nothing. */
function memberIn(
  { path, directory, real }: Match,
  pattern: Written,
  root: Project,
  tree: FileTree,
  index: DirectoryIndex,
  read: ReadDirectory,
): Project | WorkspaceError | undefined {
  const manifest = joinPath(real, 'pyproject.toml')
  const project = read(real)
  if (project && isProject(project)) {
    if (project.declared || !project.managed) return { ...project, reached: directory }
    const message = `No \`project\` table found in: ${joinPath(path, 'pyproject.toml')}`
    return { code: 'no-project-table', message, path: manifest }
  }
  if (project) return project
  if (!index.isDirectory(real) || tree.hasFile(manifest)) return undefined
  const name = nameOf(directory)
  if (name.startsWith('.') && directory !== '.') return undefined
  if (!pathsBelow(tree, real).some((file) => !tree.isIgnored(file) && !tree.isHidden(file))) return undefined
  return {
    code: 'missing-pyproject',
    message: `Workspace member \`${path}\` is missing a \`pyproject.toml\` (matches: \`${pattern.text}\`)`,
    path: root.manifest,
    span: pattern.span,
  }
}
