import type { FileTree } from '../../discover/file-tree.ts'
import { isInside, joinPath, nameOf, parentOf, seenFrom } from '../../text/paths.ts'

/** Files that configure a published site, and the folder of its pages as seen from theirs. */
const generators: readonly (readonly [name: RegExp, pages: string])[] = [
  [/^mkdocs\.ya?ml$/, 'docs'],
  [
    /^(?:conf\.py|docusaurus\.config\.[cm]?[jt]s|mint\.json|docs\.json|docfx\.json|book\.toml|_toc\.yml|antora\.yml|_quarto\.yml)$/,
    '.',
  ],
  // Fumadocs: collections lie in `content/` (its "Introduction" guide).
  [/^source\.config\.[cm]?[jt]s$/, 'content'],
  [/^astro\.config\.[cm]?[jt]s$/, '.'],
]

const docsFolder = /(?:^|\/)(?:docs?|documentation|website|i18n)\//i
/** Names that mean the manual only where the project keeps it: at its top. */
const topFolder = /^(?:site|guides?|manual|pages|tutorials?)\//i

/** The documents that are the manual of a product: pages of a site, or `docs/` of a published package. */
export interface Manuals {
  /** Whether the page belongs to a site that is generated and published. */
  inSite(path: string): boolean
  /** Whether the path looks like a page of the manual of a project that lies in this directory. */
  inFolder(path: string, project: string): boolean
}

/** Finds the sites of a repository by their configuration. */
export function findManuals(tree: FileTree): Manuals {
  const sites: string[] = []
  let translated = false
  for (const path of tree.paths) {
    const name = nameOf(path)
    const generator = generators.find(([pattern]) => pattern.test(name))
    if (!generator) continue
    const beside = joinPath(parentOf(path), generator[1])
    // A `docs_dir` of its own: the pages lie somewhere beside the settings.
    const pages = generator[1] === 'docs' && !tree.hasDirectory(beside) ? parentOf(path) : beside
    if (pages === '.') continue
    sites.push(pages)
    translated ||= generator[1] === 'docs'
  }
  return {
    inSite: (path) =>
      sites.some((site) => isInside(site, path)) || (translated && /^(?:i18n|locales?)\//.test(path)),
    inFolder: (path, project) => docsFolder.test(path) || topFolder.test(seenFrom(project, path) ?? ''),
  }
}
