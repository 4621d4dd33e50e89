import type { FileTree } from '../../discover/file-tree.ts'
import { pathsBelow } from '../../discover/paths-below.ts'
import { joinPath, nameOf } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import { normalizeName } from '../python/names.ts'
import type { Member, Workspace } from './workspace.ts'

/** What a member lacks of the usual layout. */
export type LayoutTrouble =
  | {
      readonly lacks: 'directory-name'
      readonly member: Member
      readonly span: Span
      readonly directory: string
    }
  | { readonly lacks: 'build-system'; readonly member: Member; readonly span: Span }
  /** `file` is where the module should be; `empty` when the member has no Python file yet. */
  | {
      readonly lacks: 'module'
      readonly member: Member
      readonly span: Span
      readonly file: string
      readonly empty: boolean
    }
  | {
      readonly lacks: 'readme'
      readonly member: Member
      readonly span: Span
      readonly file: string
      /** The file that is there under the same name in other letters. */
      readonly respelled?: string
    }

/** Tables in which a build backend is told where the modules are. */
const layoutTables = [
  'hatch.build',
  'setuptools',
  'uv.build-backend',
  'flit.module',
  'poetry.packages',
  'maturin',
  'scikit-build',
  'pdm.build',
]

/** What the members lack, the root aside. A member that declares itself no package needs no build system and module. */
export function layoutTroubles(workspace: Workspace, tree: FileTree): readonly LayoutTrouble[] {
  return workspace.members.flatMap((member): LayoutTrouble[] => {
    if (member.directory === workspace.root) return []
    const found: LayoutTrouble[] = []
    const span = member.nameSpan
    const directory = nameOf(member.directory)
    // A prefix or a suffix that members share is a convention, and a folder may say its language beside others.
    const expected = normalizeName(directory).replace(/^(?:python|py)-|-(?:python|py)$/, '')
    if (!`-${member.name}-`.includes(`-${expected}-`)) {
      found.push({ lacks: 'directory-name', member, span, directory })
    }
    const { uv, hasBuildSystem } = member.pyproject
    if (uv?.package?.value !== false) {
      if (hasBuildSystem) found.push(...missingModule(member, tree))
      else found.push({ lacks: 'build-system', member, span })
    }
    return [...found, ...missingReadme(member, tree)]
  })
}

function missingModule(member: Member, tree: FileTree): LayoutTrouble[] {
  if (layoutTables.some((table) => member.pyproject.tools.has(table))) return []
  const module = member.name.replaceAll('-', '_')
  const source = joinPath(member.directory, 'src')
  const inside = pathsBelow(tree, source)
  // Names differ in letter case and dots of a namespace package.
  const wanted = new RegExp(`^${module.replaceAll('_', '[_/]')}/__init__\\.pyi?$`, 'i')
  if (inside.some((path) => wanted.test(path.slice(source.length + 1)))) return []
  const python = pathsBelow(tree, member.directory).some((path) => path.endsWith('.py'))
  const file = `${source}/${module}/__init__.py`
  return [{ lacks: 'module', member, span: member.nameSpan, file, empty: !python }]
}

function missingReadme(member: Member, tree: FileTree): LayoutTrouble[] {
  const readme = member.pyproject.project?.readme
  if (readme && readme.file !== null) {
    const { file, span } = readme
    const path = joinPath(member.directory, file.replace(/^\.\//, ''))
    if (tree.hasFile(path) || file.includes('..')) return []
    const respelled = pathsBelow(tree, member.directory).find(
      (other) => other.toLowerCase() === path.toLowerCase(),
    )
    return [{ lacks: 'readme', member, span, file: path, ...(respelled !== undefined && { respelled }) }]
  }
  const start = joinPath(member.directory, 'README')
  const own = pathsBelow(tree, member.directory)
  if (readme || own.some((path) => path.toLowerCase().startsWith(start.toLowerCase()))) return []
  return [{ lacks: 'readme', member, span: member.nameSpan, file: `${start}.md` }]
}
