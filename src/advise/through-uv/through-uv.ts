import type { Command } from '../../model/commands/command.ts'
import type { PythonTarget } from '../../model/programs/python.ts'
import { distributionsOf } from '../../model/programs/python-tools.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { isDeclared, optionsForTool } from '../../model/projects/declared-tools.ts'
import { projectAt } from '../../model/projects/enclosing-project.ts'
import { rootMember } from '../../model/projects/root-member.ts'
import type { Member, Workspace } from '../../model/projects/workspace.ts'
import { normalizeName } from '../../model/python/names.ts'
import { memberOfTarget } from '../../model/targets/target-member.ts'
import { type WrittenPath, writtenPath } from '../../model/targets/written-paths.ts'
import { loadsObject, pythonTools } from '../../tables/python-tools.ts'
import { isInside, joinPath, parentOf, seenFrom } from '../../text/paths.ts'
import type { NamedPaths, ThroughUv, ThroughUvFacts } from './facts.ts'
import { isOfUsers, isShippedSample, isTheirTool, isUnshipped, worksOnRepository } from './for-users.ts'
import {
  fromOwnFolder,
  optionsInOther,
  optionsInProject,
  otherProject,
  requirementsBeside,
} from './other-project.ts'
import { isOfRoot, nearerThan, ownerOfPaths } from './owner.ts'
import { isOwnTool, isProvided, isRunByPython, isStartedByImage, onlyAsks } from './without-project.ts'

/** Tells how to run a target through uv, or null when it is no Python code of this repository and no tool of it. */
export function throughUv(target: PythonTarget, command: Command, facts: ThroughUvFacts): ThroughUv | null {
  if (target.text === null || onlyAsks(target) || command.foreign) return null
  if (isStartedByImage(command, facts) || isShippedSample(command, facts)) return null
  const paths = new Map<CommandWord, WrittenPath>()
  for (const word of target.kind === 'script' ? [target.word, ...target.operands] : target.operands) {
    const path = writtenPath(word, command, facts)
    if (path) paths.set(word, path)
  }
  const options = optionsFor(target, command, paths, facts)
  if (!options) return null
  const loaded = loadsFromFolder(target, command, facts)
  if (loaded !== null) return { options: ['--directory', loaded], renamed: new Map(), added: [] }
  const own = paths.size === 0 ? fromOwnFolder(target, command, facts) : null
  if (own) return own
  return { options, renamed: fromRoot(paths, command, facts), added: [] }
}

/**
 * The folder of a member whose page starts a server on a module that lies in that folder and is not installed: only from
 * there it is found. Null for all else.
 */
function loadsFromFolder(
  { kind, text, operands }: PythonTarget,
  { page, path, directory }: Command,
  { workspace, tree }: ThroughUvFacts,
): string | null {
  const folder = parentOf(path)
  if (kind !== 'tool' || text === null || !loadsObject.has(text) || page === null) return null
  if (directory !== workspace.root || folder === directory) return null
  const member = workspace.members.find((one) => one.directory === folder)
  const module = operands.flatMap(
    (word) => /^([A-Za-z_]\w*)(?:\.\w+)*:[A-Za-z_]/.exec(word.text ?? '')?.[1] ?? [],
  )[0]
  if (!member || module === undefined) return null
  const isFile = tree.hasFile(joinPath(folder, `${module}.py`))
  const isFolder = !member.package && tree.hasDirectory(joinPath(folder, module))
  return isFile || isFolder ? (seenFrom(directory, folder) ?? null) : null
}

/**
 * The words that a page of a member writes as seen from its folder, as they are seen from the root. Readers of any other
 * page, such as that of a sample, stay where they stand, and so do their paths, whatever else they name (`--out ./src`).
 */
function fromRoot(
  paths: NamedPaths,
  { directory }: Command,
  { workspace }: ThroughUvFacts,
): ReadonlyMap<CommandWord, string> {
  const renamed = new Map<CommandWord, string>()
  const isOfMember = ({ path, fromFolder }: WrittenPath) =>
    fromFolder && (workspace.memberAt(path)?.directory ?? workspace.root) !== workspace.root
  if (![...paths.values()].some(isOfMember)) return renamed
  for (const [word, path] of paths) {
    const name = path.fromFolder ? fromDirectory(word, path.path, directory) : null
    if (name !== null) renamed.set(word, name)
  }
  return renamed
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
    return fromProject(optionsForFile(named, command, paths, facts), inWorkspace, command, workspace)
  }
  const asking = ownerOfPaths(paths, workspace) ?? command.member
  const owner = memberOfTarget(target, command.directory, facts)
  const program = target.kind === 'tool'
  if (
    owner &&
    program &&
    (!owner.package || isOfUsers(command, paths, facts) || isTheirTool(command, owner, facts))
  )
    return null
  if (owner)
    return fromProject(['--package', nearerThan(owner, asking, workspace).name], true, command, workspace)
  if (isOfRoot(target, facts) && program && isTheirTool(command, rootMember(workspace), facts)) return null
  if (target.kind === 'tool' && isOwnTool(target.text ?? '', command, facts)) return null
  if (isOfRoot(target, facts))
    return isUnshipped(target) || worksOnRepository(command, paths, facts)
      ? fromProject([], true, command, workspace)
      : null
  return target.kind === 'code' ? null : optionsForDeclared(target, command, paths, asking, facts)
}

/** Options for a module or a tool that some project declares; null for all else. */
function optionsForDeclared(
  target: PythonTarget,
  command: Command,
  paths: NamedPaths,
  asking: Member | null,
  facts: ThroughUvFacts,
): readonly string[] | null {
  const { workspace } = facts
  if (isProvided(target.text ?? '', command, facts) || launchesOther(target, paths, facts)) return null
  const kind = target.kind === 'module' ? 'module' : 'program'
  const distributions = distributionsOf(target.text ?? '', kind).filter((name) => !workspace.member(name))
  if (!isDeclared(distributions, workspace)) return null
  const other = [...paths.values()]
    .map(({ path, fromFolder }) => (fromFolder ? otherProject(path, facts) : null))
    .find((directory) => directory !== null)
  const inOther = other ? optionsInProject(command, other, distributions, workspace) : null
  if (inOther) return inOther
  return fromProject(optionsForTool(distributions, asking, workspace) ?? [], true, command, workspace)
}

/** Whether a launcher starts code that is not known to be the repository's: a script that only the run tells, a module of others. */
function launchesOther(target: PythonTarget, paths: NamedPaths, facts: ThroughUvFacts): boolean {
  const { operands, text } = target
  const launches = text !== null && Object.hasOwn(pythonTools, text) && pythonTools[text]?.launches
  if (!launches || paths.size > 0) return false
  const option = operands.findIndex((word) => word.text === '-m' || word.text === '--module')
  const module = option < 0 ? undefined : operands[option + 1]
  if (module) {
    const { workspace } = facts
    const started: PythonTarget = { kind: 'module', word: module, text: module.text, operands: [] }
    const top = module.text?.split('.')[0] ?? ''
    const known = distributionsOf(top, 'module')
    return (
      memberOfTarget(started, null, facts) === null &&
      !isOfRoot(started, facts) &&
      !isDeclared(known.length > 0 ? known : [normalizeName(top)], workspace)
    )
  }
  return (
    operands.some((word) => word.text === null) &&
    !operands.some((word) => /\.py$/.test(word.text ?? word.fromRoot ?? ''))
  )
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

/** uv finds the project of a file that lies beside the page, whose readers stand there; of any other it has to be told. */
function optionsForFile(
  file: WrittenPath,
  command: Command,
  paths: NamedPaths,
  facts: ThroughUvFacts,
): readonly string[] {
  const { path, fromFolder } = file
  const { workspace, tree } = facts
  const project = projectAt(parentOf(path), workspace, tree)
  const member = ownerOfPaths(paths, workspace) ?? command.member
  const own = member && member.directory !== workspace.root ? null : requirementsBeside(file, command, facts)
  if (own && project?.kind !== 'other') return ['--with-requirements', own]
  if (project === null) return []
  if (project.kind === 'other') return project.project && !fromFolder ? ['--project', project.directory] : []
  if (project.kind === 'member')
    return project.member.directory === workspace.root ? [] : ['--package', project.member.name]
  return member ? ['--package', member.name] : []
}

/** A path as seen from a directory above it, with what the word says behind it; null when it cannot be said so. */
function fromDirectory({ span, text }: CommandWord, path: string, directory: string | null): string | null {
  const seen = seenFrom(directory, path)
  if (seen === null || text === null || span.end - span.start !== text.length) return null
  return seen + (/::.*/s.exec(text)?.[0] ?? '')
}
