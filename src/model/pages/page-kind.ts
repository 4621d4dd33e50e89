import type { FileTree } from '../../discover/file-tree.ts'
import { foreignGrounds, type GroundKind } from '../../tables/foreign-grounds.ts'
import { datedFolders } from '../../tables/python-pins.ts'
import { decidingPath } from './grounds.ts'
import type { Stance } from './verdict.ts'

/** Whether a document tells what was. */
export function isHistory(path: string, tree: FileTree): boolean {
  return foreignGrounds.some((row) => row.kind === 'records' && decidingPath(row, path, tree) !== null)
}

/** Whether a file is data for tests, or taken over from elsewhere. */
export function isTestData(path: string): boolean {
  return isOn(path, ['fixtures', 'vendored'])
}

function isOn(path: string, kinds: readonly GroundKind[]): boolean {
  return foreignGrounds.some((row) => kinds.includes(row.kind) && !row.holds && row.path?.test(path))
}

/** Whether a page is that of an older version: kept in a folder of its version, beside the same folder as it is now. */
export function isFrozen(path: string, { hasDirectory }: FileTree): boolean {
  if (/(?:^|\/)(?:versioned_docs|version-\d[\w.]*|versions\/v?\d+(?:\.\d+)+)\//.test(path)) return true
  const version = /(?:^|\/)v\d+(?:\.\d+)*(?=\/)/.exec(path)
  if (!version || !/\.(?:mdx?|rst|adoc)$/.test(path)) return false
  const folder = path.slice(0, path.lastIndexOf('/'))
  const now = folder.slice(0, version.index) + folder.slice(version.index + version[0].length)
  return now.includes('/') && now !== folder && hasDirectory(now)
}

/** The stance of all commands of a file when its path decides it, else null. */
export function stanceOfFile(path: string, tree: FileTree): Stance | null {
  if (isFrozen(path, tree)) return { value: 'mentions', because: 'the page is that of an older version' }
  if (/.\/\.github\/workflows\//.test(path))
    return { value: 'mentions', because: 'GitHub runs only the workflows of the root' }
  if (isHistory(path, tree)) return { value: 'mentions', because: 'the document tells what was' }
  if (isTestData(path))
    return { value: 'mentions', because: 'the file is data for tests or taken over from elsewhere' }
  return null
}

/** The stance of all commands of a post, whose links are read all the same; null of any other page. */
export function stanceOfPost(path: string): Stance | null {
  return datedFolders.test(path) && /\.(?:mdx?|rst|adoc|ipynb)$/.test(path)
    ? { value: 'mentions', because: 'the page is a post: it tells what its author did' }
    : null
}
