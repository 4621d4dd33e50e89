import { type CheckResult, check } from '../../check.ts'
import type { Discovery } from '../../discover/discovery.ts'
import { Absent } from '../../model/absent.ts'
import { groundsIn, projectsOf } from '../../model/build-repository.ts'
import type { Flake } from '../../model/flake/flake.ts'
import type { Ground, Grounds } from '../../model/pages/grounds.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import type { Repository } from '../../model/repository.ts'
import { count } from '../../report/counts.ts'
import { byCodeUnits } from '../../text/order.ts'
import { ancestorsOf, isInside } from '../../text/paths.ts'
import { allRules } from '../all-rules.ts'
import type { Opened } from '../open-repository.ts'

/** What a repository is found to hold before it has a configuration. */
export interface Survey {
  readonly result: CheckResult
  /** Findings of each rule. */
  readonly found: ReadonlyMap<string, number>
  /** Why a rule has nothing to check, by its id. */
  readonly skipped: ReadonlyMap<string, string>
  /** Its projects and its flake, a sentence each. */
  readonly looked: readonly string[]
  /** Folders of others that are best not read at all. */
  readonly grounds: readonly FoundGround[]
}

/** What the talk is about. */
export interface Subject {
  readonly root: string
  readonly opened: Opened
  readonly seen: Survey
  /** Address of the configuration's schema. */
  readonly schema: string | null
}

/** A folder that is not this repository's own work. */
export interface FoundGround extends Ground {
  readonly files: number
}

/** Checks a repository by its defaults and looks at what is there. */
export async function survey({ discovery, config }: Opened): Promise<Survey> {
  const result = await check(discovery, config, allRules)
  const { findings, repository } = result
  const found = new Map<string, number>()
  for (const { rule } of findings) found.set(rule, (found.get(rule) ?? 0) + 1)
  const skipped = new Map(
    result.skipped.flatMap(({ rule, reason }) => (rule === undefined ? [] : [[rule, reason] as const])),
  )
  const grounds = groundsIn(repository)
  return {
    ...{ result, found, skipped, looked: lookAt(repository, grounds) },
    grounds: groundsToExclude(discovery, grounds),
  }
}

/** What was made or recorded here is only silent. */
function groundsToExclude({ sources }: Discovery, grounds: Grounds): readonly FoundGround[] {
  const found = new Map<string, Ground>()
  for (const { path } of sources) {
    const ground = grounds.of(path)
    if (ground && ground.path !== path && ground.kind !== 'generated') found.set(ground.path, ground)
  }
  const outermost = [...found.values()].filter(
    ({ path }) => !ancestorsOf(path).some((above) => found.has(above)),
  )
  return outermost
    .sort((a, b) => byCodeUnits(a.path, b.path))
    .map((ground) => ({
      ...ground,
      files: sources.filter(({ path }) => isInside(ground.path, path)).length,
    }))
}

/** What the repository was found to hold, a line each. */
function lookAt(repository: Repository, grounds: Grounds): string[] {
  const projects = projectsOf(repository)
  const isOwn = (path: string) => grounds.of(path) === null
  const roots = projects.roots.filter(({ manifest }) => isOwn(manifest))
  const broken = projects.broken.filter(isOwn)
  const flake = repository.fact('flake')
  return [
    ...(roots.length === 0 ? [`No uv project: ${projects.absence.reason}.`] : rootLines(roots)),
    ...broken.map((path) => `\`${path}\` cannot be read, so what belongs to it is not known.`),
    flake instanceof Absent ? `No flake: ${flake.reason}.` : flakeLine(flake),
  ]
}

function rootLines(roots: readonly Workspace[]): string[] {
  const lines = roots.map(({ explicit, members, manifest }) =>
    explicit
      ? `A uv workspace with ${count(members.length, 'member')} in \`${manifest}\`.`
      : `A uv project in \`${manifest}\`.`,
  )
  const most = 8
  if (lines.length <= most) return lines
  return [...lines.slice(0, most), `${count(lines.length - most, 'more uv project')}.`]
}

function flakeLine({ path, shells, flakes }: Flake): string {
  if (path !== null) return `A flake in \`${path}\` with ${count(shells.length, 'dev shell')}.`
  if (flakes.length === 0) return 'No flake, but Nix files that make a shell.'
  return `No flake at the root; ${count(flakes.length, 'flake')} below it.`
}
