import type { FileTree } from '../../discover/file-tree.ts'
import { pathsBelow } from '../../discover/paths-below.ts'
import { outlineOf, type PythonImport } from '../../parse/python/outline.ts'
import { sideFolders } from '../../tables/side-folders.ts'
import { lazily } from '../../text/lazily.ts'
import { ancestorsOf, isInside, joinPath, relativeTo } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import { lookUpModule, moduleRoots } from './module-roots.ts'
import { reachable } from './needed-members.ts'
import type { Member, Workspace } from './workspace.ts'

/** A member whose code is imported by another one that does not depend on it. */
export interface UndeclaredImport {
  readonly importer: Member
  readonly imported: Member
  /** As written in the first place. */
  readonly module: string
  /** Every import in path order. */
  readonly places: readonly Place[]
  /** Whether it is the code beside the package alone, such as its tests, that imports it. */
  readonly besideOnly: boolean
  /** Whether the imported one depends on the importer. */
  readonly isCycle: boolean
  /** Whether every import stands in a function, so that it fails only when that is called. */
  readonly isLate: boolean
}

/** What lies in a hidden folder of a package, such as `.templates`, is copied elsewhere before it runs. */
const inHiddenFolder = /(?:^|\/)\.[^/]+\//

interface Facts {
  readonly workspace: Workspace
  readonly documents: Documents
  readonly tree: FileTree
}

/**
 * Imports of one member's modules in another member's code that work only in the environment all members share: the
 * importer does not depend on the imported one, not even through others. Imports whose failure is caught do not count.
 */
export function undeclaredImports(facts: Facts): readonly UndeclaredImport[] {
  const { workspace, documents } = facts
  if (workspace.members.length < 2 || workspace.unread.length > 0) return []
  const owners = modulesOf(facts)
  const names = [...owners.keys()]
  const needs = new Map(
    workspace.members.map((member) => [member, lazily(() => reachable(member, workspace))]),
  )
  const found = new Map<string, { -readonly [Key in keyof UndeclaredImport]: UndeclaredImport[Key] }>()
  for (const { file, document } of documents.all) {
    if (document.language !== 'python' || document.header) continue
    const importer = workspace.memberAt(file.path)
    if (!importer || importer.hasHiddenRequirements || inHiddenFolder.test(file.path)) continue
    if (!names.some((name) => file.text.includes(name))) continue
    // Tests and examples of the root run in the environment of all members.
    if (importer.directory === workspace.root && isBeside(file.path, importer)) continue
    const needed = needs.get(importer)?.()
    for (const one of outlineOf(file.text).imports) {
      const imported = one.optional ? null : ownerOf(one, file.path, importer, owners, facts)
      if (!imported || needed?.has(imported.name)) continue
      const key = `${importer.name} ${imported.name}`
      const place = { path: file.path, span: one.span }
      const beside = isBeside(file.path, importer)
      const known = found.get(key)
      if (known) {
        known.places = [...known.places, place]
        known.besideOnly &&= beside
        known.isLate &&= one.late
      } else {
        const isCycle = reachable(imported, workspace).has(importer.name)
        found.set(key, {
          importer,
          imported,
          module: one.module,
          places: [place],
          besideOnly: beside,
          isCycle,
          isLate: one.late,
        })
      }
    }
  }
  return [...found.values()]
}

/** Members by the top-level names that their code is imported by. */
function modulesOf({ workspace, tree }: Facts): ReadonlyMap<string, readonly Member[]> {
  const owners = new Map<string, Member[]>()
  for (const member of workspace.members) {
    const names = rootsOf(member, tree).flatMap((root) =>
      pathsBelow(tree, root).flatMap((path) => {
        if (!path.endsWith('.py') || workspace.memberAt(path) !== member) return []
        const [top = '', ...rest] = relativeTo(root, path).split('/')
        const name = rest.length > 0 ? top : top.slice(0, -'.py'.length)
        return /^[^\W\d]\w*$/.test(name) && !sideFolders.has(name) ? [name] : []
      }),
    )
    for (const name of new Set(names)) owners.set(name, [...(owners.get(name) ?? []), member])
  }
  return owners
}

function rootsOf(member: Member, tree: FileTree): readonly string[] {
  const { directory } = member
  return moduleRoots(member, tree) ?? [joinPath(directory, 'src'), directory]
}

/** The one other member that holds what an import names; null where the importer, or a file beside it, may be meant. */
function ownerOf(
  { module, members }: PythonImport,
  path: string,
  importer: Member,
  owners: ReadonlyMap<string, readonly Member[]>,
  { tree }: Facts,
): Member | null {
  const known = owners.get(module.split('.')[0] ?? '')
  if (!known) return null
  // Python starts in the folder of a script, and pytest in one above its tests.
  const around = ancestorsOf(path).filter((folder) => isInside(importer.directory, folder))
  const own = [...rootsOf(importer, tree), ...around]
  for (const target of [module, ...members.map((name) => `${module}.${name}`)]) {
    if (isFile(target, own, tree)) return null
    const holders = known.filter(
      (member) => member !== importer && isFile(target, rootsOf(member, tree), tree),
    )
    if (holders.length > 0) return holders.length === 1 ? (holders[0] ?? null) : null
  }
  return null
}

function isFile(module: string, roots: readonly string[], tree: FileTree): boolean {
  const place = lookUpModule(module, roots, tree)
  return place.kind === 'module' && place.file !== null
}

function isBeside(path: string, { directory }: Member): boolean {
  const seen = directory === '.' ? path : path.slice(directory.length + 1)
  return sideFolders.has(seen.split('/')[0] ?? '')
}
