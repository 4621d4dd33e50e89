import { parentOf, resolveIn } from '../../../text/paths.ts'
import type { Place } from '../../../text/span.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Requirement, Source, SourceEntry } from '../../manifest/requirement.ts'
import { type Marker, readMarker } from '../../python/marker.ts'
import { neverHolds } from '../../python/same-markers.ts'
import { readSpecifiers, readSpecifiersLeniently, type Specifier } from '../../python/specifiers.ts'
import type { Requirer } from '../applied-source.ts'
import { appliedSource } from '../applied-source.ts'
import type { Workspace } from '../workspace.ts'

/** A requirement as uv would store it in the lock. */
export interface Lowered {
  readonly name: string
  /** Sorted. */
  readonly extras: readonly string[]
  /** Null when it cannot be told. */
  readonly marker: Marker | null
  readonly source: LoweredSource
  readonly place: Place
  /** The requirement as written in the manifest. */
  readonly text: string
  /** The entry of `[tool.uv.sources]` it comes from; null without one. */
  readonly sourcePlace: Place | null
}

/** Where a requirement comes from; `unknown` stands for anything. */
export type LoweredSource =
  | {
      readonly kind: 'registry'
      readonly specifiers: readonly Specifier[] | null
      readonly index: string | null
    }
  /** A directory or file relative to the repository root, null when it lies outside, in one of some forms. */
  | { readonly kind: 'local'; readonly at: string | null; readonly forms: readonly LocalForm[] }
  /** `reference` is `rev=…`, `tag=…`, `branch=…` or empty. */
  | { readonly kind: 'git'; readonly url: string; readonly reference: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'unknown' }

export type LocalForm = 'directory' | 'editable' | 'virtual' | 'path'

/**
 * What uv makes of one requirement: one entry for each source that counts, and one from the registry for the
 * environments that no source covers (uv-distribution/src/metadata/lowering.rs). `extraMarkers` are and-ed to each.
 */
export function lower(
  workspace: Workspace,
  requirer: Requirer,
  requirement: Requirement,
  extraMarkers: readonly Marker[] = [],
): readonly Lowered[] {
  const own = requirement.marker === null ? [] : [readMarker(requirement.marker)]
  const base = conjunction([...own, ...extraMarkers])
  const { name, place, text } = requirement
  const extras = [...new Set(requirement.extras)].sort()
  const entry = (marker: Marker | null, source: LoweredSource, sourcePlace: Place | null = null): Lowered => {
    return { name, extras, marker, source, place, text, sourcePlace }
  }
  const applied = appliedSource(workspace, requirer, requirement)
  if (!applied) return [entry(base, plainSource(requirement))]
  if (applied.hidden) return [entry(base, { kind: 'unknown' })]
  const markers = applied.alternatives.map(({ marker }) =>
    marker === undefined ? conjunction([]) : readMarker(marker),
  )
  const covered = applied.alternatives.map((source, at) =>
    entry(
      conjunction([markers[at] ?? null, base]),
      lowerSource(workspace, requirer, requirement, applied.entry, source),
      source.place,
    ),
  )
  const rest = conjunction([
    ...markers.map((marker) => marker && ({ kind: 'not', part: marker } as const)),
    base,
  ])
  return [...covered, entry(rest, plainSource(requirement))].filter(
    ({ marker }) => marker === null || neverHolds(marker) !== true,
  )
}

function conjunction(parts: readonly (Marker | null)[]): Marker | null {
  const known = parts.filter((part) => part !== null)
  if (known.length < parts.length) return null
  const [only, another] = known
  return only && !another ? only : { kind: 'and', parts: known }
}

/** Without a source: the registry, or what the URL in the requirement says, which is not looked into. */
function plainSource({ url, specifiers, table }: Requirement): LoweredSource {
  if (url !== null) return { kind: 'unknown' }
  const lenient = table.kind === 'dependencies' || table.kind === 'extra'
  const read = lenient ? readSpecifiersLeniently(specifiers) : readSpecifiers(specifiers)
  return { kind: 'registry', specifiers: read, index: null }
}

function lowerSource(
  workspace: Workspace,
  requirer: Requirer,
  requirement: Requirement,
  entry: SourceEntry,
  source: Source,
): LoweredSource {
  if (source.kind === 'workspace') return workspaceSource(workspace, requirement.name, source)
  if (source.kind === 'path') return pathSource(source, parentOf(entry.key.path))
  if (source.kind === 'git' && source.git !== undefined && source.path === undefined) {
    const given = (['rev', 'tag', 'branch'] as const).find((key) => source[key] !== undefined)
    return { kind: 'git', url: source.git, reference: given ? `${given}=${source[given]}` : '' }
  }
  if (source.kind === 'url' && source.url !== undefined) return { kind: 'url', url: source.url }
  if (source.kind === 'index') {
    const plain = plainSource(requirement)
    const url = indexUrl(source.index, requirer.pyproject) ?? indexUrl(source.index, workspace.pyproject)
    return plain.kind === 'registry' && url ? { ...plain, index: url } : { kind: 'unknown' }
  }
  return { kind: 'unknown' }
}

function workspaceSource(workspace: Workspace, name: string, source: Source): LoweredSource {
  const member = workspace.member(name)
  if (source.workspace !== true || !member) return { kind: 'unknown' }
  const form = member.package ? (member.editable ? 'editable' : 'directory') : 'virtual'
  return { kind: 'local', at: member.reached, forms: [form] }
}

const archive = /\.(?:whl|zip|tgz|tbz|txz|tlz|tar\.(?:gz|bz2|xz|lz|lzma|zst)|tar)$/

function pathSource(source: Source, directory: string): LoweredSource {
  const path = source.path ?? ''
  const at = path.startsWith('~') || path.includes('$') ? null : resolveIn(directory, path)
  if (archive.test(path)) return { kind: 'local', at, forms: ['path'] }
  if (source.editable === true) return { kind: 'local', at, forms: ['editable'] }
  if (source.package !== undefined) {
    return { kind: 'local', at, forms: [source.package ? 'directory' : 'virtual'] }
  }
  return { kind: 'local', at, forms: ['directory', 'virtual'] }
}

/** The URL of the `[[tool.uv.index]]` of this name, or null. */
function indexUrl(index: string | undefined, { uv }: Manifest): string | null {
  return uv?.indexes.find(({ name }) => name !== null && name.text === index)?.url ?? null
}
