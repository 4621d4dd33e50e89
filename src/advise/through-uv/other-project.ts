import type { FileTree } from '../../discover/file-tree.ts'
import type { Command } from '../../model/commands/command.ts'
import type { PythonTarget } from '../../model/programs/python.ts'
import { distributionsOf } from '../../model/programs/python-tools.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { optionsWithin } from '../../model/projects/declared-tools.ts'
import { projectAt } from '../../model/projects/enclosing-project.ts'
import { moduleRoot } from '../../model/projects/module-owner.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { normalizeName } from '../../model/python/names.ts'
import { folderOf, type WrittenPath } from '../../model/targets/written-paths.ts'
import { joinPath, parentOf, seenFrom } from '../../text/paths.ts'
import { toolFromRoot } from '../tools-from-root.ts'
import type { NamedPaths, ThroughUv, ThroughUvFacts } from './facts.ts'
import { isProvided, isRunByPython } from './without-project.ts'

/** Options of `uv run` for a command that starts in a project that is not a member: only what is that project's own. */
export function optionsInOther(
  target: PythonTarget,
  command: Command,
  paths: NamedPaths,
  project: string,
  facts: ThroughUvFacts,
): readonly string[] | null {
  const { workspace, tree } = facts
  const text = target.text ?? ''
  if (target.kind === 'script') {
    const path = paths.get(target.word)?.path
    if (path === undefined || !isRunByPython(path, command, facts)) return null
    return otherProject(path, facts) === project || projectAt(parentOf(path), workspace, tree) === null
      ? []
      : null
  }
  if (target.kind === 'code' || isProvided(text, command, facts)) return null
  const distributions = distributionsOf(text, target.kind === 'module' ? 'module' : 'program')
  const top = /^[A-Za-z_]\w*(?=\.|$)/.exec(text)?.[0]
  const own =
    top !== undefined &&
    target.kind === 'module' &&
    distributions.length === 0 &&
    moduleRoot({ directory: project }, top, tree) !== null
  return own ? [] : optionsInProject(command, project, distributions, workspace)
}

/** Options for a tool in a project that is no member; null when it does not declare the tool, or is not the command's. */
export function optionsInProject(
  { project }: Command,
  directory: string,
  distributions: readonly string[],
  { outsiders }: Workspace,
): readonly string[] | null {
  const pyproject = outsiders.find((other) => other.directory === directory)?.pyproject
  if (!pyproject || project?.directory !== directory) return null
  const { name, requirements } = project
  return optionsWithin({ name, requirements, pyproject }, distributions)
}

/**
 * A tool without a path, on a page beside the manifest of a project which is no member and declares the tool: it works on
 * that project. Null for all others.
 */
export function fromOwnFolder(
  target: PythonTarget,
  command: Command,
  facts: ThroughUvFacts,
): ThroughUv | null {
  const { workspace, tree } = facts
  const folder = folderOf(command)
  const directory = folder === null ? null : otherProject(folder, facts)
  if (directory !== folder) return null
  const pyproject = workspace.outsiders.find((other) => other.directory === directory)?.pyproject
  if (directory === null || !pyproject || target.text === null || command.directory !== workspace.root)
    return null
  if (target.kind !== 'tool' && target.kind !== 'module') return null
  const distributions = distributionsOf(target.text, target.kind === 'module' ? 'module' : 'program')
  const options = optionsInProject(command, directory, distributions, workspace)
  if (!options) return null
  const words = toolFromRoot(target.text, target.operands, {
    project: { directory, pyproject },
    workspace,
    tree,
  })
  const renamed = new Map<CommandWord, string>()
  if (!words)
    return target.operands.every((word) => meansTheSameIn(directory, word, tree))
      ? { options: ['--directory', directory, ...options], renamed, added: [] }
      : null
  const added = words.slice(target.operands.length).map(String)
  return { options: ['--project', directory, ...options], renamed, added }
}

/** Whether a word, which names no path, means the same or something in a directory: an option, a name, a module of it. */
function meansTheSameIn(directory: string, { text }: CommandWord, tree: FileTree): boolean {
  if (text === null || /[/\\]/.test(text)) return false
  if (!/[.:]/.test(text) || /^(?:-|[\d.:]+$)/.test(text)) return true
  const top = joinPath(directory, text.split(/[.:]/, 1)[0] ?? '')
  return tree.hasDirectory(top) || tree.hasFile(`${top}.py`)
}

/** The directory of the project that holds a path and is no member; null when a member or no project does. */
export function otherProject(path: string, { workspace, tree }: ThroughUvFacts): string | null {
  const project = projectAt(tree.hasFile(path) ? parentOf(path) : path, workspace, tree)
  return project?.kind === 'other' && project.project ? project.directory : null
}

/**
 * The `requirements.txt` beside a script in a folder below the root, as the command sees it: packages of a sample or a
 * benchmark that is no project. Null where the project declares them all.
 */
export function requirementsBeside(
  { path, fromFolder }: WrittenPath,
  command: Command,
  { workspace, tree, commands }: ThroughUvFacts,
): string | null {
  const folder = parentOf(path)
  const from = fromFolder ? folderOf(command) : command.directory
  const file = joinPath(folder, 'requirements.txt')
  if (folder === workspace.root || !tree.hasFile(file)) return null
  const lines = commands
    .source(file)
    .split(/\r?\n/)
    .map((line) => /^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1] ?? '')
    .filter(Boolean)
  const root = { name: '', pyproject: workspace.pyproject, requirements: workspace.requirements }
  const declaring = [root, ...workspace.members]
  const isThere = (name: string) =>
    workspace.member(name) !== undefined ||
    declaring.some((project) => optionsWithin(project, [name])?.length === 0)
  const missing = lines.some((name) => !isThere(normalizeName(name)))
  return missing ? seenFrom(from, file) : null
}
