import type { FileTree } from '../../discover/file-tree.ts'
import { nearest } from '../../text/nearest.ts'
import { isInside, joinPath, nameOf, parentOf, relativeTo, resolveIn } from '../../text/paths.ts'
import { isExcluded, isIncluded, normalizePattern } from './find-root.ts'
import type { MemberPattern, Workspace } from './workspace.ts'

/** A pattern of `members` that reaches no project. */
export interface IdlePattern {
  readonly pattern: MemberPattern
  /**
   * Why: `braces`, `backslash`, `negation`, `absolute`, `letters` (a directory of that name in other letters), `set` (`[^a]`, which uv does not turn round), `manifest`
   * (it names a `pyproject.toml`), `excluded`, `elsewhere` (unlisted projects lie in another place), `literal` (it names
   * a directory that is not there), `prepared` (a glob that has nothing yet).
   */
  readonly cause:
    | 'braces'
    | 'backslash'
    | 'negation'
    | 'absolute'
    | 'letters'
    | 'set'
    | 'manifest'
    | 'excluded'
    | 'elsewhere'
    | 'literal'
    | 'prepared'
  /** What may be meant instead, as patterns. */
  readonly meant: readonly string[]
}

/** The patterns that reach no project, each with its cause; those of which something is not known are left out. */
export function idlePatterns(workspace: Workspace, tree: FileTree): readonly IdlePattern[] {
  const unlisted = workspace.outsiders
    .filter(({ reason, directory }) => reason === 'unlisted' && isInside(workspace.root, directory))
    .map(({ directory }) => relativeTo(workspace.root, directory))
  return workspace.patterns.members.flatMap((pattern): IdlePattern[] => {
    const excluded = excludedBy(pattern, workspace, tree)
    if (excluded !== null) return [{ pattern, cause: 'excluded', meant: [excluded] }]
    if (pattern.text.startsWith('/')) {
      return [{ pattern, cause: 'absolute', meant: [pattern.text.replace(/^\/+/, '')] }]
    }
    if (!isIdle(pattern, workspace, tree)) return []
    return [{ pattern, ...causeOf(pattern.text, workspace, tree, unlisted) }]
  })
}

function causeOf(
  text: string,
  workspace: Workspace,
  tree: FileTree,
  unlisted: readonly string[],
): Omit<IdlePattern, 'pattern'> {
  if (/\{[^{},]*,[^{}]*\}/.test(text)) return { cause: 'braces', meant: expanded(text) }
  if (text.includes('\\')) return { cause: 'backslash', meant: [text.replaceAll('\\', '/')] }
  if (text.startsWith('!')) return { cause: 'negation', meant: [text.slice(1)] }
  if (/(?:^|\/)pyproject\.toml$/.test(text)) return { cause: 'manifest', meant: [parentOf(text)] }
  if (text.includes('[^')) return { cause: 'set', meant: [text.replaceAll('[^', '[!')] }
  const cased = inOtherLetters(text, workspace, tree)
  if (cased !== null) return { cause: 'letters', meant: [cased] }
  const isLiteral = !/[*?[]/.test(text)
  const near = isLiteral ? nearestBeside(text, unlisted) : undefined
  if (near !== undefined) return { cause: 'elsewhere', meant: [near] }
  // A glob may be there for what comes; one that is all the workspace has is misspelt.
  const isAlone = workspace.members.every(({ directory }) => directory === workspace.root)
  const places = [...new Set(unlisted.map((path) => (path.includes('/') ? `${parentOf(path)}/*` : path)))]
  if (!isLiteral && isAlone && places.length > 0) return { cause: 'elsewhere', meant: places.slice(0, 3) }
  return { cause: isLiteral ? 'literal' : 'prepared', meant: [] }
}

/** The project in the same folder whose name is nearest, as the pattern for it. */
function nearestBeside(text: string, unlisted: readonly string[]): string | undefined {
  const folder = parentOf(text)
  const beside = unlisted.filter((path) => parentOf(path) === folder)
  const near = nearest(nameOf(text), beside.map(nameOf))
  return near === undefined ? undefined : joinPath(folder, near)
}

/** The `exclude` pattern that takes a literal entry out again, or null. */
function excludedBy(pattern: MemberPattern, { root, patterns }: Workspace, tree: FileTree): string | null {
  const directory = /[*?[]/.test(pattern.text) ? null : resolveIn(root, pattern.text)
  if (directory === null || !(tree.hasDirectory(directory) || tree.linkedDirectory(directory))) return null
  return patterns.exclude.find((exclude) => isExcluded([exclude], root, directory))?.text ?? null
}

/** Whether a pattern matches nothing but files; what git ignores or a submodule holds may exist unseen. */
function isIdle(pattern: MemberPattern, { root }: Workspace, tree: FileTree): boolean {
  const { text, matches } = pattern
  const isThere = (path: string) =>
    path === '.' || tree.hasDirectory(path) || tree.linkedDirectory(path) !== null
  if (!matches || matches.some(isThere)) return false
  const path = resolveIn(root, text.replace(/[*?[].*$/s, ''))
  if (
    path === null ||
    tree.missing.some((unknown) => isInside(unknown, path) || isIncluded([pattern], root, unknown))
  ) {
    return false
  }
  if (tree.linkedDirectory(path) !== null) return false
  return !(path !== '.' && (tree.isIgnored(path) || tree.isIgnored(`${path}/pyproject.toml`)))
}

/** The pattern in the letters of directories that exist, or null. */
function inOtherLetters(text: string, { root }: Workspace, tree: FileTree): string | null {
  const { up, rest } = normalizePattern(text)
  if (up !== 0) return null
  const fixed = /^[^*?[]*?(?=\/[^/]*[*?[]|$)/.exec(rest)?.[0] ?? ''
  const wanted = resolveIn(root, fixed)
  if (fixed === '' || wanted === null || tree.hasDirectory(wanted)) return null
  for (const path of tree.paths) {
    const found = path.slice(0, wanted.length)
    const isDirectory = path[wanted.length] === '/'
    if (isDirectory && found !== wanted && found.toLowerCase() === wanted.toLowerCase()) {
      return relativeTo(root, found) + rest.slice(fixed.length)
    }
  }
  return null
}

/** The patterns for which braces stand in other globs. */
function expanded(text: string): string[] {
  const [whole, before = '', inside = '', after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(text) ?? []
  if (whole === undefined) return [text]
  return inside.split(',').flatMap((part) => expanded(`${before}${part.trim()}${after}`))
}
