import type { FileTree } from '../../discover/file-tree.ts'
import { datedFolders, documentFolders } from '../../tables/python-pins.ts'
import { parentOf, relativeTo } from '../../text/paths.ts'
import { contains, type Place, type Span } from '../../text/span.ts'
import { commandsByPath } from '../commands/by-path.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { stanceOfFile } from '../pages/page-kind.ts'
import type { Forest } from '../projects/forest.ts'
import type { Member, Workspace } from '../projects/workspace.ts'
import { intersect, type ReleaseRange, rangesOf } from '../python/release-ranges.ts'
import { readSpecifiers } from '../python/specifiers.ts'
import {
  apartFromProject,
  inActions,
  inImages,
  inManifest,
  inOptions,
  inPinFile,
  inProse,
  type NamedPython,
} from './named-pythons.ts'

/** A version of Python that is named where `requires-python` of the project there does not allow it. */
export interface RefusedPython extends Omit<NamedPython, 'series'>, Place {
  /** Such as `>=3.12`. */
  readonly required: string
  /** Where that stands. */
  readonly declared: Place
  /** The lowest release that is allowed, as `3.12`; null without a lower bound. */
  readonly lowest: string | null
}

interface Facts {
  readonly documents: Documents
  readonly commands: Commands
  readonly projects: Forest
  readonly tree: FileTree
}

/** What a project requires of Python. */
interface Requirement {
  readonly text: string
  readonly place: Place
  readonly ranges: readonly ReleaseRange[]
}

/** Every version of Python that contradicts the project it is named for; only where that project is certain. */
export function refusedPythons(facts: Facts): readonly RefusedPython[] {
  const found: RefusedPython[] = []
  const judge = ({ series, ...rest }: NamedPython & Place, required: Requirement | null) => {
    const asked = required && readSpecifiers(series.split('.').length > 2 ? `==${series}` : `==${series}.*`)
    if (!required || !asked || intersect(required.ranges, rangesOf(asked)).length > 0) return
    const lower = required.ranges[0]?.lower?.release
    const lowest = lower ? lower.slice(0, 2).join('.') : null
    found.push({ ...rest, required: required.text, declared: required.place, lowest })
  }
  for (const root of facts.projects.roots) {
    for (const member of root.members) {
      const required = requirementOf(member)
      for (const named of inManifest(member)) judge(named, required)
    }
  }
  const commandsIn = commandsByPath(facts.commands)
  const everyRange = facts.projects.roots.flatMap(({ members }) =>
    members.map((member) => requirementOf(member)?.ranges ?? []),
  )
  for (const parsed of facts.documents.all) {
    const { path } = parsed.file
    for (const named of [...inActions(parsed), ...inImages(parsed)]) {
      judge({ path, ...named }, sharedRequirement(rootsUsedIn(commandsIn(path), named)))
    }
    const root = facts.projects.at(path)
    if (!root) continue
    for (const named of inPinFile(parsed)) judge({ path, ...named }, sharedRequirement([root]))
    const about = subjectOf(path, root, facts)
    for (const named of about ? inProse(parsed, about === 'own' ? null : nameAt(path, root)) : []) {
      const series = readSpecifiers(`==${named.series}.*`)
      const isOf =
        about === 'any' &&
        series &&
        everyRange.some((ranges) => intersect(ranges, rangesOf(series)).length > 0)
      if (!isOf) judge({ path, ...named }, requirementAt(path, root))
    }
  }
  for (const command of facts.commands.judged) {
    for (const named of inOptions(command)) judge(named, command.root && sharedRequirement([command.root]))
  }
  return found
}

/**
 * The roots whose projects a job or an image works with: those of the commands of uv in it, and of those that install the
 * project. None where a command has a root that is not known.
 */
function rootsUsedIn(
  commands: readonly Command[],
  within: { readonly job?: string | null; readonly stage?: Span },
): readonly Workspace[] {
  const here = commands.filter(({ span, script: { context } }) => {
    if (within.stage) return contains(within.stage, span)
    return context.kind === 'workflow' && context.job === within.job
  })
  const using = here.filter(({ uv, foreign, words }) =>
    uv && uv.subcommand !== 'pip install'
      ? worksOnProject.has(uv.subcommand)
      : (uv || foreign) && words.some(({ text }) => /^\.\/?(?:\[|$)/.test(text ?? '')),
  )
  const roots = using.map(({ root, uv }) =>
    uv?.options.some(({ name }) => apartFromProject.has(name ?? '')) ? undefined : root,
  )
  return using.length > 0 && roots.every((root) => root !== null && root !== undefined)
    ? [...new Set(roots)]
    : []
}

const worksOnProject: ReadonlySet<string> = new Set([
  'sync',
  'run',
  'build',
  'export',
  'lock',
  'pip install',
  'check',
])
/**
 * Which projects a page may speak of: the one in whose directory it lies, or any of the repository below `docs`. Null for
 * pages beside other code, and for those that say what was.
 */
function subjectOf(path: string, root: Workspace, { tree }: Facts): 'own' | 'any' | null {
  if (stanceOfFile(path, tree) !== null) return null
  const member = root.memberAt(path)
  const directory = member?.directory ?? root.root
  if (parentOf(path) === directory) return 'own'
  const seen = relativeTo(directory, path)
  return documentFolders.test(seen) && !datedFolders.test(seen) ? 'any' : null
}

function nameAt(path: string, root: Workspace): string {
  return (root.memberAt(path) ?? root.members[0])?.name ?? ''
}

function requirementAt(path: string, root: Workspace): Requirement | null {
  const member = root.memberAt(path)
  return member ? requirementOf(member) : sharedRequirement([root])
}

function requirementOf({ requiresPython, manifest }: Member): Requirement | null {
  const specifiers = requiresPython && readSpecifiers(requiresPython.text)
  if (!requiresPython || !specifiers) return null
  const place = { path: manifest, span: requiresPython.span }
  return { text: requiresPython.text, place, ranges: rangesOf(specifiers) }
}

/** What several roots require in common: the one requirement, or null where they differ or one states none. */
function sharedRequirement(roots: readonly Workspace[]): Requirement | null {
  const requirements = roots.map(({ members, requiresPython }): Requirement | null => {
    const specifiers = requiresPython === null ? null : readSpecifiers(requiresPython)
    const deciding =
      members.find((member) => member.requiresPython?.text === requiresPython) ??
      members.find(({ requiresPython: own }) => own)
    if (requiresPython === null || !specifiers || !deciding?.requiresPython) return null
    const place = { path: deciding.manifest, span: deciding.requiresPython.span }
    return { text: requiresPython, place, ranges: rangesOf(specifiers) }
  })
  const [first] = requirements
  return first && requirements.every((one) => one?.text === first.text) ? first : null
}
