import type { Manifest } from '../manifest/manifest.ts'
import type { Requirement } from '../manifest/requirement.ts'
import { defaultGroupsOf, withIncluded } from './dependency-groups.ts'
import { rootMember } from './root-member.ts'
import type { Member, Workspace } from './workspace.ts'

/** A project that declares requirements: a member, or a root without a project of its own. */
export interface Declarer {
  readonly name: string | null
  readonly pyproject: Manifest
  readonly requirements: readonly Requirement[]
}

/** Whether some project of the workspace declares one of the distributions, in any table. */
export function isDeclared(distributions: readonly string[], workspace: Workspace): boolean {
  const names = declaredIn.get(workspace) ?? declaredNames(workspace)
  declaredIn.set(workspace, names)
  return distributions.some((name) => names.has(name))
}

/** Every program of every script is asked for. */
const declaredIn = new WeakMap<Workspace, ReadonlySet<string>>()

function declaredNames(workspace: Workspace): ReadonlySet<string> {
  const requirements = [workspace, ...workspace.members].flatMap((project) => project.requirements)
  return new Set(requirements.flatMap(({ name, table }) => (table.kind === 'build' ? [] : [name])))
}

/** The members that declare one of the distributions, in any table but `build-system`; in the order of the workspace. */
export function membersThatDeclare(
  distributions: readonly string[],
  workspace: Workspace,
): readonly Member[] {
  const index = declaring.get(workspace) ?? indexByRequirement(workspace)
  declaring.set(workspace, index)
  const [found = [], ...more] = distributions.flatMap((name) => {
    const members = index.get(name)
    return members ? [members] : []
  })
  if (more.length === 0) return found
  const all = new Set([...found, ...more.flat()])
  return workspace.members.filter((member) => all.has(member))
}

/** A large workspace has too many members to look at each for every package that somebody installs. */
const declaring = new WeakMap<Workspace, ReadonlyMap<string, readonly Member[]>>()

function indexByRequirement({ members }: Workspace): ReadonlyMap<string, readonly Member[]> {
  const index = new Map<string, Member[]>()
  for (const member of members) {
    for (const name of distributionsIn(member)) {
      const known = index.get(name)
      if (known) known.push(member)
      else index.set(name, [member])
    }
  }
  return index
}

/**
 * Options of `uv run` under which one of the distributions is installed. The asking member comes first, then the root,
 * then the one other member that declares it; null when nothing is certain. The groups of the root can be named together
 * with a member, but are not installed for it by default (uv 0.12.2).
 */
export function optionsForTool(
  distributions: readonly string[],
  asking: Member | null,
  workspace: Workspace,
): readonly string[] | null {
  const root = rootMember(workspace)
  const inRoot = optionsWithin(
    root ?? { name: null, pyproject: workspace.pyproject, requirements: workspace.requirements },
    distributions,
  )
  if (asking && asking !== root) {
    const own = optionsWithin(asking, distributions)
    if (own) return ['--package', asking.name, ...own]
    const group = root ? undefined : groupThatDeclares(workspace, distributions)
    if (group !== undefined) return ['--package', asking.name, '--group', group]
  }
  if (inRoot) return inRoot
  const others = membersThatDeclare(distributions, workspace).flatMap((member) => {
    const options = optionsWithin(member, distributions)
    return options ? [['--package', member.name, ...options]] : []
  })
  const [only] = others
  return others.length === 1 && only ? only : null
}

function groupThatDeclares(
  { requirements }: Workspace,
  distributions: readonly string[],
): string | undefined {
  return requirements.find(({ name, table }) => table.kind === 'group' && distributions.includes(name))?.table
    .name
}

/** `--group` or `--extra` where one is needed to install a distribution; null when the project does not declare it. */
export function optionsWithin(project: Declarer, distributions: readonly string[]): readonly string[] | null {
  const found = project.requirements.filter(
    ({ name, table }) => table.kind !== 'build' && distributions.includes(name),
  )
  if (found.length === 0) return null
  const installed = installedByDefault(project)
  if (found.some(({ table }) => installed.has(keyOf(table)))) return []
  const { kind, name } = (found.find(({ table }) => table.kind === 'group') ?? found[0])?.table ?? {}
  return name === undefined ? [] : [kind === 'group' ? '--group' : '--extra', name]
}

/** Names of what a project declares, in any table but `build-system`. */
export function distributionsIn({ requirements }: Pick<Declarer, 'requirements'>): ReadonlySet<string> {
  return new Set(requirements.flatMap(({ name, table }) => (table.kind === 'build' ? [] : [name])))
}

function keyOf({ kind, name = '' }: Requirement['table']): string {
  return `${kind} ${name}`
}

/**
 * The tables that a plain `uv run` installs: the dependencies, the default groups with those they include, and the
 * project's own extras that these name (uv: `default_dependency_groups` in `uv/src/commands/project/mod.rs`).
 */
function installedByDefault({ name, pyproject, requirements }: Declarer): ReadonlySet<string> {
  const groups = withIncluded(pyproject, defaultGroupsOf(pyproject))
  const installed = new Set(['dependencies ', ...[...groups].map((group) => `group ${group}`)])
  for (const key of installed) {
    for (const requirement of requirements) {
      if (requirement.name !== name || keyOf(requirement.table) !== key) continue
      for (const extra of requirement.extras) installed.add(`extra ${extra}`)
    }
  }
  return installed
}
