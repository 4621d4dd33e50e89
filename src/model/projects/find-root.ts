import type { FileTree } from '../../discover/file-tree.ts'
import { ancestorsOf, isInside, joinPath, relativeTo, resolveIn } from '../../text/paths.ts'
import { Absent } from '../absent.ts'
import type { Written } from '../manifest/manifest.ts'
import { matchesWhole, readPattern } from './member-glob.ts'
import type { Project } from './read-project.ts'
import type { WorkspaceError } from './workspace.ts'

/** Gives the project of a directory, an error when it cannot be read, or undefined without a `pyproject.toml`. */
export type ReadDirectory = (directory: string) => Project | WorkspaceError | undefined

/** The workspace root, or what uv says instead. `explicit` when it has `[tool.uv.workspace]`. */
export interface FoundRoot {
  readonly project: Project
  readonly explicit: boolean
  /** What uv refuses on the way to it. */
  readonly errors: readonly WorkspaceError[]
  /** Whether the errors leave a workspace whose members can be told. */
  readonly hasMembers: boolean
}

/** Whether reading gave a project. */
export function isProject(read: Project | WorkspaceError | undefined): read is Project {
  return read !== undefined && 'manifest' in read
}

/**
 * Finds the root from a directory, exactly as `uv workspace list --project DIR` does
 * (uv-workspace/src/workspace.rs, `Workspace::discover` and `find_workspace`).
 */
export function findRootFrom(
  directory: string,
  tree: FileTree,
  read: ReadDirectory,
): FoundRoot | WorkspaceError | Absent {
  const start = [directory, ...ancestorsOf(directory)].find((at) =>
    tree.hasFile(joinPath(at, 'pyproject.toml')),
  )
  const project = start === undefined ? undefined : read(start)
  if (start === undefined || project === undefined) {
    return new Absent('No `pyproject.toml` found in current directory or any parent directory')
  }
  if (!isProject(project)) return project
  const { manifest: path } = project
  if (!project.managed) {
    const message = `The project is marked as unmanaged: ${start}`
    return {
      project,
      explicit: false,
      errors: [{ code: 'unmanaged-project', message, path }],
      hasMembers: false,
    }
  }
  if (project.workspace) return { project, explicit: true, errors: [], hasMembers: true }
  if (!project.declared) {
    const message = `No \`project\` table found in: ${path}`
    return {
      project,
      explicit: false,
      errors: [{ code: 'no-project-table', message, path }],
      hasMembers: false,
    }
  }
  // Only the first ancestor with a `pyproject.toml` counts, whatever it holds.
  const above = ancestorsOf(start).find((at) => tree.hasFile(joinPath(at, 'pyproject.toml')))
  const candidate = above === undefined ? undefined : read(above)
  if (candidate && !isProject(candidate)) return project.errors[0] ?? candidate
  // uv reads both files before it asks whether one belongs to the other.
  const errors = [...project.errors, ...(candidate?.errors ?? [])]
  if (above !== undefined && candidate?.workspace) {
    const { members, exclude } = candidate.workspace
    if (isIncluded(members, above, start) && !isExcluded(exclude, above, start)) {
      return { project: candidate, explicit: true, errors, hasMembers: true }
    }
  }
  return { project, explicit: false, errors, hasMembers: true }
}

/** Whether one of a root's `members` patterns includes a directory, as uv asks when it is started there. */
export function isIncluded(
  patterns: readonly Pick<Written, 'text'>[],
  root: string,
  directory: string,
): boolean {
  return matchesAny(patterns, root, directory, true)
}

/** Whether one of a root's `exclude` patterns matches a directory. */
export function isExcluded(
  patterns: readonly Pick<Written, 'text'>[],
  root: string,
  directory: string,
): boolean {
  return matchesAny(patterns, root, directory, false)
}

/** Patterns are normalised first, as uv does. */
function matchesAny(
  patterns: readonly Pick<Written, 'text'>[],
  root: string,
  directory: string,
  bound: boolean,
): boolean {
  return patterns.some(({ text }) => {
    const { up, rest } = normalizePattern(text)
    const base = up === null ? null : resolveIn(root, '../'.repeat(up))
    if (base === null || !isInside(base, directory)) return false
    const tokens = readPattern(rest)
    const path = directory === base ? '' : relativeTo(base, directory)
    // The root itself is met only by a pattern that uv takes as it is written: others become absolute, with a slash behind the root.
    if (path === '' && rest !== text) return false
    return !('message' in tokens) && matchesWhole(tokens, path, bound)
  })
}

/**
 * A pattern with `.`, empty and inner `..` components removed, as uv does before use (`normalize_path`): how many
 * directories it climbs first (null for an absolute one), and the rest.
 */
export function normalizePattern(text: string): { up: number | null; rest: string } {
  if (text.startsWith('/')) return { up: null, rest: text }
  const parts: string[] = []
  let up = 0
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) up++
  }
  return { up, rest: parts.join('/') }
}
