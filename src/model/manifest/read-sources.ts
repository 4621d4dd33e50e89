import { itemAt, type TomlItem, type TomlTable } from '../../parse/toml/toml-file.ts'
import type { Span } from '../../text/span.ts'
import { always, readMarker } from '../python/marker.ts'
import { isValidName, normalizeName } from '../python/names.ts'
import { neverHolds } from '../python/same-markers.ts'
import type { ManifestRefusal } from './manifest.ts'
import type { Source, SourceEntry } from './requirement.ts'
import { spoken } from './type-refusals.ts'

const keys = [
  'git',
  'subdirectory',
  'rev',
  'tag',
  'branch',
  'lfs',
  'url',
  'path',
  'editable',
  'package',
  'index',
  'workspace',
  'marker',
  'extra',
  'group',
] as const

/** For each kind, in the order in which uv looks: keys that may not stand beside it (uv-workspace/src/pyproject.rs). */
const excluded = {
  git: ['index', 'workspace', 'url', 'editable', 'package'],
  url: ['index', 'workspace', 'path', 'git', 'rev', 'tag', 'branch', 'editable', 'package'],
  path: ['index', 'workspace', 'git', 'url', 'rev', 'tag', 'branch'],
  index: ['workspace', 'git', 'url', 'path', 'rev', 'tag', 'branch', 'editable', 'package'],
  workspace: ['index', 'git', 'url', 'path', 'rev', 'tag', 'branch', 'package'],
} as const

const kinds = ['git', 'url', 'path', 'index', 'workspace'] as const

/** `[tool.uv.sources]` by normalised name, and what uv would refuse about it. */
export function readSources(
  table: TomlTable | undefined,
  path: string,
): { sources: ReadonlyMap<string, SourceEntry>; refusals: readonly ManifestRefusal[] } {
  const sources = new Map<string, SourceEntry>()
  const refusals: ManifestRefusal[] = []
  const refuse = (message: string, span: Span) => refusals.push({ code: 'invalid-source', message, span })
  for (const [key, entry] of Object.entries(table?.entries ?? {})) {
    const name = normalizeName(key)
    if (!isValidName(key)) refuse(`Not a valid package or extra name: "${key}"`, entry.key)
    if (sources.has(name)) refuse(`duplicate sources for package \`${name}\``, entry.key)
    const items = entry.item.kind === 'array' ? entry.item.items : [entry.item]
    if (items.length === 0) refuse('Must provide at least one source', entry.item.span)
    const alternatives: Source[] = []
    for (const item of items) {
      const trouble =
        item.kind === 'table'
          ? troubleOf(item)
          : {
              message: `invalid type: ${spoken(item)}, expected a single source (as a map) or list of sources`,
              span: item.span,
            }
      if (trouble) refuse(trouble.message, trouble.span)
      alternatives.push(readSource(item, path))
    }
    for (const [at, source] of alternatives.slice(1).entries()) {
      const overlap = overlapOf(alternatives[at] ?? source, source)
      if (overlap) refuse(overlap, source.place.span)
    }
    sources.set(name, {
      name,
      spelled: key,
      key: { path, span: entry.key },
      value: { path, span: entry.item.span },
      alternatives,
    })
  }
  return { sources, refusals }
}

/** Why two neighbours of a list may not stand there: both count in some environment (`SourcesWire`). */
function overlapOf(left: Source, right: Source): string | null {
  if (left.extra !== right.extra || left.group !== right.group) return null
  const markers = [left, right].map(({ marker }) => (marker === undefined ? always : readMarker(marker)))
  const [a, b] = markers
  if (!a || !b || neverHolds({ kind: 'and', parts: [a, b] }) !== false) return null
  if (left.marker === undefined || right.marker === undefined) {
    return 'When multiple sources are provided, each source must include a platform marker (e.g., `marker = "sys_platform == \'linux\'"`)'
  }
  return `Source markers must be disjoint, but the following markers overlap: \`${left.marker}\` and \`${right.marker}\``
}

function troubleOf(table: TomlTable): { message: string; span: Span } | null {
  const has = (key: string) => Object.hasOwn(table.entries, key)
  const at = (key: string) => table.entries[key]?.key ?? table.span
  for (const key of Object.keys(table.entries)) {
    if (!(keys as readonly string[]).includes(key)) {
      const known = keys.map((known) => `\`${known}\``).join(', ')
      return { message: `unknown field \`${key}\`, expected one of ${known}`, span: at(key) }
    }
  }
  for (const [key, { item }] of Object.entries(table.entries)) {
    const [words, ...wanted] = kindsOf(key)
    if (!(wanted as readonly string[]).includes(item.kind)) {
      return { message: `invalid type: ${spoken(item)}, expected ${words}`, span: item.span }
    }
  }
  const both = (a: string, b: string) => ({
    message: `cannot specify both \`${a}\` and \`${b}\``,
    span: at(b),
  })
  if (has('extra') && has('group')) return both('extra', 'group')
  const kind = kinds.find(has)
  if (!kind) {
    return { message: 'expected one of `git`, `url`, `path`, `index`, or `workspace`', span: table.span }
  }
  const wrong = excluded[kind].find(has)
  if (wrong) return both(kind, wrong)
  if (kind === 'git') {
    if (has('subdirectory') && has('path')) return both('subdirectory', 'path')
    const references = ['rev', 'tag', 'branch'].filter(has)
    if (references.length > 1) {
      return {
        message: 'expected at most one of `rev`, `tag`, or `branch`',
        span: at(references[1] ?? 'tag'),
      }
    }
  }
  if (kind === 'path' && booleanIn(table, 'editable') === true && booleanIn(table, 'package') === false) {
    return { message: 'cannot specify both `editable = true` and `package = false`', span: at('package') }
  }
  return null
}

/** How uv names what it wants below a key of a source, and the kinds of value that are that. */
function kindsOf(key: string): readonly [words: string, ...kinds: TomlItem['kind'][]] {
  if (key === 'workspace') return ['a boolean or a string', 'boolean', 'string']
  if (key === 'editable' || key === 'package' || key === 'lfs') return ['a boolean', 'boolean']
  return ['a string', 'string']
}

function readSource(item: TomlItem, path: string): Source {
  const place = { path, span: item.span }
  if (item.kind !== 'table') return { kind: 'unknown', place }
  const kind = kinds.find((key) => Object.hasOwn(item.entries, key)) ?? 'unknown'
  const text = (key: string) => {
    const value = itemAt(item, key)
    return value?.kind === 'string' ? { [key]: String(value.value) } : {}
  }
  const flag = (key: string) => {
    const value = booleanIn(item, key)
    return value === undefined ? {} : { [key]: value }
  }
  const name = (key: string) => {
    const value = itemAt(item, key)
    return value?.kind === 'string' ? { [key]: normalizeName(String(value.value)) } : {}
  }
  return {
    kind,
    place,
    ...flag('workspace'),
    ...text('workspace'),
    ...text('path'),
    ...text('git'),
    ...text('url'),
    ...text('index'),
    ...text('subdirectory'),
    ...text('rev'),
    ...text('tag'),
    ...text('branch'),
    ...flag('lfs'),
    ...flag('editable'),
    ...flag('package'),
    ...text('marker'),
    ...name('extra'),
    ...name('group'),
  }
}

function booleanIn(table: TomlTable, key: string): boolean | undefined {
  const value = itemAt(table, key)
  return value?.kind === 'boolean' ? value.value === true : undefined
}
