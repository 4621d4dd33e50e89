import type { FileTree } from '../discover/file-tree.ts'
import type { Command, Commands } from '../model/commands/command.ts'
import type { PythonTarget } from '../model/programs/python.ts'
import { distributionsOf } from '../model/programs/python-tools.ts'
import type { CommandWord } from '../model/programs/word.ts'
import { isDeclared, optionsForTool, optionsWithin } from '../model/projects/declared-tools.ts'
import { projectAt } from '../model/projects/enclosing-project.ts'
import { moduleRoot } from '../model/projects/module-owner.ts'
import { reachable } from '../model/projects/needed-members.ts'
import { rootMember } from '../model/projects/root-member.ts'
import type { Member, Workspace } from '../model/projects/workspace.ts'
import { memberOfTarget } from '../model/targets/target-member.ts'
import { folderOf, type WrittenPath, writtenPath } from '../model/targets/written-paths.ts'
import { isInside, joinPath, parentOf, seenFrom } from '../text/paths.ts'
import { hasOwnTool, triesPackage } from './installed-apart.ts'
import { toolFromRoot } from './tools-from-root.ts'

export interface ThroughUvFacts {
  readonly commands: Commands
  readonly workspace: Workspace
  readonly tree: FileTree
  /** Set where the same session has installed the project, so that its programs are those of the repository. */
  readonly installed?: true
}

/** How a bare command of this repository is started in the environment of uv. */
export interface ThroughUv {
  /** What stands between `uv run` and the command; null when the member that it needs is not certain. */
  readonly options: readonly string[] | null
  /** Paths that are named from the folder of a document, as seen from where the command runs. */
  readonly renamed: ReadonlyMap<CommandWord, string>
  /** Paths to stand behind the command, which would work on another directory without them. */
  readonly added: readonly string[]
}

/** Tells how to run a target through uv, or null when it is no Python code of this repository and no tool of it. */
export function throughUv(target: PythonTarget, command: Command, facts: ThroughUvFacts): ThroughUv | null {
  if (target.text === null || onlyAsks(target) || command.foreign) return null
  const paths = new Map<CommandWord, WrittenPath>()
  for (const word of target.kind === 'script' ? [target.word, ...target.operands] : target.operands) {
    const path = writtenPath(word, command, facts)
    if (path) paths.set(word, path)
  }
  const options = optionsFor(target, command, paths, facts)
  if (options === undefined) return null
  const own = paths.size === 0 ? fromOwnFolder(target, command, facts) : null
  if (own) return own
  const renamed = new Map<CommandWord, string>()
  for (const [word, path] of paths) {
    const name = path.fromFolder ? fromDirectory(word, path.path, command.directory) : null
    if (name !== null) renamed.set(word, name)
  }
  return { options, renamed, added: [] }
}

/** Questions that need no environment. */
function onlyAsks({ operands }: PythonTarget): boolean {
  return (
    operands.some(({ text }) => text === '--help') ||
    (operands.length > 0 && operands.every(({ text }) => /^(?:-V|-h|--version)$/.test(text ?? '')))
  )
}

/** Undefined when the target is none of this repository. */
function optionsFor(
  target: PythonTarget,
  command: Command,
  paths: ReadonlyMap<CommandWord, WrittenPath>,
  facts: ThroughUvFacts,
): readonly string[] | null | undefined {
  const { workspace } = facts
  const here = command.directory === null ? null : projectAt(command.directory, workspace, facts.tree)
  if (here?.kind === 'other')
    return here.project ? optionsInOther(target, command, paths, here.directory, facts) : undefined
  if (target.kind === 'script') {
    const named = paths.get(target.word)
    if (!named || !isRunByPython(named.path, command, facts)) return undefined
    const inWorkspace = isInside(workspace.root, named.path)
    if (named.fromFolder && !inWorkspace) return undefined
    return fromProject(optionsForFile(named.path, command, paths, facts), inWorkspace, command, workspace)
  }
  const asking = ownerOfPaths([...paths.values()], workspace) ?? command.member
  const owner = memberOfTarget(target, command.directory, facts)
  if (owner && target.kind === 'tool' && (!owner.package || isOfUsers(command, paths, facts)))
    return undefined
  if (owner)
    return fromProject(['--package', nearerThan(owner, asking, workspace).name], true, command, workspace)
  if (isOfRoot(target, facts))
    return isUnshipped(target) || worksOnRepository(command, paths, facts)
      ? fromProject([], true, command, workspace)
      : undefined
  if (target.kind === 'code' || isProvided(target.text ?? '', command, facts)) return undefined
  const kind = target.kind === 'module' ? 'module' : 'program'
  const distributions = distributionsOf(target.text ?? '', kind).filter((name) => !workspace.member(name))
  if (!isDeclared(distributions, workspace)) return undefined
  const other = [...paths.values()]
    .map(({ path, fromFolder }) => (fromFolder ? otherProject(path, facts) : null))
    .find((directory) => directory !== null)
  const inOther = other ? optionsInProject(command, other, distributions, workspace) : null
  if (other && inOther) return ['--project', other, ...inOther]
  return fromProject(optionsForTool(distributions, asking, workspace) ?? [], true, command, workspace)
}

/** The same for a command that starts in a project which is no member: only what is that project's own. */
function optionsInOther(
  target: PythonTarget,
  command: Command,
  paths: ReadonlyMap<CommandWord, WrittenPath>,
  project: string,
  facts: ThroughUvFacts,
): readonly string[] | undefined {
  const { workspace, tree } = facts
  const text = target.text ?? ''
  if (target.kind === 'script') {
    const path = paths.get(target.word)?.path
    if (path === undefined || !isRunByPython(path, command, facts)) return undefined
    return otherProject(path, facts) === project || projectAt(parentOf(path), workspace, tree) === null
      ? []
      : undefined
  }
  if (target.kind === 'code' || isProvided(text, command, facts)) return undefined
  const distributions = distributionsOf(text, target.kind === 'module' ? 'module' : 'program')
  const top = /^[A-Za-z_]\w*(?=\.|$)/.exec(text)?.[0]
  const own =
    top !== undefined &&
    target.kind === 'module' &&
    distributions.length === 0 &&
    moduleRoot({ directory: project }, top, tree) !== null
  return own ? [] : (optionsInProject(command, project, distributions, workspace) ?? undefined)
}

/** Options for a tool in a project that is no member; null when it does not declare the tool, or is not the command's. */
function optionsInProject(
  { project }: Command,
  directory: string,
  distributions: readonly string[],
  { outsiders }: Workspace,
): readonly string[] | null {
  const toml = outsiders.find((other) => other.directory === directory)?.toml
  if (!toml || project?.directory !== directory) return null
  return optionsWithin({ name: project.name, toml, requirements: project.requirements() }, distributions)
}

/**
 * A tool without a path, on a page beside the manifest of a project which is no member and declares the tool: it works on
 * that project. Null for all others.
 */
function fromOwnFolder(target: PythonTarget, command: Command, facts: ThroughUvFacts): ThroughUv | null {
  const { workspace, tree } = facts
  const folder = folderOf(command)
  const directory = folder === null ? null : otherProject(folder, facts)
  if (directory !== folder) return null
  const toml = workspace.outsiders.find((other) => other.directory === directory)?.toml
  if (directory === null || !toml || target.text === null || command.directory !== workspace.root) return null
  if (target.kind !== 'tool' && target.kind !== 'module') return null
  const distributions = distributionsOf(target.text, target.kind === 'module' ? 'module' : 'program')
  const options = optionsInProject(command, directory, distributions, workspace)
  if (!options) return null
  const words = toolFromRoot(target.text, target.operands, { project: { directory, toml }, workspace, tree })
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

/** Whether a tool comes from the development shell, was installed for itself, or tests a built package in a job. */
function isProvided(name: string, command: Command, { commands, workspace }: ThroughUvFacts): boolean {
  const tests = command.host === 'workflow' && triesPackage(command, commands, workspace)
  return tests || commands.shellProvides(name) || hasOwnTool(name, command, commands, workspace)
}

/** The member that a command works for, when it depends on the owner of the console script. */
function nearerThan(owner: Member, asking: Member | null, workspace: Workspace): Member {
  const root = asking?.directory === workspace.root
  return asking && !root && reachable(asking, workspace).has(owner.name) ? asking : owner
}

/** The directory of the project that holds a path and is no member; null when a member or no project does. */
function otherProject(path: string, { workspace, tree }: ThroughUvFacts): string | null {
  const project = projectAt(tree.hasFile(path) ? parentOf(path) : path, workspace, tree)
  return project?.kind === 'other' && project.project ? project.directory : null
}

/** uv looks for a project from where it is called, so another one has to be named. */
function fromProject(
  options: readonly string[] | null,
  inWorkspace: boolean,
  { directory }: Command,
  { root }: Workspace,
): readonly string[] | null {
  const outside = inWorkspace && directory !== null && !isInside(root, directory)
  return outside && options && !options.includes('--project') ? ['--project', root, ...options] : options
}

/** A file that starts itself by its first line may do without the project, unless it is a member's. */
function isRunByPython(path: string, { program }: Command, { workspace, tree }: ThroughUvFacts): boolean {
  if (program === null || !(tree.hasFile(path) || tree.hasFile(`${path}/__main__.py`))) return false
  return !/\.py$/.test(program) || (workspace.memberAt(path)?.directory ?? workspace.root) !== workspace.root
}

function optionsForFile(
  path: string,
  command: Command,
  paths: ReadonlyMap<CommandWord, WrittenPath>,
  { workspace, tree }: ThroughUvFacts,
): readonly string[] | null {
  const project = projectAt(parentOf(path), workspace, tree)
  if (project === null) return []
  if (project.kind === 'other') return project.project ? ['--project', project.directory] : []
  if (project.kind === 'member')
    return project.member.directory === workspace.root ? [] : ['--package', project.member.name]
  const member = ownerOfPaths([...paths.values()], workspace) ?? command.member
  if (member) return ['--package', member.name]
  return []
}

/** The one member, other than the root, that holds all the paths which some member holds. */
function ownerOfPaths(paths: readonly WrittenPath[], workspace: Workspace): Member | null {
  const owners = new Set(paths.flatMap(({ path }) => workspace.memberAt(path) ?? []))
  const [owner] = owners
  return owners.size === 1 && owner && owner.directory !== workspace.root ? owner : null
}

/** Whether the target is a console script or a module of the project at the root. */
function isOfRoot(target: PythonTarget, { commands, workspace, tree }: ThroughUvFacts): boolean {
  const root = rootMember(workspace)
  if (!root || target.text === null) return false
  switch (target.kind) {
    case 'tool': {
      const defined = commands.definitions(target.text)
      return (
        root.package &&
        defined.length > 0 &&
        defined.every(({ kind, member }) => kind === 'console-script' && member === root)
      )
    }
    case 'module':
    case 'code': {
      const named =
        target.kind === 'module'
          ? target.text
          : /(?:^|[;\n]\s*)(?:import|from)\s+([A-Za-z_]\w*)/.exec(target.text)?.[1]
      const top = named?.split('.')[0] ?? ''
      return (
        /^[A-Za-z_]\w*$/.test(top) &&
        distributionsOf(top, 'module').length === 0 &&
        moduleRoot(root, top, tree) !== null
      )
    }
    case 'script':
      return false
  }
}

/** Whether users of a package may call its console script as a page shows it: nothing says that the page is for others. */
function isOfUsers(
  { page, audience, moved, path }: Command,
  paths: ReadonlyMap<CommandWord, WrittenPath>,
  { installed }: ThroughUvFacts,
): boolean {
  if (page === null || page === 'contributing' || installed || moved || audience.weak !== true) return false
  return sampleFolder.test(path) || ![...paths.keys()].some(({ text }) => /\/|\.\w+$/.test(text ?? ''))
}

const sampleFolder = /(?:^|\/)(?:examples?|samples?|demos?|tutorials?)\//i

/** Modules that lie beside a package and are not installed with it. */
function isUnshipped({ kind, text }: PythonTarget): boolean {
  return kind === 'module' && /^(?:tests?|scripts|tools|benchmarks?)(?:\.|$)/.test(text ?? '')
}

/**
 * Users of a package call its console scripts as well. A machine's command works on the repository, unless its job has
 * installed the package to try it; so does one that a page for contributors shows, or that names a file of the
 * repository, unless a manual shows it.
 */
function worksOnRepository(
  command: Command,
  paths: ReadonlyMap<CommandWord, WrittenPath>,
  facts: ThroughUvFacts,
): boolean {
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

/** A path as seen from a directory above it, with what the word says behind it; null when it cannot be said so. */
function fromDirectory({ span, text }: CommandWord, path: string, directory: string | null): string | null {
  const seen = seenFrom(directory, path)
  if (seen === null || text === null || span.end - span.start !== text.length) return null
  return seen + (/::.*$/.exec(text)?.[0] ?? '')
}
