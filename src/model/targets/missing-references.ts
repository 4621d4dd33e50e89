import type { FileTree } from '../../discover/file-tree.ts'
import { importsIn, linksIn, type MarkdownLink } from '../../parse/markdown/links.ts'
import {
  elsewhere,
  generatedAnchor,
  memoryFiles,
  plainPages,
  referencedEndings,
  siteFiles,
  sitePages,
} from '../../tables/reference-pages.ts'
import { nearest } from '../../text/nearest.ts'
import { ancestorsOf, joinPath, nameOf, parentOf, relativeTo, resolvePath } from '../../text/paths.ts'
import { anchorsOf } from '../pages/anchors.ts'
import type { Documents } from '../pages/documents.ts'
import { stanceOfFile } from '../pages/page-kind.ts'
import { isPlaceholderPath } from '../pages/placeholder.ts'
import { idleGlobs, missingCodePaths } from './missing-code-paths.ts'
import type { MissingReference } from './missing-reference.ts'

/** Relative links of pages that are read in the repository itself, and files that agents are told to take in. */
export function missingReferences({
  documents,
  tree,
}: {
  readonly documents: Documents
  readonly tree: FileTree
}): readonly MissingReference[] {
  const pages = documents.all.filter(
    ({ file: { path }, document: { language, markdown } }) =>
      markdown && language === 'markdown' && stanceOfFile(path, tree) === null,
  )
  const led = pages.flatMap(({ file: { path, text }, document: { markdown } }) => {
    if (!markdown) return []
    const links = isReadInPlace(path, tree) ? linksIn(text, markdown) : []
    const imports = memoryFiles.test(path) ? importsIn(text, markdown) : []
    return [
      ...links.flatMap(
        (link) => missing('link', link, path, tree) ?? missingAnchor(link, path, documents) ?? [],
      ),
      ...imports.flatMap((link) => missing('import', link, path, tree) ?? []),
    ]
  })
  return [
    ...withDepartures(led, tree),
    ...missingCodePaths(pages, tree),
    ...pages.flatMap((page) => idleGlobs(page, tree)),
  ]
}

/** What git says of the missing files, asked for together. */
function withDepartures(all: readonly MissingReference[], tree: FileTree): readonly MissingReference[] {
  const files = all.flatMap(({ kind, leads }) => (kind === 'anchor' ? [] : [leads]))
  const departures = files.length > 0 ? tree.departures([...new Set(files)]) : null
  return all.map((one) => {
    const departure = one.kind === 'anchor' ? undefined : departures?.get(one.leads)
    if (!departure) return one
    const instead =
      departure.to && tree.hasFile(departure.to) ? relativeTo(parentOf(one.path), departure.to) : one.instead
    return { ...one, departure, instead }
  })
}

/** Whether its links are taken as they stand: no site around it makes addresses of them, and it is no link to another page. */
function isReadInPlace(path: string, tree: FileTree): boolean {
  if (tree.isHidden(path)) return false
  const site = ancestorsOf(path).find((at) =>
    siteFiles.some((name) => tree.hasFile(joinPath(at, name)) || tree.hasDirectory(joinPath(at, name))),
  )
  return site === undefined || (site === '.' && plainPages.test(path) && !sitePages.test(path))
}

function missing(
  kind: MissingReference['kind'],
  { target: written, span }: MarkdownLink,
  path: string,
  tree: FileTree,
): MissingReference | null {
  const target = written.replace(/[?#].*$/s, '')
  if (
    target === '' ||
    elsewhere.test(written) ||
    !referencedEndings.test(target) ||
    isPlaceholderPath(target)
  )
    return null
  const leads = resolvePath(parentOf(path), decoded(target))
  if (leads === null) return null
  if (tree.hasFile(leads) || tree.hasDirectory(leads) || tree.isIgnored(leads)) return null
  if (tree.missing.some((submodule) => leads.startsWith(`${submodule}/`))) return null
  const [only, another] = tree.endingIn(nameOf(leads)).filter((other) => nameOf(other) === nameOf(leads))
  const instead = only !== undefined && another === undefined ? relativeTo(parentOf(path), only) : null
  return { kind, path, span: { start: span.start, end: span.start + target.length }, target, leads, instead }
}

/** An anchor that the page it leads to has not. */
function missingAnchor(
  { target, span }: MarkdownLink,
  path: string,
  documents: Documents,
): MissingReference | null {
  const hash = target.indexOf('#')
  const [page, anchor] = [target.slice(0, hash), decoded(target.slice(hash + 1))]
  if (hash === -1 || anchor === '' || generatedAnchor.test(anchor) || elsewhere.test(page)) return null
  const leads = page === '' ? path : resolvePath(parentOf(path), decoded(page))
  const parsed = leads === null ? undefined : documents.get(leads)
  if (leads === null || !parsed?.document.markdown || !/\.md$/i.test(leads)) return null
  const anchors = anchorsOf(parsed)
  if (anchors.has(anchor.toLowerCase())) return null
  // Headings of one page resemble each other; only a slip of the pen is certain to mean the other.
  const instead = nearest(anchor.toLowerCase(), anchors, 2) ?? null
  const start = span.start + hash + 1
  return {
    kind: 'anchor',
    path,
    span: { start, end: span.end },
    target,
    leads: `${leads}#${anchor}`,
    instead,
  }
}

/** What a target says: without the backslashes that Markdown takes away (CommonMark, 2.4), and what an address encodes. */
function decoded(target: string): string {
  const plain = target.replace(/\\([!-/:-@[-`{-~])/g, '$1')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}
