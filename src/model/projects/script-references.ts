import type { FileTree } from '../../discover/file-tree.ts'
import { ancestorsOf, isInside, joinPath, parentOf, relativeTo, resolveIn } from '../../text/paths.ts'
import type { HeaderManifest } from '../manifest/manifest.ts'
import { headerIn } from '../manifest/read-manifest.ts'
import type { Requirement, Source, SourceEntry } from '../manifest/requirement.ts'
import type { Documents } from '../pages/documents.ts'
import { isTestData } from '../pages/page-kind.ts'
import { admits } from './member-references.ts'
import { releasedMembers } from './released-members.ts'
import type { Member, Outsider, Workspace } from './workspace.ts'

/** A dependency on a member in the header of a script (PEP 723) that does not bring the code of this workspace. */
export type ScriptReference =
  /** No source: uv takes whatever the package index has under this name. */
  | {
      readonly problem: 'script-index'
      readonly member: Member
      readonly requirement: Requirement
      /** Whether the member is released, so that the index has a release of it and not a stranger's package. */
      readonly released: boolean
    }
  /** `workspace = true`: a script is in no workspace, so uv refuses it (uv-distribution/src/metadata/lowering.rs). */
  | {
      readonly problem: 'script-workspace'
      /** Null when the name is no member. */
      readonly member: Member | null
      readonly entry: SourceEntry
      readonly source: Source
    }
  /** A path at which nothing is. */
  | {
      readonly problem: 'script-path'
      readonly member: Member
      readonly entry: SourceEntry
      readonly source: Source
    }

/** What is wrong with the dependencies on members in all headers. uv reads no other sources there than the header's own. */
export function scriptReferences(
  workspace: Workspace,
  documents: Documents,
  tree: FileTree,
): readonly ScriptReference[] {
  const isReleased = releasedMembers(documents)
  return documents.all.flatMap((parsed) => {
    const header = headerIn(parsed.document)
    const { path } = parsed.file
    if (!header || isTestData(path) || isForeign(path, workspace)) return []
    return [...referencesOf(path, header, { workspace, tree, isReleased })]
  })
}

interface ScriptFacts {
  readonly workspace: Workspace
  readonly tree: FileTree
  isReleased(member: Member): boolean
}

function* referencesOf(
  path: string,
  { dependencies, uv }: HeaderManifest,
  { workspace, tree, isReleased }: ScriptFacts,
): Iterable<ScriptReference> {
  const told = new Set<SourceEntry>()
  for (const requirement of dependencies ?? []) {
    const member = workspace.member(requirement.name)
    const entry = uv?.sources.get(requirement.name)
    if (!entry) {
      if (!member || requirement.url !== null) continue
      const released = isReleased(member)
      const isOtherRelease = member.version !== null && !admits(requirement.specifiers, member.version)
      if (released && (isOtherRelease || isShown(path, tree))) continue
      yield { problem: 'script-index', member, requirement, released }
      continue
    }
    if (told.has(entry)) continue
    told.add(entry)
    for (const source of entry.alternatives) {
      if (source.workspace === true) {
        yield { problem: 'script-workspace', member: member ?? null, entry, source }
      } else if (member && source.path !== undefined && leadsNowhere(path, source.path, tree)) {
        yield { problem: 'script-path', member, entry, source }
      }
    }
  }
}

/**
 * The source that brings a member's own code into a script. uv builds what a path leads to, with or without a build
 * system, unless `tool.uv.package` says no.
 */
export function pathSource(script: string, member: Member, { marker }: Pick<Source, 'marker'> = {}) {
  const path = relativeTo(parentOf(script), member.directory)
  const isVirtual = member.pyproject.uv?.package?.value === false
  return {
    path: JSON.stringify(path),
    ...(!isVirtual && { editable: 'true' }),
    ...(marker !== undefined && { marker: JSON.stringify(marker) }),
  }
}

function leadsNowhere(script: string, path: string, tree: FileTree): boolean {
  const found = resolveIn(parentOf(script), path)
  return found !== null && !tree.hasDirectory(found) && !tree.hasFile(found) && !tree.isIgnored(found)
}

/** Why a project is none of this workspace on purpose. */
const foreign: ReadonlySet<Outsider['reason']> = new Set(['excluded', 'unmanaged', 'nested-root'])

/** Whether the script lies outside of this root, or belongs to a project that is not of this workspace. */
function isForeign(path: string, { root, outsiders }: Workspace): boolean {
  return (
    !isInside(root, path) ||
    outsiders.some(({ directory, reason }) => foreign.has(reason) && isInside(directory, path))
  )
}

/** Folders whose scripts are shown to users, or made for tests. */
const shown =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|documentation|tutorials?|cookbooks?|courses?|education|notebooks?|templates?|(?:[\w-]+-)?tests?)\//i

/**
 * Whether the script stands where users of a package, or tests, get theirs from the index: in a folder of examples or
 * tests, or in a package, which is shipped with it.
 */
function isShown(path: string, tree: FileTree): boolean {
  return (
    shown.test(path) ||
    tree.hasFile(joinPath(parentOf(path), '__init__.py')) ||
    ancestorsOf(parentOf(path)).some((directory) => tree.hasFile(joinPath(directory, '__init__.py')))
  )
}
