import type { FileTree } from '../discover/file-tree.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import { optionsOf, takenBy } from '../model/programs/tool-options.ts'
import type { CommandWord } from '../model/programs/word.ts'
import type { Member, Workspace } from '../model/projects/workspace.ts'
import type { ToolOptions } from '../tables/tool-options.ts'
import { joinPath, resolvePath, seenFrom } from '../text/paths.ts'
import { isPattern } from './depends-on-directory.ts'

/** What a tool is taken out of. */
export interface ToolContext {
  readonly project: Pick<Member, 'directory' | 'pyproject'>
  readonly workspace: Workspace
  readonly tree: FileTree
}

/**
 * The words behind a tool, in the directory of a project, as they do the same from the root; null when the tool or an option
 * looks into the working directory.
 */
export function toolFromRoot(
  name: string,
  words: readonly CommandWord[],
  place: ToolContext,
): NewWords | null {
  const tool = optionsOf(name)
  const [verb] = words
  if (!tool || (tool.verbs && !tool.verbs.includes(verb?.text ?? ''))) return null
  const fresh: (string | CommandWord)[] = tool.verbs && verb ? [verb] : []
  const operands: string[] = []
  for (let at = fresh.length; at < words.length; ) {
    const read = wordsFromRoot(words.slice(at, at + 2), tool, place)
    if (!read) return null
    fresh.push(...read)
    at += read.length
    if (typeof read[0] === 'string') operands.push(read[0])
  }
  if (name === 'pytest' && !keepsPytest(tool, place)) return null
  if (operands.length > 0) return fresh
  const otherwise = withoutPaths(tool, place)
  return otherwise && [...fresh, ...otherwise]
}

/** One word as it does the same from the root, an option with its value; null when there is no such. */
function wordsFromRoot(
  [word, value]: readonly CommandWord[],
  tool: ToolOptions,
  place: ToolContext,
): NewWords | null {
  if (!word || word.text === null || isPattern(word)) return null
  if (!word.text.startsWith('-')) {
    const path = pathFromRoot(word, place)
    return path === null ? null : [path]
  }
  const takes = takenBy(word.text, tool)
  if (takes === null || (takes === 'next' && !value)) return null
  return takes === 'next' && value ? [word, value] : [word]
}

/** A path that exists, perhaps with the name of a test behind it. */
function pathFromRoot({ text, span }: CommandWord, { project, workspace, tree }: ToolContext): string | null {
  if (text === null || span.end - span.start !== text.length) return null
  const [file = '', ...names] = text.split('::')
  const path = resolvePath(project.directory, file)
  if (path === null || !(tree.hasFile(path) || tree.hasDirectory(path))) return null
  const seen = seenFrom(workspace.root, path)
  return seen && [seen + (/[^./]\/$/.test(file) ? '/' : ''), ...names].join('::')
}

function withoutPaths(
  { otherwise }: ToolOptions,
  { project, tree, workspace }: ToolContext,
): NewWords | null {
  const directory = seenFrom(workspace.root, project.directory)
  if (otherwise === null || directory === null) return null
  if (otherwise === 'directory') return [directory]
  const own = project.pyproject.pytest
  const paths = own?.testpaths
  if (!paths || own === workspace.pyproject.pytest) return [directory]
  if (!paths.every((path) => path !== null && tree.hasDirectory(joinPath(project.directory, path))))
    return null
  return paths.flatMap((path) => (path === null ? [] : joinPath(directory, path)))
}

const otherSettings = ['pytest.ini', '.pytest.ini', 'pytest.toml', '.pytest.toml', 'tox.ini', 'setup.cfg']

/** Whether pytest's settings are known, and add no option that looks into the working directory. */
function keepsPytest(tool: ToolOptions, { project, workspace, tree }: ToolContext): boolean {
  for (const directory of [project.directory, workspace.root])
    if (otherSettings.some((name) => tree.hasFile(joinPath(directory, name)))) return false
  const added = (project.pyproject.pytest ?? workspace.pyproject.pytest)?.addopts ?? []
  for (let at = 0; at < added.length; at++) {
    const takes = takenBy(added[at] ?? '', tool)
    if (takes === null) return false
    if (takes === 'next') at++
  }
  return true
}
