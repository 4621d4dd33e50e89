import type { Manifest } from '../../model/manifest/manifest.ts'
import { type Declarer, membersThatDeclare, optionsWithin } from '../../model/projects/declared-tools.ts'
import { rootMember } from '../../model/projects/root-member.ts'
import { normalizeName } from '../../model/python/names.ts'
import { manifestOf } from '../run-options.ts'
import { isStandalone, type TranslationContext } from '../translation.ts'
import { nothing, type Selection } from './selection.ts'

/** Where a package is declared, for the place of a command. */
export interface Declared {
  /** What has to be synced to have it. */
  readonly wants: Selection
  /** Where it stands, in words: "a dependency of `evio`", "in the group `dev`". */
  readonly where: string
  /** Its specifiers as written. */
  readonly specifiers: readonly string[]
  /** Its extras that are declared with it, normalised. */
  readonly extras: readonly string[]
  /** Other ways, when several groups or extras list it and nothing else does. */
  readonly ways: readonly string[]
}

interface PlacedDeclarer extends Declarer {
  readonly kind: 'own' | 'root' | 'member' | 'standalone'
  readonly directory: string
}

/**
 * Where a package is declared: by the project of the command, by the root, or by the one other member that declares it.
 * Null when nothing declares it.
 */
export function declaredFor(name: string, place: TranslationContext): Declared | null {
  const declarers = declarersFor(place)
  const several = (place.workspace?.members.length ?? 0) > 1
  for (const declarer of declarers) {
    const found = declaredBy(name, declarer, several)
    if (found) return found
  }
  const { command, workspace } = place
  if (!workspace || (command.project && isStandalone(command.project, workspace))) return null
  const [other] = membersThatDeclare([name], workspace)
  return other ? declaredBy(name, { ...other, kind: 'member' }, several) : null
}

/** Who is asked before all other members: the project of the command and the root, or a project that stands alone. */
function declarersFor({ command, workspace }: TranslationContext): readonly PlacedDeclarer[] {
  const { project } = command
  const found: PlacedDeclarer[] = []
  const root = workspace && rootMember(workspace)
  if (project && isStandalone(project, workspace)) {
    const { name, directory, requirements } = project
    const pyproject = manifestOf(directory, workspace)
    return pyproject ? [{ name, directory, requirements, pyproject, kind: 'standalone' }] : []
  }
  if (!workspace) return []
  const own = command.member ?? (project ? workspace.member(project.name) : undefined)
  if (own && own !== root) found.push({ ...own, kind: 'own' })
  found.push(
    root
      ? { ...root, kind: 'root' }
      : {
          name: null,
          pyproject: workspace.pyproject,
          requirements: workspace.requirements,
          kind: 'root',
          directory: workspace.root,
        },
  )
  return found
}

function declaredBy(name: string, declarer: PlacedDeclarer, several: boolean): Declared | null {
  const all = declarer.requirements.filter((known) => known.name === name && known.table.kind !== 'build')
  if (all.length === 0) return null
  const options = optionsWithin(declarer, [name]) ?? []
  const [flag, chosen] = options
  const tables = all.map(({ table }) => table)
  const groups = tables.flatMap(({ kind, name: group }) => (kind === 'group' && group ? [group] : []))
  const extras = tables.flatMap(({ kind, name: extra }) => (kind === 'extra' && extra ? [extra] : []))
  const ways = [
    ...new Set([...groups.map((group) => `--group ${group}`), ...extras.map((extra) => `--extra ${extra}`)]),
  ]
  const wants: Selection = {
    ...nothing,
    members: declarer.kind === 'own' || declarer.kind === 'member' ? [declarer.name ?? ''] : [],
    standalone: declarer.kind === 'standalone' ? declarer.directory : null,
    root: false,
    extras: flag === '--extra' && chosen ? [chosen] : [],
    groups: flag === '--group' && chosen ? [chosen] : [],
    rootGroups: declarer.kind === 'root' && options.length === 0 && groups[0] ? [groups[0]] : [],
  }
  const owner =
    declarer.kind === 'member'
      ? ` of \`${declarer.name}\``
      : declarer.kind === 'root' && several
        ? ' of the root'
        : ''
  const first = tables.find(({ kind }) => kind === 'dependencies') ?? tables[0]
  const where =
    first?.kind === 'dependencies'
      ? `a dependency of \`${declarer.name ?? 'the root'}\``
      : `in the ${first?.kind} \`${first?.name}\`${owner}`
  const onlyWays = options.length > 0 && ways.length > 1 && groups.length !== 1
  return {
    wants,
    where,
    specifiers: all.map(({ specifiers }) => specifiers.replace(/\s/g, '')),
    extras: all.flatMap(({ extras }) => extras),
    ways: onlyWays ? ways : [],
  }
}

/** Extras that a project does not have; none where its extras are not all known. */
export function unknownExtras(extras: readonly string[], pyproject: Manifest | null): readonly string[] {
  const known = pyproject && knownExtras(pyproject)
  return known ? extras.filter((extra) => /^[\w.-]+$/.test(extra) && !known.has(normalizeName(extra))) : []
}

function knownExtras({ project, poetry }: Manifest): ReadonlySet<string> | null {
  if (!project || project.dynamic.includes('optional-dependencies')) return null
  // poetry-core takes `[tool.poetry.extras]` where it makes the dependencies.
  if (poetry && project.dynamic.includes('dependencies') && project.extras.length === 0) return null
  return new Set(project.extras.map(({ name }) => name))
}

/** The dependency groups of a manifest by normalised name. */
export function groupNames(pyproject: Manifest | null): ReadonlySet<string> {
  return new Set(pyproject?.groups.map(({ name }) => name))
}
