import type { FileTree } from '../../discover/file-tree.ts'
import { pathsBelow } from '../../discover/paths-below.ts'
import { outlineOf } from '../../parse/python/outline.ts'
import { importNames } from '../../tables/import-names.ts'
import { nameOf } from '../../text/paths.ts'
import type { Place, Span } from '../../text/span.ts'
import type { Written } from '../manifest/manifest.ts'
import type { Documents } from '../pages/documents.ts'
import { normalizeName } from '../python/names.ts'
import { lookUpModule, moduleRoots } from './module-roots.ts'
import type { Member, Workspace } from './workspace.ts'

/** An entry point that cannot work once it is installed. */
export type EntryPointTrouble =
  /** The project is no package, so uv installs none of its scripts. */
  | { readonly lacks: 'package'; readonly member: Member; readonly place: Place }
  /** `package` exists in `directory` without the rest of the module. */
  | {
      readonly lacks: 'module'
      readonly member: Member
      readonly place: Place
      readonly module: string
      readonly roots: readonly string[]
      readonly package: string
      readonly candidates: readonly string[]
    }
  | {
      readonly lacks: 'package-of-module'
      readonly member: Member
      readonly place: Place
      readonly module: string
      readonly roots: readonly string[]
    }
  | {
      readonly lacks: 'object'
      readonly member: Member
      readonly place: Place
      readonly object: string
      readonly file: string
      readonly candidates: readonly string[]
    }

interface Facts {
  readonly workspace: Workspace
  readonly documents: Documents
  readonly tree: FileTree
}

/** Every entry point whose module or object does not exist, and the scripts of projects that are not packages. */
export function entryPointTroubles(facts: Facts): readonly EntryPointTrouble[] {
  const { workspace } = facts
  return workspace.members.flatMap((member): EntryPointTrouble[] => {
    if (!member.package) return member.directory === workspace.root ? unpackaged(member) : []
    const roots = moduleRoots(member, facts.tree)
    const hasCode = pathsBelow(facts.tree, member.directory).some((path) => path.endsWith('.py'))
    if (!roots || !hasCode || member.dynamic.includes('scripts') || member.dynamic.includes('entry-points'))
      return []
    return entryPointsOf(member).flatMap((entry) => troubleOf(entry, member, roots, facts) ?? [])
  })
}

function unpackaged(member: Member): EntryPointTrouble[] {
  const script = member.pyproject.project?.entryPoints.find(({ table }) => table === 'scripts')
  if (!script) return []
  return [{ lacks: 'package', member, place: { path: member.manifest, span: script.tableKey } }]
}

/** `module:object`, with the places of both. */
interface EntryPoint {
  readonly module: string
  readonly moduleSpan: Span
  readonly object: string | null
  readonly objectSpan: Span
}

function entryPointsOf({ pyproject: { project } }: Member): readonly EntryPoint[] {
  return (project?.entryPoints ?? []).flatMap(({ target }) => (target && readEntryPoint(target)) ?? [])
}

function readEntryPoint({ text, span }: Written): EntryPoint | null {
  const read = /^([^\W\d]\w*(?:\.[^\W\d]\w*)*)(?::([^\W\d]\w*)(?:\.[^\W\d]\w*)*)?(?:\s*\[[^\]]*\])?$/.exec(
    text,
  )
  // A value with escapes is not what stands between its quotes.
  if (!read || span.end - span.start !== text.length) return null
  const [, module = '', object = null] = read
  const { start } = span
  const colon = start + module.length
  return {
    module,
    moduleSpan: { start, end: colon },
    object,
    objectSpan: { start: colon + 1, end: colon + 1 + (object?.length ?? 0) },
  }
}

function troubleOf(
  { module, moduleSpan, object, objectSpan }: EntryPoint,
  member: Member,
  roots: readonly string[],
  facts: Facts,
): EntryPointTrouble | null {
  const { tree, documents } = facts
  const path = member.manifest
  const found = lookUpModule(module, roots, tree)
  if (found.kind === 'unknown') return null
  if (found.kind === 'missing') {
    const candidates = tree.filesIn(found.directory).flatMap((file) => {
      const name = nameOf(file)
      return name.endsWith('.py') && !name.startsWith('__') ? [`${found.package}.${name.slice(0, -3)}`] : []
    })
    return {
      lacks: 'module',
      member,
      place: { path, span: moduleSpan },
      module,
      roots,
      package: found.package,
      candidates,
    }
  }
  if (found.kind === 'elsewhere') {
    if (isFromElsewhere(module, member, facts)) return null
    return { lacks: 'package-of-module', member, place: { path, span: moduleSpan }, module, roots }
  }
  const text = object === null || found.file === null ? undefined : documents.get(found.file)?.file.text
  if (object === null || found.file === null || text === undefined) return null
  const { names } = outlineOf(text)
  const isSubmodule = lookUpModule(`${module}.${object}`, roots, tree).kind === 'module'
  if (!names || names.has(object) || isSubmodule) return null
  return {
    lacks: 'object',
    member,
    place: { path, span: objectSpan },
    object,
    file: found.file,
    candidates: [...names],
  }
}

/** Whether something that the project requires may bring the module. */
function isFromElsewhere(module: string, { requirements }: Member, { workspace, tree }: Facts): boolean {
  const top = module.split('.')[0] ?? ''
  const wanted = normalizeName(top)
  return requirements.some(({ name }) => {
    if (
      name === wanted ||
      importNames[name] === top ||
      wanted.startsWith(`${name}-`) ||
      name.startsWith(`${wanted}-`)
    )
      return true
    const other = workspace.member(name)
    const roots = other && moduleRoots(other, tree)
    return other !== undefined && (!roots || lookUpModule(module, roots, tree).kind !== 'elsewhere')
  })
}
