import type { Command } from '../../model/commands/command.ts'
import type { PythonTarget } from '../../model/programs/python.ts'
import { distributionsOf } from '../../model/programs/python-tools.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { isDeclared, optionsForTool } from '../../model/projects/declared-tools.ts'
import { projectAt } from '../../model/projects/enclosing-project.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { memberOfTarget } from '../../model/targets/target-member.ts'
import { type WrittenPath, writtenPath } from '../../model/targets/written-paths.ts'
import { isInside, parentOf, seenFrom } from '../../text/paths.ts'
import type { NamedPaths, ThroughUv, ThroughUvFacts } from './facts.ts'
import { isOfUsers, isUnshipped, worksOnRepository } from './for-users.ts'
import { fromOwnFolder, optionsInOther, optionsInProject, otherProject } from './other-project.ts'
import { isOfRoot, nearerThan, ownerOfPaths } from './owner.ts'
import { isProvided, isRunByPython, onlyAsks } from './without-project.ts'

/** Tells how to run a target through uv, or null when it is no Python code of this repository and no tool of it. */
export function throughUv(target: PythonTarget, command: Command, facts: ThroughUvFacts): ThroughUv | null {
  if (target.text === null || onlyAsks(target) || command.foreign) return null
  const paths = new Map<CommandWord, WrittenPath>()
  for (const word of target.kind === 'script' ? [target.word, ...target.operands] : target.operands) {
    const path = writtenPath(word, command, facts)
    if (path) paths.set(word, path)
  }
  const options = optionsFor(target, command, paths, facts)
  if (!options) return null
  const own = paths.size === 0 ? fromOwnFolder(target, command, facts) : null
  if (own) return own
  const renamed = new Map<CommandWord, string>()
  for (const [word, path] of paths) {
    const name = path.fromFolder ? fromDirectory(word, path.path, command.directory) : null
    if (name !== null) renamed.set(word, name)
  }
  return { options, renamed, added: [] }
}

/** Options of `uv run`; null when the target is none of this repository. */
function optionsFor(
  target: PythonTarget,
  command: Command,
  paths: NamedPaths,
  facts: ThroughUvFacts,
): readonly string[] | null {
  const { workspace } = facts
  const here = command.directory === null ? null : projectAt(command.directory, workspace, facts.tree)
  if (here?.kind === 'other')
    return here.project ? optionsInOther(target, command, paths, here.directory, facts) : null
  if (target.kind === 'script') {
    const named = paths.get(target.word)
    if (!named || !isRunByPython(named.path, command, facts)) return null
    const inWorkspace = isInside(workspace.root, named.path)
    if (named.fromFolder && !inWorkspace) return null
    return fromProject(optionsForFile(named.path, command, paths, facts), inWorkspace, command, workspace)
  }
  const asking = ownerOfPaths(paths, workspace) ?? command.member
  const owner = memberOfTarget(target, command.directory, facts)
  if (owner && target.kind === 'tool' && (!owner.package || isOfUsers(command, paths, facts))) return null
  if (owner)
    return fromProject(['--package', nearerThan(owner, asking, workspace).name], true, command, workspace)
  if (isOfRoot(target, facts))
    return isUnshipped(target) || worksOnRepository(command, paths, facts)
      ? fromProject([], true, command, workspace)
      : null
  if (target.kind === 'code' || isProvided(target.text ?? '', command, facts)) return null
  const kind = target.kind === 'module' ? 'module' : 'program'
  const distributions = distributionsOf(target.text ?? '', kind).filter((name) => !workspace.member(name))
  if (!isDeclared(distributions, workspace)) return null
  const other = [...paths.values()]
    .map(({ path, fromFolder }) => (fromFolder ? otherProject(path, facts) : null))
    .find((directory) => directory !== null)
  const inOther = other ? optionsInProject(command, other, distributions, workspace) : null
  if (other && inOther) return ['--project', other, ...inOther]
  return fromProject(optionsForTool(distributions, asking, workspace) ?? [], true, command, workspace)
}

/** uv looks for a project from where it is called, so another one has to be named. */
function fromProject(
  options: readonly string[],
  inWorkspace: boolean,
  { directory }: Command,
  { root }: Workspace,
): readonly string[] {
  const outside = inWorkspace && directory !== null && !isInside(root, directory)
  return outside && !options.includes('--project') ? ['--project', root, ...options] : options
}

function optionsForFile(
  path: string,
  command: Command,
  paths: NamedPaths,
  { workspace, tree }: ThroughUvFacts,
): readonly string[] {
  const project = projectAt(parentOf(path), workspace, tree)
  if (project === null) return []
  if (project.kind === 'other') return project.project ? ['--project', project.directory] : []
  if (project.kind === 'member')
    return project.member.directory === workspace.root ? [] : ['--package', project.member.name]
  const member = ownerOfPaths(paths, workspace) ?? command.member
  return member ? ['--package', member.name] : []
}

/** A path as seen from a directory above it, with what the word says behind it; null when it cannot be said so. */
function fromDirectory({ span, text }: CommandWord, path: string, directory: string | null): string | null {
  const seen = seenFrom(directory, path)
  if (seen === null || text === null || span.end - span.start !== text.length) return null
  return seen + (/::.*/s.exec(text)?.[0] ?? '')
}
