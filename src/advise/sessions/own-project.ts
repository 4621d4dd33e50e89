import { extrasOf, knownText } from '../../model/environments/requirements.ts'
import type { Manifest } from '../../model/manifest/manifest.ts'
import type { ForeignUse } from '../../model/programs/foreign-managers.ts'
import { rootMember } from '../../model/projects/root-member.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { normalizeName } from '../../model/python/names.ts'
import { isDocumented, runsInImage } from '../../parse/script.ts'
import { isInside, joinPath, parentOf, relativeTo, resolvePath } from '../../text/paths.ts'
import { manifestOf } from '../run-options.ts'
import { syncOptions } from '../sync-options.ts'
import { isStandalone } from '../translation.ts'
import { type CommandContext, type Decision, undecided } from './command-context.ts'
import { groupNames, unknownExtras } from './declared.ts'
import { loopedProjects } from './loops.ts'
import { nothing, type Selection } from './selection.ts'
import { migrateFirst } from './unmigrated.ts'

/** A project of the repository as a selection, with its manifest. */
export interface OwnProject {
  readonly wants: Selection
  readonly pyproject: Manifest | null
  readonly name: string
}

/** Whether the root can declare dependencies: it has a `[project]` table, or members. */
export function hasProject(workspace: Workspace | null): boolean {
  return workspace !== null && (workspace.members.length > 0 || workspace.pyproject.project !== null)
}

/** The project in exactly this directory; null when there is none that uv would know. */
export function projectIn(
  directory: string,
  { command, workspace, tree }: CommandContext,
): OwnProject | null {
  const member = workspace?.members.find((known) => known.directory === directory)
  if (workspace && member) {
    const isRoot = member === rootMember(workspace)
    return {
      wants: { ...nothing, members: isRoot ? [] : [member.name], root: isRoot },
      pyproject: member.pyproject,
      name: member.name,
    }
  }
  const { project } = command
  if (project?.directory !== directory || !isStandalone(project, workspace)) return null
  const pyproject = manifestOf(directory, workspace)
  if (
    pyproject
      ? !pyproject.project
      : tree.hasFile(directory === '.' ? 'pyproject.toml' : `${directory}/pyproject.toml`)
  )
    return null
  const here = command.directory === directory || directory === '.'
  return {
    wants: { ...nothing, standalone: here ? null : directory, root: here },
    pyproject,
    name: project.name,
  }
}

/** A member, or the project of the command, by its name. */
export function projectNamed(name: string, place: CommandContext): OwnProject | null {
  const member = place.workspace?.member(name)
  if (member) return projectIn(member.directory, place)
  const { project } = place.command
  return project?.name === name ? projectIn(project.directory, place) : null
}

/** What `.` means for a command: where it runs, or the folder of the document or file that stays at the root. */
export function ownDirectory(text: string, place: CommandContext): string | null {
  const { command, workspace, tree } = place
  const path = text.replace(/\[[^[\]]*\]$/, '') || '.'
  const atRoot = command.directory === '.' || command.directory === workspace?.root
  if (/^\.\/?$/.test(path)) {
    if (command.directory === null && runsInImage(command.script)) return workspace?.root ?? null
    return atRoot ? folderRoot(place) : command.directory
  }
  const { context } = command.script
  if (context.kind === 'dockerfile' && path.replace(/\/$/, '') === context.buildContext)
    return command.project?.directory ?? workspace?.root ?? null
  const direct = resolvePath(command.directory, path)
  if (direct !== null && tree.hasDirectory(direct)) return direct
  const beside = isDocumented(command.script) ? resolvePath(parentOf(command.path), path) : null
  if (beside !== null && tree.hasDirectory(beside)) return beside
  const inImage = /^\/(?:app|workspace|code|src|build|repo)\/(.+?)\/?$/.exec(path)?.[1]
  const copied = inImage === undefined ? null : resolvePath('.', inImage)
  return copied !== null && tree.hasDirectory(copied) ? copied : direct
}

/** What `.` means in a file that stays at the root: its project, unless the folder has a package of its own. */
function folderRoot({ command: { path, directory, project }, tree }: CommandContext): string | null {
  const folder = parentOf(path)
  const home = project?.directory ?? directory
  if (home === null || folder === home || !isInside(home, folder)) return home
  // Without a manifest there is nothing to install in the folder: the reader stands above it.
  return ['setup.py', 'setup.cfg'].some((name) => tree.hasFile(joinPath(folder, name))) ? null : home
}

/** What is to be synced in place of installing projects of the repository by their directories. */
export function decideDirectories(use: ForeignUse, place: CommandContext): Decision {
  let wants: Selection = nothing
  const open: string[] = []
  const notes: string[] = []
  let certain = true
  for (const word of use.directories) {
    const text = knownText(word)
    const looped = loopedProjects(word, place.command, place.tree)?.map((path) => projectIn(path, place))
    if (looped?.length && looped.every((one) => one !== null)) {
      wants = looped.map((one) => (one as OwnProject).wants).reduce(joined, wants)
      continue
    }
    const directory =
      word.fromRoot?.replace(/\[.*/s, '') ??
      (word.text === null && !/^[^*[]*\[/.test(text) ? null : ownDirectory(text, place))
    const project = directory === null ? null : projectIn(directory, place)
    if (!project) {
      open.push(adviseUnknown(text, directory, place))
      continue
    }
    const own = withExtras(project, extrasOf(text))
    if (word.text === null && /\[/.test(text))
      notes.push('Name what is asked for here by `--extra`, one for each.')
    wants = joined(wants, own.wants)
    notes.push(...own.notes)
    certain &&= own.certain
  }
  return { ...undecided, wants: open.length === use.directories.length ? null : wants, open, certain, notes }
}

/**
 * A project with extras: an extra that is a group is that group, and one that is neither is left out and told, since uv
 * stops at it.
 */
export function withExtras(
  { wants, pyproject, name }: OwnProject,
  extras: readonly string[],
): { readonly wants: Selection; readonly notes: readonly string[]; readonly certain: boolean } {
  const unknown = unknownExtras(extras, pyproject)
  const groups = groupNames(pyproject)
  const asGroups = unknown.filter((extra) => groups.has(normalizeName(extra)))
  const lost = unknown.filter((extra) => !asGroups.includes(extra))
  const chosen = asGroups.filter((group) => normalizeName(group) !== 'dev')
  const notes = asGroups.map((group) => `\`${group}\` is a dependency group of \`${name}\`, not an extra.`)
  return {
    wants: {
      ...wants,
      extras: extras.filter((extra) => !unknown.includes(extra)),
      groups: chosen,
    },
    notes:
      lost.length > 0
        ? [...notes, `No extra of \`${name}\` is called ${lost.map((extra) => `\`${extra}\``).join(' or ')}.`]
        : notes,
    certain: lost.length === 0,
  }
}

export function joined(a: Selection, b: Selection): Selection {
  const union = (left: readonly string[], right: readonly string[]) => [...new Set([...left, ...right])]
  return {
    members: union(a.members, b.members),
    root: a.root || b.root,
    standalone: a.standalone ?? b.standalone,
    extras: union(a.extras, b.extras),
    groups: union(a.groups, b.groups),
    rootGroups: union(a.rootGroups, b.rootGroups),
    flags: union(a.flags, b.flags),
  }
}

function adviseUnknown(
  text: string,
  directory: string | null,
  { tree, workspace, command }: CommandContext,
): string {
  if (directory === null && /^[*]/.test(text))
    return 'Only the run tells which project this is: use `uv sync --package …` with the member that is meant, or `uv sync --all-packages`.'
  if (directory !== null && tree.hasDirectory(directory)) {
    const manifest = tree.hasFile(directory === '.' ? 'pyproject.toml' : `${directory}/pyproject.toml`)
    if (manifest && directory === command.project?.directory) return migrateFirst('the project', 'uv sync')
    const isAlone = command.project !== null && !workspace?.explicit
    if (manifest && isAlone)
      return `\`${directory}\` is a project of its own: declare it once with \`uv add --editable ${relativeTo(command.directory ?? '.', directory)}\`; then \`uv sync\` installs it.`
    return manifest
      ? `\`${directory}\` is not a member of the workspace: add it to \`members\`, or give it a lock of its own and run \`uv sync --project ${directory}\`.`
      : `Give \`${directory}\` a \`pyproject.toml\` with a \`[project]\` table and make it a member; then \`uv sync\` installs it.`
  }
  if (/^[~/]/.test(text))
    return `\`${text}\` is another project: declare it as a git or path source, or install it after the last \`uv sync\`.`
  const members = workspace?.members.map(({ name }) => name) ?? []
  return members.length > 1
    ? `Use \`uv sync --package <member>\`, with one of ${listed(members)}.`
    : 'Use `uv sync`.'
}

/** Names in backticks, the first few of many. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``)
  return shown.join(', ') + (names.length > most ? ' …' : '')
}

/** `poetry install --with docs`, `pdm sync -G test`, `pipenv install`: the project of the directory, with what is asked for. */
export function decideSync(use: ForeignUse, place: CommandContext): Decision {
  const { command, workspace, tree } = place
  const directory = ownDirectory('.', place) ?? command.project?.directory ?? null
  const project = directory === null ? null : projectIn(directory, place)
  const manifest = directory === null ? null : (manifestOf(directory, workspace) ?? null)
  if (!project || (manifest && !manifest.project)) {
    const poetry =
      directory !== null && tree.hasFile(directory === '.' ? 'pyproject.toml' : `${directory}/pyproject.toml`)
    return {
      ...undecided,
      open: [poetry ? migrateFirst('the project', 'uv sync') : 'Use `uv sync`.'],
    }
  }
  const asked = syncOptions(use)
  const valuesOf = (option: string) => asked.options.filter((_, at) => asked.options[at - 1] === option)
  const extras = valuesOf('--extra')
  const groups = valuesOf('--group')
  const flags = asked.options.filter(
    (option, at) =>
      !/^--(?:extra|group)$/.test(option) && !/^--(?:extra|group)$/.test(asked.options[at - 1] ?? ''),
  )
  const certain = asked.whole && use.operands.every((word) => use.directories.includes(word))
  const known = groupNames(project.pyproject)
  const others = groups.filter((group) => !known.has(normalizeName(group)))
  const missing = unknownExtras(others, project.pyproject)
  // `pdm sync -G` takes both alike, and a group of poetry may have become an extra.
  const own = withExtras(project, [...extras, ...others.filter((group) => !missing.includes(group))])
  const wants = {
    ...own.wants,
    groups: [...own.wants.groups, ...groups.filter((group) => !others.includes(group) && group !== 'dev')],
    flags,
  }
  const notes =
    missing.length > 0
      ? [
          ...own.notes,
          `No dependency group or extra is called ${missing.map((group) => `\`${group}\``).join(' or ')}.`,
        ]
      : own.notes
  return { ...undecided, wants, notes, certain: certain && own.certain && missing.length === 0 }
}
