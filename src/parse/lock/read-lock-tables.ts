import { itemAt, stringAt, type TomlItem, type TomlTable, tableAt } from '../toml/toml-file.ts'
import type {
  LockGroupSettings,
  LockManifest,
  LockMetadata,
  LockOption,
  LockOptions,
  LockPackage,
  LockRequirement,
  LockSource,
  LockText,
} from './uv-lock.ts'

const kinds = ['registry', 'git', 'url', 'path', 'directory', 'editable', 'virtual'] as const

/** One `[[package]]`. `text` is the whole lock, `offset` where the table's spans count from. */
export function readPackage(table: TomlTable, text: string, offset: number): LockPackage {
  const name = itemAt(table, 'name')
  const source = tableAt(table, 'source')
  const start = table.span.start + offset
  const end = (name?.kind === 'string' ? (name.inner ?? name.span) : table.span).end + offset
  return {
    name: stringAt(table, 'name') ?? '',
    version: stringAt(table, 'version') ?? null,
    source: source ? readSource(source) : { kind: 'unknown', at: '' },
    span: { start, end },
    metadata: readMetadata(tableAt(table, 'metadata'), text, offset),
    hasDependencies: ['dependencies', 'optional-dependencies', 'dev-dependencies'].some((key) =>
      itemAt(table, key),
    ),
    groupSettings: readGroupSettings(table),
  }
}

function readGroupSettings(table: TomlTable | undefined): LockGroupSettings {
  const groups = itemAt(table, 'default-groups')
  const python = tableAt(table, 'group-requires-python')
  return {
    defaultGroups: groups?.kind === 'string' ? 'all' : groups ? readStrings(groups) : null,
    groupPython: Object.fromEntries(
      Object.keys(python?.entries ?? {}).map((name) => [name, stringAt(python, name) ?? '']),
    ),
  }
}

function readMetadata(table: TomlTable | undefined, text: string, offset: number): LockMetadata | null {
  if (!table) return null
  const groups = tableAt(table, 'requires-dev') ?? tableAt(table, 'dependency-groups')
  return {
    requiresDist: readRequirements(itemAt(table, 'requires-dist'), text, offset),
    providesExtras: readStrings(itemAt(table, 'provides-extras')),
    requiresDev: readGroups(groups, text, offset),
  }
}

/** `[manifest]`; empty when there is none. */
export function readManifest(table: TomlTable | undefined, text: string): LockManifest {
  const members = itemAt(table, 'members')
  const read = (key: string) => readRequirements(itemAt(table, key), text, 0)
  return {
    members: members?.kind === 'array' ? members.items.flatMap(textOf) : null,
    constraints: read('constraints'),
    overrides: read('overrides'),
    excludes: readStrings(itemAt(table, 'excludes')),
    groupSettings: readGroupSettings(table),
    buildConstraints: read('build-constraints'),
    groups: readGroups(tableAt(table, 'dependency-groups'), text, 0),
    metadata: readMetadataNames(itemAt(table, 'dependency-metadata')),
    span: table?.header ?? { start: 0, end: 0 },
  }
}

function readMetadataNames(item: TomlItem | undefined): readonly string[] {
  const tables = item?.kind === 'array' ? item.items : []
  return tables.flatMap((one) =>
    one.kind === 'table' ? [`${stringAt(one, 'name')} ${stringAt(one, 'version') ?? ''}`.trim()] : [],
  )
}

/** `conflicts`: sets of packages, extras and groups that may not stand together, each as `conflictItem` gives it. */
export function readConflicts(item: TomlItem | undefined): readonly (readonly string[])[] {
  const sets = item?.kind === 'array' ? item.items : []
  return sets.map((set) =>
    (set.kind === 'array' ? set.items : []).flatMap((one) => {
      if (one.kind !== 'table') return []
      const text = (key: string) => stringAt(one, key) ?? null
      return [conflictItem({ package: text('package'), extra: text('extra'), group: text('group') })]
    }),
  )
}

/**
 * One part of a conflict as `package`, `package[extra]` or `package:group`, names normalised.
 * @param own the package of a manifest that names none
 */
export function conflictItem(
  item: { readonly package: string | null; readonly extra: string | null; readonly group: string | null },
  own = '',
): string {
  const { extra, group } = item
  const part = extra === null ? (group === null ? '' : `:${group}`) : `[${extra}]`
  return `${item.package ?? own}${part}`.replace(/[-_.]+/g, '-').toLowerCase()
}

/** `[options]`: texts and booleans by key, those for single packages below theirs. */
export function readOptions(table: TomlTable | undefined): LockOptions {
  return {
    values: optionsIn(table),
    packages: {
      'exclude-newer-package': optionsIn(tableAt(table, 'exclude-newer-package')),
      'prerelease-package': optionsIn(tableAt(table, 'prerelease-package')),
    },
  }
}

function optionsIn(table: TomlTable | undefined): ReadonlyMap<string, LockOption> {
  return new Map(
    Object.entries(table?.entries ?? {}).map(([key, { item }]): [string, LockOption] => {
      if (item.kind === 'table') return [key, null]
      return [
        key,
        item.kind === 'boolean' ? item.value === true : item.kind === 'string' ? String(item.value) : '',
      ]
    }),
  )
}

function textOf(item: TomlItem): LockText[] {
  return item.kind === 'string' ? [{ text: String(item.value), span: item.inner ?? item.span }] : []
}

/** The strings of an array. */
export function readStrings(item: TomlItem | undefined): readonly string[] {
  return item?.kind === 'array' ? item.items.flatMap(textOf).map(({ text }) => text) : []
}

function readGroups(table: TomlTable | undefined, text: string, offset: number) {
  const groups: Record<string, readonly LockRequirement[]> = Object.create(null)
  for (const [name, { item }] of Object.entries(table?.entries ?? {})) {
    groups[name] = readRequirements(item, text, offset)
  }
  return groups
}

function readRequirements(item: TomlItem | undefined, text: string, offset: number): LockRequirement[] {
  if (item?.kind !== 'array') return []
  return item.items.flatMap((one): LockRequirement[] => {
    if (one.kind !== 'table') return []
    const span = { start: one.span.start + offset, end: one.span.end + offset }
    return [
      {
        name: stringAt(one, 'name') ?? '',
        extras: readStrings(itemAt(one, 'extras')),
        marker: stringAt(one, 'marker') ?? null,
        specifier: stringAt(one, 'specifier') ?? null,
        source: readRequirementSource(one),
        span,
        text: text.slice(span.start, span.end),
      },
    ]
  })
}

function readRequirementSource(table: TomlTable): LockSource {
  const source = readSource(table)
  return source.kind === 'unknown' ? { kind: 'registry', at: stringAt(table, 'index') ?? '' } : source
}

function readSource(table: TomlTable): LockSource {
  const kind = kinds.find((key) => stringAt(table, key) !== undefined)
  return kind ? { kind, at: stringAt(table, kind) ?? '' } : { kind: 'unknown', at: '' }
}
