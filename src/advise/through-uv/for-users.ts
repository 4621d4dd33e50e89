import type { FileTree } from '../../discover/file-tree.ts'
import type { Command } from '../../model/commands/command.ts'
import type { PythonTarget } from '../../model/programs/python.ts'
import type { Member } from '../../model/projects/workspace.ts'
import { sampleFolder } from '../../tables/readers.ts'
import { parentOf } from '../../text/paths.ts'
import { isInstalledAsTool, triesPackage } from '../installed-elsewhere.ts'
import type { NamedPaths, ThroughUvFacts } from './facts.ts'
import { otherProject } from './other-project.ts'

/** Whether users of a package may call its console script as a page shows it: nothing says that the page is for others. */
export function isOfUsers(
  { page, audience, moved, path }: Command,
  paths: NamedPaths,
  { installed }: ThroughUvFacts,
): boolean {
  if (page === null || page === 'contributing' || installed || moved || audience.weak !== true) return false
  return sampleFolder.test(path) || ![...paths.keys()].some(({ text }) => /\/|\.\w+$/.test(text ?? ''))
}

/** Whether a page calls a program that its readers have as a tool of its own: another page installs it so from a checkout. */
export function isTheirTool(
  { page }: Command,
  owner: Member | undefined,
  { commands, workspace, installed }: ThroughUvFacts,
): boolean {
  if (page === null || page === 'contributing' || installed || !owner) return false
  return isInstalledAsTool(owner.directory, commands, workspace)
}

/** Modules that lie beside a package and are not installed with it. */
export function isUnshipped({ kind, text }: PythonTarget): boolean {
  return kind === 'module' && /^(?:tests?|scripts|tools|benchmarks?)(?:\.|$)/.test(text ?? '')
}

/**
 * Users of a package call its console scripts as well. A machine's command works on the repository, unless its job has
 * installed the package to try it; so does one that a page for contributors shows, or that names a file of the
 * repository, unless a manual shows it.
 */
export function worksOnRepository(command: Command, paths: NamedPaths, facts: ThroughUvFacts): boolean {
  const { commands, workspace, tree, installed } = facts
  if (installed) return true
  if (command.page === null)
    return !triesPackage(command, commands, workspace) && !isShipped(command.path, tree)
  if (command.page === 'contributing') return true
  return (
    command.page !== 'manual' &&
    !(command.audience.weak && sampleFolder.test(command.path)) &&
    [...paths].some(
      ([{ text }, { path }]) => /\/|\.\w+$/.test(text ?? '') && otherProject(path, facts) === null,
    )
  )
}

/** Whether a file lies in a Python package, and so goes to its users. */
function isShipped(path: string, tree: FileTree): boolean {
  return path.includes('/') && tree.hasFile(`${parentOf(path)}/__init__.py`)
}

/** Whether a file lies among the samples of a Python package that is published: its users run it with what they installed. */
export function isShippedSample({ path, page, project }: Command, { tree }: ThroughUvFacts): boolean {
  if (page !== null || project?.published !== true || !sampleFolder.test(path)) return false
  for (let at = parentOf(path); at !== '.'; at = parentOf(at))
    if (!sampleFolder.test(`${at}/`) && tree.hasFile(`${at}/__init__.py`)) return true
  return false
}
