import type { FileTree } from '../../discover/file-tree.ts'
import { parentOf } from '../../text/paths.ts'
import { Absent } from '../absent.ts'
import { emptyManifest } from '../manifest/read-manifest.ts'
import type { Documents } from '../pages/documents.ts'
import { workspaceFinder } from './discover-workspace.ts'
import { isExcluded } from './find-root.ts'
import type { Workspace } from './workspace.ts'

/** Every uv root of a repository, each with its members: the projects that uv knows when it is started somewhere in it. */
export interface Forest {
  /** The root of the repository first, then by depth and path. */
  readonly roots: readonly Workspace[]
  /** Manifests that cannot be read: what they are the root of, and what lies below, is not known. */
  readonly broken: readonly string[]
  /** The root to which a file or directory belongs: the nearest one above it. Null outside every root. */
  at(path: string): Workspace | null
  /**
   * As `at`; what lies outside the only root counts as its own, and outside of several as the ground's. Null where
   * nothing is known, because a manifest is broken, and without any root.
   */
  rootFor(path: string): Workspace | null
  /** The outermost root that holds a path, from which its reader starts; null outside every root. */
  outermost(path: string): Workspace | null
  /** Whether a workspace around this root leaves it out by `exclude`. */
  isExcluded(root: Workspace): boolean
  /** A root without members for what lies outside of several roots; absent where there is nothing of the kind. */
  readonly ground: Workspace | null
  /** Why there is no root. */
  readonly absence: Absent
}

const manifestName = /(?:^|\/)pyproject\.toml$/

/**
 * Grows the forest of a repository. Roots with `[tool.uv.workspace]` come before single projects, so that a member
 * which uv would not find its root from (`../shared`, or one behind another manifest) still belongs to its workspace.
 */
export function growForest(documents: Documents, tree: FileTree): Forest {
  const find = workspaceFinder(documents, tree)
  const roots: Workspace[] = []
  const broken: string[] = []
  const byDirectory = new Map<string, Workspace | null>()
  const directories = tree.paths.filter((path) => manifestName.test(path)).map(parentOf)
  const depth = (directory: string) => (directory === '.' ? 0 : directory.split('/').length)
  directories.sort((a, b) => depth(a) - depth(b))
  const plant = (directory: string, wanted: (found: Workspace) => boolean) => {
    if (byDirectory.has(directory)) return
    const found = find(directory)
    if (found instanceof Absent || !wanted(found) || isTemplate(found)) return
    if (isBroken(found)) {
      if (!broken.includes(found.manifest)) broken.push(found.manifest)
      byDirectory.set(directory, null)
    } else if (!isNoRoot(found)) {
      roots.push(found)
      const members = found.members.flatMap(({ directory, reached }) => [directory, reached])
      for (const at of [found.root, ...members]) {
        // A workspace inside another one comes later: it is the nearer, and the one that uv finds from there.
        const known = byDirectory.get(at)
        if (!known || (isHeld(known.root, found.root) && isHeld(found.root, at))) byDirectory.set(at, found)
      }
    }
  }
  for (const directory of directories) plant(directory, (found) => found.explicit)
  for (const directory of directories) plant(directory, () => true)
  roots.sort((a, b) => depth(a.root) - depth(b.root) || (a.root < b.root ? -1 : 1))
  /** Null where a manifest is broken. */
  const nearest = (path: string): Workspace | null | undefined => {
    for (let at = path; ; at = parentOf(at)) {
      const found = byDirectory.get(at)
      if (found !== undefined || at === '.') return found
    }
  }
  const [first, another] = roots
  const ground = another && byDirectory.get('.') === undefined ? groundOf(roots) : null
  return {
    roots,
    broken,
    at: (path) => nearest(path) ?? null,
    rootFor: (path) => {
      const found = nearest(path)
      return found === undefined ? (ground ?? first ?? null) : found
    },
    outermost: (path) => roots.find(({ root }) => isHeld(root, path)) ?? null,
    isExcluded: ({ root }) =>
      roots.some((other) => other.root !== root && isExcluded(other.patterns.exclude, other.root, root)),
    ground,
    absence: new Absent(whyNone(broken, byDirectory.size < directories.length)),
  }
}

/** Whether its name is to be filled in: the project is not one yet. */
function isTemplate({ pyproject }: Workspace): boolean {
  return /[{}<>%$]/.test(pyproject.project?.name?.text ?? '')
}

/** Whether uv says that the manifest itself is the root of nothing. */
function isNoRoot({ explicit, errors, manifest }: Workspace): boolean {
  const codes = ['no-project-table', 'unmanaged-project']
  return !explicit && errors.some(({ code, path }) => path === manifest && codes.includes(code))
}

/** Whether nothing is known of a root but that its manifest is broken. */
export function isBroken({ errors, manifest }: Workspace): boolean {
  return errors.some(({ code, path }) => code === 'invalid-toml' && path === manifest)
}

function isHeld(root: string, path: string): boolean {
  return root === '.' || path === root || path.startsWith(`${root}/`)
}

function whyNone([broken]: readonly string[], hasManifests: boolean): string {
  if (broken !== undefined) return `\`${broken}\` cannot be read`
  return hasManifests
    ? 'no `pyproject.toml` has `[project]` or `[tool.uv.workspace]`'
    : 'the repository has no `pyproject.toml` of a uv project'
}

/** No project: it knows the manifests of all others, and nothing is a member of it. */
function groundOf(roots: readonly Workspace[]): Workspace {
  return {
    root: '.',
    manifest: 'pyproject.toml',
    virtual: true,
    explicit: false,
    members: [],
    errors: [],
    patterns: { members: [], exclude: [] },
    pyproject: emptyManifest('pyproject.toml'),
    requirements: [],
    sources: new Map(),
    requiresPython: null,
    unread: [],
    get outsiders() {
      return roots.flatMap(({ manifest, root, pyproject, virtual }) => {
        const reason = virtual ? ('nested-root' as const) : ('unlisted' as const)
        return [{ directory: root, manifest, reason, declared: !virtual, pyproject }]
      })
    },
    member: () => undefined,
    memberAt: () => undefined,
  }
}
