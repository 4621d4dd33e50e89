import type { FileTree } from '../discover/file-tree.ts'
import type { LostModule } from '../model/projects/lost-module.ts'
import { joinPath } from '../text/paths.ts'
import { became, isCertain } from './departed.ts'

/** What git says became of a module that is not there. */
export interface ModuleReceipt {
  /** A sentence to follow the one that the module is missing. */
  readonly said: string
  /** The module's new name in the same package roots; null where it went elsewhere or was removed. */
  readonly name: string | null
  /** Whether the new name is certainly meant (`isCertain` of departed.ts). */
  readonly certain: boolean
}

/** Asks git's history where modules went, all at once; a module of which it says nothing has no entry. */
export function moduleReceipts(
  lost: readonly LostModule[],
  tree: FileTree,
): ReadonlyMap<LostModule, ModuleReceipt> {
  const files = new Map(lost.map((one) => [one, filesOf(one)]))
  const asked = [...new Set([...files.values()].flat())]
  const departures = asked.length > 0 ? tree.departures(asked) : new Map()
  const receipts = new Map<LostModule, ModuleReceipt>()
  for (const [one, paths] of files) {
    const departure = paths.map((path) => departures.get(path)).find((found) => found !== undefined)
    if (!departure) continue
    const name =
      departure.to !== null && tree.hasFile(departure.to) ? moduleAt(departure.to, one.roots) : null
    receipts.set(one, {
      said: `Its file ${became(departure)}.`,
      name,
      certain: name !== null && isCertain(departure, tree),
    })
  }
  return receipts
}

/** Files that the module may have been. A package's `__init__.py` tells nothing: it is mostly empty, as all others are. */
function filesOf({ module, roots, run }: LostModule): string[] {
  const path = module.replaceAll('.', '/')
  return roots.flatMap((root) => [
    joinPath(root, `${path}.py`),
    ...(run ? [joinPath(root, `${path}/__main__.py`)] : []),
  ])
}

/** The dotted name of a file below one of the roots. */
function moduleAt(path: string, roots: readonly string[]): string | null {
  for (const root of roots) {
    const prefix = root === '.' ? '' : `${root}/`
    if (!path.startsWith(prefix) || !path.endsWith('.py')) continue
    const parts = path.slice(prefix.length, -'.py'.length).split('/')
    if (parts.length > 1 && parts.at(-1) === '__main__') parts.pop()
    if (parts.every((part) => /^[A-Za-z_]\w*$/.test(part)) && parts.at(-1) !== '__init__')
      return parts.join('.')
  }
  return null
}
