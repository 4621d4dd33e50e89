import type { Document } from '../../parse/document.ts'
import { checkoutAction } from '../../tables/actions.ts'
import { nameOf } from '../../text/paths.ts'
import type { Documents } from '../pages/documents.ts'
import type { Projects } from '../projects/named-projects.ts'
import { normalizeName } from '../python/names.ts'
import { clonedBefore, clonesBefore, firstFolder } from '../scripts/clones.ts'
import type { Move } from '../scripts/move.ts'

/**
 * The names, in lower case, under which this repository is cloned: what its projects say (`[project.urls]`), else the
 * clones in its documents that are called like one of its projects. Empty when nothing tells.
 */
export function ownCloneNames(documents: Documents, projects: Projects): ReadonlySet<string> {
  const names = new Set([...projects.repositories].map((address) => nameOf(address)))
  if (names.size > 0) return names
  for (const { file, document } of documents.all) {
    if (!document.markdown) continue
    for (const clone of clonedBefore(file.text)) {
      const name = normalizeName(clone)
      if (projects.all.some((known) => known.name === name || known.name.startsWith(`${name}-`)))
        names.add(clone.toLowerCase())
    }
  }
  return names
}

/** How far above a move a generator makes its folder, in UTF-16 units. */
const reach = 20_000

/**
 * Whether a move leads into a clone of another repository, or into a folder that a generator has just made.
 * @param text of the file in which the move stands
 */
export function entersForeignFolder(move: Move | undefined, text: string, own: ReadonlySet<string>): boolean {
  const folder = move && move.directory === null ? firstFolder(move, text) : null
  if (!move || folder === null) return false
  const { start } = move.place.span
  const clone = clonesBefore(text, start).findLast(({ directory }) => directory === folder)
  if (clone) return own.size > 0 && ![folder, clone.repository].some((name) => own.has(name.toLowerCase()))
  const name = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const makes = `\\b(?:init|new|create|startproject|scaffold)[ \\t]+(?:-[\\w-]+[ =])*(?:\\S+[ \\t]+)?${name}(?![\\w-])`
  return new RegExp(makes).test(text.slice(Math.max(0, start - reach), start))
}

/** Folders into which the steps of a workflow check another repository out (`actions/checkout` with `repository` and `path`). */
export function otherCheckouts({ actions = [] }: Document, own: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { text, inputs } of actions) {
    if (!checkoutAction.test(text)) continue
    const input = (name: string) => inputs.find((each) => each.name === name)?.text
    const repository = input('repository')
    const path = input('path')?.replace(/^\.\//, '').split('/')[0]
    if (repository && path && !own.has(nameOf(repository).toLowerCase())) found.add(path)
  }
  return found
}
