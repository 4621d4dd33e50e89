import type { FileTree } from '../../discover/file-tree.ts'
import { escaped } from '../../tables/program-names.ts'
import { skillFile } from '../../tables/readers.ts'
import { joinPath, parentOf, resolvePath } from '../../text/paths.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import { clonedBefore, firstClone, lastClone } from '../scripts/clones.ts'
import type { RawCommand } from '../scripts/raw-command.ts'

/** Whether a command names files of this repository, so that only someone with a checkout can run it. */
export function worksOnCheckout(
  path: string,
  raw: RawCommand,
  foreign: ForeignUse | null,
  tree: FileTree,
  manual: boolean,
): boolean {
  // What lies beside a skill goes with it.
  const bases = [raw.directory ?? '.', ...(skillFile.test(path) ? [] : [parentOf(path)])]
  if (raw.moved && raw.directory !== null && (!manual || raw.directory.includes('/'))) return true
  const exists = (text: string | null) =>
    text !== null &&
    (!manual || /\w\/\w/.test(text)) &&
    bases.some((base) => {
      const found = resolvePath(base, text)
      return found !== null && found !== '.' && (tree.hasFile(found) || tree.hasDirectory(found))
    })
  if (!foreign) {
    return raw.words
      .slice(1)
      .some(({ text }) => text !== null && /\.(?:py|sh|txt|toml)$/.test(text) && exists(text))
  }
  return [...foreign.files, ...foreign.directories].some(({ text }) =>
    exists(text?.replace(/\[.*/s, '') ?? null),
  )
}

/** Whether the document clones a repository and enters it between two offsets. */
export function cloneAbove(text: string, offset: number, from: number): boolean {
  const clone = lastClone(text, offset)
  return clone >= from && /\bcd\b/.test(text.slice(clone, Math.min(offset, clone + 400)))
}

/** How far above a command its clone is entered, in UTF-16 units. */
const reach = 200_000

/** Whether the document clones this very repository, by one of its names, and enters it before an offset. */
export function ownCloneAbove(text: string, offset: number, own: ReadonlySet<string>): boolean {
  return clonedBefore(text, offset).some((name) => {
    if (!own.has(name.toLowerCase())) return false
    const enters = new RegExp(`\\bcd[ \\t]+["']?(?:\\./)?${escaped(name)}\\b`)
    return enters.test(text.slice(Math.max(0, offset - reach), offset))
  })
}

/** Whether the document clones this repository and enters the document's own folder in it. */
export function entersOwnFolder(
  text: string,
  path: string,
  isOwnClone: (name: string, below: string) => boolean,
): boolean {
  const folder = parentOf(path)
  const first = firstClone(text)
  if (folder === '.' || first > text.length) return false
  const moves = text.slice(first).matchAll(/\bcd[ \t]+["']?(?:\.\/)?([^\s"'`;&|()]+)/g)
  const entered = new Set([...moves].map(([, target = '']) => target.replace(/(?<!\/)\/+$/, '')))
  return clonedBefore(text).some(
    (name) =>
      isOwnClone(name, folder) &&
      (entered.has(joinPath(name, folder)) || (entered.has(name) && entered.has(folder))),
  )
}
