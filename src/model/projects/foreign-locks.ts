import type { FileTree } from '../../discover/file-tree.ts'
import { entryOf, tableAt } from '../../parse/toml/toml-file.ts'
import { lockFiles, poetryRequirements } from '../../tables/lock-files.ts'
import { isInside, joinPath, nameOf, parentOf } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import type { Member, Workspace } from './workspace.ts'

/** A file, or a part of one, that says which packages to install beside the workspace's `uv.lock`. */
export interface ForeignLock {
  readonly place: Place
  /** What it is, for people: "a pip requirements file". */
  readonly what: string
  /** The member whose own lock it is; null for all else. */
  readonly leftIn: Member | null
}

/** Every second list of packages in the repository, by path. Projects that the workspace excludes are left alone. */
export function foreignLocks(
  workspace: Workspace,
  documents: Documents,
  tree: FileTree,
): readonly ForeignLock[] {
  const excluded = workspace.outsiders.filter(({ reason }) => reason === 'excluded')
  const own = joinPath(workspace.root, 'uv.lock')
  return tree.paths.flatMap((path): ForeignLock[] => {
    if (path === own || excluded.some(({ directory }) => isInside(directory, path))) return []
    const name = nameOf(path)
    if (name === 'uv.lock') return [nestedLock(workspace, path)]
    if (name === 'pyproject.toml') return poetryTables(documents, path)
    const text = documents.get(path)?.file.text
    // A list of nothing but comments lists nothing.
    if (text !== undefined && !/^(?!\s*#).*\S/m.test(text)) return []
    const { what, holds } = lockFiles.find((file) => file.name.test(name)) ?? {}
    if (what === undefined || (holds && !(text !== undefined && holds.test(text)))) return []
    const found = holds && text !== undefined ? holds.exec(text) : null
    const at = found?.[0].trim()
    const start = found && at ? found.index + found[0].indexOf(at) : 0
    return [
      {
        place: at ? { path, span: { start, end: start + at.length } } : firstLine(path, text),
        what,
        leftIn: null,
      },
    ]
  })
}

function nestedLock(workspace: Workspace, path: string): ForeignLock {
  const member = workspace.members.find(({ directory }) => directory === parentOf(path))
  const what = member ? `a lock that uv left in the member \`${member.name}\`` : 'a second `uv.lock`'
  return { place: wholeFile(path), what, leftIn: member ?? null }
}

/** Tables in which poetry, not uv, keeps requirements. */
function poetryTables(documents: Documents, path: string): ForeignLock[] {
  const poetry = tableAt(documents.get(path)?.document.toml?.root, 'tool', 'poetry')
  return poetryRequirements.flatMap((key) => {
    const entry = entryOf(poetry, key)
    return entry
      ? [{ place: { path, span: entry.key }, what: 'a list of requirements for poetry', leftIn: null }]
      : []
  })
}

function wholeFile(path: string): Place {
  return { path, span: { start: 0, end: 0 } }
}

/** The first line that says something, else the start of the file. */
function firstLine(path: string, text: string | undefined): Place {
  const found = text === undefined ? null : /^(?!\s*#).*\S/m.exec(text)
  return found ? { path, span: { start: found.index, end: found.index + found[0].length } } : wholeFile(path)
}
