import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { FileTree } from '../../discover/file-tree.ts'
import type { ParsedFile } from '../../parse/document.ts'
import { instructionPages, pastWords, skillFolders } from '../../tables/reference-pages.ts'
import { globTest } from '../../text/glob.ts'
import { joinPath, nameOf, parentOf, relativeTo, resolvePath } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import { isPlaceholderPath } from '../pages/placeholder.ts'
import type { MissingReference } from './missing-reference.ts'

/** A path with a folder and an ending, and nothing else. */
const wholePath = /^(?:\.\/)?[\w.@-]+(?:\/[\w.@-]+)+\.[A-Za-z]\w{0,9}$/

/** A code span that names a path which is not there. */
interface NamedPath {
  readonly page: string
  readonly span: Span
  readonly text: string
  /** From the root, and from the page, each as what git may have tracked. */
  readonly leads: readonly string[]
  /** Whether it lies in a folder of a skill that is there: then no history is needed. */
  readonly inSkill: boolean
}

/**
 * Paths in code spans of pages that tell people and agents what to do, where git once tracked a file of this path, or where
 * a skill names a file of its own folders. Words alone prove nothing: `and/or` is no path, and data is made by programs.
 */
export function missingCodePaths(pages: readonly ParsedFile[], tree: FileTree): readonly MissingReference[] {
  const named = pages.flatMap((page) => namedIn(page, tree))
  const departures = tree.departures([...new Set(named.flatMap(({ leads }) => leads))])
  return named.flatMap(({ page, span, text, leads, inSkill }): readonly MissingReference[] => {
    const lost = leads.find((path) => departures.has(path))
    const departure = lost === undefined ? undefined : departures.get(lost)
    if (!departure && !inSkill) return []
    const to = departure?.to
    const instead = to && tree.hasFile(to) ? (lost === leads[0] ? to : relativeTo(parentOf(page), to)) : null
    const common = { kind: 'path', path: page, span, target: text, instead } as const
    return [{ ...common, leads: lost ?? leads.at(-1) ?? text, ...(departure && { departure }) }]
  })
}

function namedIn({ file: { path, text }, document }: ParsedFile, tree: FileTree): readonly NamedPath[] {
  if (!instructionPages.test(path)) return []
  return (document.markdown?.codeSpans ?? []).flatMap(({ content, block }): readonly NamedPath[] => {
    const [span, another] = content
    const written = span && text.slice(span.start, span.end)
    if (!span || another || !wholePath.test(written ?? '') || isPlaceholderPath(written ?? '')) return []
    const bare = (written ?? '').replace(/^\.\//, '')
    const leads = [bare, resolvePath(parentOf(path), bare) ?? bare]
    const isThere = leads.some((one) => tree.hasFile(one) || tree.hasDirectory(one) || tree.isIgnored(one))
    // A page may speak from any folder, and may tell of what is gone.
    if (isThere || tree.endingIn(bare).length > 0 || tellsOfChange(text.slice(block.start, block.end)))
      return []
    const folder = joinPath(parentOf(path), bare.split('/', 1)[0] ?? '')
    const inSkill =
      nameOf(path) === 'SKILL.md' && skillFolders.has(nameOf(folder)) && tree.hasDirectory(folder)
    return [{ page: path, span, text: bare, leads, inSkill }]
  })
}

/** Whether the words around the code of a paragraph tell of what was there once, or will be. */
function tellsOfChange(paragraph: string): boolean {
  return pastWords.test(paragraph.replace(/`[^`\n]*`/g, ''))
}

/** The globs of a rule file of Cursor that match no file (Cursor, "Rules": `globs` in the front matter of `.mdc`). */
export function idleGlobs(
  { file: { path, text }, document }: ParsedFile,
  tree: FileTree,
): readonly MissingReference[] {
  const found = document.markdown?.frontMatter
  if (!path.endsWith('.mdc') || !found) return []
  const yaml = parseDocument(text.slice(found.content.start, found.content.end), { prettyErrors: false })
  const node = isMap(yaml.contents) ? yaml.contents.get('globs', true) : undefined
  const scalars = isSeq(node) ? node.items : [node]
  return scalars.flatMap((scalar) => {
    if (!isScalar(scalar) || typeof scalar.value !== 'string' || !scalar.range) return []
    const start = found.content.start + scalar.range[0]
    const source = text.slice(start, found.content.start + scalar.range[1])
    return scalar.value.split(',').flatMap((part): readonly MissingReference[] => {
      const glob = part.trim()
      const at = source.indexOf(glob)
      if (glob === '' || at === -1 || !/^[^/]*\/.*[^*./]/.test(glob) || matches(glob, tree)) return []
      const span = { start: start + at, end: start + at + glob.length }
      return [{ kind: 'glob', path, span, target: glob, leads: glob, instead: null }]
    })
  })
}

function matches(glob: string, tree: FileTree): boolean {
  const bare = glob.replace(/^\//, '').replace(/\/$/, '/**')
  const tests = [globTest(bare), globTest(`${bare}/**`), globTest(`**/${bare}`)]
  return (
    tree.isIgnored(bare.replace(/\/?\*.*$/s, '')) ||
    tree.paths.some((path) => tests.some((test) => test(path)))
  )
}
