import type { FileTree } from '../../discover/file-tree.ts'
import { joinPath, resolvePath } from '../../text/paths.ts'
import type { Member } from './workspace.ts'

/** Files by which other programs than the backend decide what a project holds. */
const deciding = [
  'setup.py',
  'setup.cfg',
  'hatch_build.py',
  'build.py',
  'meson.build',
  'CMakeLists.txt',
  'Cargo.toml',
]

/**
 * The directories whose modules a project's own code imports once it is installed as uv does, editable; null where its
 * build backend, or what that is told, leaves this open.
 */
export function moduleRoots(
  { directory, pyproject, editable }: Member,
  tree: FileTree,
): readonly string[] | null {
  const roots = pyproject.moduleRoots
  if (!roots || !editable) return null
  if (deciding.some((file) => tree.hasFile(joinPath(directory, file)))) return null
  return roots.flatMap((root) => resolvePath(directory, root) ?? [])
}

/** What is known of a dotted module below some directories. */
export type ModuleLookup =
  | { readonly kind: 'module'; readonly file: string | null }
  /** `package` is its longest part that exists, in `directory`. */
  | { readonly kind: 'missing'; readonly package: string; readonly directory: string }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown' }

const endings = ['py', 'pyi', 'pyx', 'so', 'pyd', 'c', 'cpp', 'rs']

/** Looks a dotted module up below the directories, as Python does; `file` is null where it is no plain Python file. */
export function lookUpModule(module: string, roots: readonly string[], tree: FileTree): ModuleLookup {
  const parts = module.split('.')
  let missing: ModuleLookup = { kind: 'elsewhere' }
  for (const root of roots) {
    const path = joinPath(root, parts.join('/'))
    if (tree.hasFile(`${path}/__init__.py`)) return { kind: 'module', file: `${path}/__init__.py` }
    const ending = endings.find((one) => tree.hasFile(`${path}.${one}`))
    if (ending) return { kind: 'module', file: ending === 'py' ? `${path}.py` : null }
    if (tree.hasDirectory(path)) return { kind: 'module', file: null }
    if (tree.isIgnored(`${path}.py`) || tree.isIgnored(`${path}/__init__.py`)) return { kind: 'unknown' }
    const known = parts.findLastIndex(
      (_, at) => tree.hasDirectory(joinPath(root, parts.slice(0, at).join('/'))) && at > 0,
    )
    if (known > 0 && missing.kind !== 'missing') {
      const directory = joinPath(root, parts.slice(0, known).join('/'))
      missing = { kind: 'missing', package: parts.slice(0, known).join('.'), directory }
    }
  }
  return missing
}
