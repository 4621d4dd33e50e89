import type { FileTree } from '../../discover/file-tree.ts'
import { foreignGrounds, type GroundKind, type GroundRow } from '../../tables/foreign-grounds.ts'
import { lockFiles } from '../../tables/lock-files.ts'
import { escaped } from '../../tables/program-names.ts'
import { headOf } from '../../text/head.ts'
import { lazily } from '../../text/lazily.ts'
import { ancestorsOf, isInside, nameOf, parentOf } from '../../text/paths.ts'

/** Ground that is not this repository's own work of today. */
export interface Ground {
  readonly kind: GroundKind
  /** The end of a sentence: why it is taken for that. */
  readonly reason: string
  /** The directory or file that decides. */
  readonly path: string
}

/** Which files stand on foreign ground. */
export interface Grounds {
  /** The foreign ground of a file, or null for the repository's own. */
  of(path: string): Ground | null
}

/**
 * The grounds of a repository. `textOf` gives what was read of a file; `own` are directories that are the repository's
 * whatever they are called: the members that a workspace names.
 */
export function groundsOf(
  tree: FileTree,
  textOf: (path: string) => string | undefined,
  own: readonly string[],
): Grounds {
  const members = new Set(own.filter((directory) => directory !== '.'))
  const copies = lazily(() =>
    copiesIn(tree).filter(
      (directory) => !own.some((at) => isInside(directory, at)) && !isBuiltHere(directory, tree, textOf),
    ),
  )
  const isOwn = (ground: string, path: string) =>
    [path, ...ancestorsOf(path)].some((at) => members.has(at) && isInside(ground, at))
  const find = (path: string): Ground | null => {
    for (const row of foreignGrounds) {
      const { kind, opening, reason } = row
      const found = decidingPath(row, path, tree)
      if (found !== null && !isOwn(found, path)) return { kind, reason, path: found }
      if (opening && !isLock(path) && opening.test(headOf(textOf(path) ?? ''))) return { kind, reason, path }
    }
    const copy = copies().find((directory) => isInside(directory, path))
    return copy === undefined
      ? null
      : { kind: 'vendored', reason: 'a copy of another repository', path: copy }
  }
  // Each finding of a file asks for it several times.
  const known = new Map<string, Ground | null>()
  return {
    of(path) {
      const found = known.get(path)
      if (found !== undefined) return found
      const ground = find(path)
      known.set(path, ground)
      return ground
    },
  }
}

/** The directory or file on the way to a path by which a row holds; null where it does not. */
export function decidingPath(
  { path: pattern, holds, lacks }: GroundRow,
  path: string,
  tree: FileTree,
): string | null {
  const found = pattern?.exec(path)?.[0]
  if (found === undefined) return null
  const has = (name: RegExp) => tree.filesIn(found).some((file) => name.test(nameOf(file)))
  return (holds && !has(holds)) || (lacks && has(lacks)) ? null : found
}

/** Whether a workflow of the repository works in a directory: then its code is the repository's, whatever it brings along. */
function isBuiltHere(
  directory: string,
  { paths }: FileTree,
  textOf: (path: string) => string | undefined,
): boolean {
  const name = `["']?(?:\\./)?${escaped(directory)}`
  const named = new RegExp(
    `(?:^|\\s)${name}/|(?:\\bcd|-directory:|-C)\\s+${name}(?=["'\\s]|$)|["']${escaped(directory)}/`,
    'm',
  )
  return paths.some((path) => /^\.github\/workflows\/[^/]+$/.test(path) && named.test(textOf(path) ?? ''))
}

/** A second list of packages is one whoever writes it. */
function isLock(path: string): boolean {
  return lockFiles.some(({ name }) => name.test(nameOf(path)))
}

/**
 * Directories that hold a whole other repository: submodules, and those with a license, a manifest and the workflows or
 * the hooks of their own, which nobody gives to a part of a repository.
 */
function copiesIn({ paths, submodules }: FileTree): string[] {
  const marks = new Map<string, Set<string>>()
  for (const path of paths) {
    const mark = markOf(path)
    if (mark === null || mark.directory === '.') continue
    const known = marks.get(mark.directory)
    if (known) known.add(mark.is)
    else marks.set(mark.directory, new Set([mark.is]))
  }
  const whole = [...marks].flatMap(([directory, found]) => (found.size === 3 ? [directory] : []))
  return [...submodules, ...whole]
}

function markOf(path: string): { readonly directory: string; readonly is: string } | null {
  const [workflows, directory = '.'] = /^(?:(.*)\/)?\.github\/workflows\/[^/]+$/.exec(path) ?? []
  if (workflows !== undefined) return { directory, is: 'automation' }
  const name = nameOf(path)
  const is = /^(?:LICEN[SC]E|COPYING)(?:[.-]\w+)*$/i.test(name)
    ? 'license'
    : /^(?:pyproject\.toml|setup\.(?:py|cfg)|package\.json|Cargo\.toml|CMakeLists\.txt|go\.mod)$/.test(name)
      ? 'manifest'
      : /^(?:\.pre-commit-config\.yaml|\.travis\.yml|\.gitlab-ci\.yml|azure-pipelines\.yml)$/.test(name)
        ? 'automation'
        : null
  return is === null ? null : { directory: parentOf(path), is }
}
