import {
  entryOf,
  itemAt,
  stringAt,
  type TomlItem,
  type TomlTable,
  tableAt,
} from '../../parse/toml/toml-file.ts'
import type { Span } from '../../text/span.ts'
import { normalizeName } from '../python/names.ts'
import type {
  ConflictItem,
  Conflicts,
  DefaultGroups,
  ListName,
  ResolutionMode,
  UvSettings,
  UvTable,
  WorkspaceTable,
} from './manifest.ts'
import { readSources } from './read-sources.ts'
import { settingFaults } from './setting-values.ts'
import { flag, itemsOf, namedKeys, optionValue, tablesIn, textList, texts, written } from './values.ts'

const modes: readonly ResolutionMode[] = ['resolution', 'fork-strategy', 'prerelease']
const lists: readonly ListName[] = [
  'environments',
  'required-environments',
  'constraint-dependencies',
  'override-dependencies',
  'build-constraint-dependencies',
  'exclude-dependencies',
]

/** `[tool.uv]` of a manifest or of a script's header. */
export function readUvTable(table: TomlTable, path: string): UvTable {
  const { sources, refusals } = readSources(tableAt(table, 'sources'), path)
  const groups = itemAt(table, 'default-groups')
  const conflicts = itemAt(table, 'conflicts')
  const workspace = entryOf(table, 'workspace')
  return {
    ...readSettings(table),
    requiredVersion: written(itemAt(table, 'required-version')),
    managed: flag(itemAt(table, 'managed')),
    package: flag(itemAt(table, 'package')),
    workspace: workspace ? readWorkspaceTable(workspace.item, workspace.statement) : null,
    sources,
    sourceRefusals: refusals,
    indexes: tablesIn(itemAt(table, 'index')).map((index) => ({
      name: written(itemAt(index, 'name')),
      url: stringAt(index, 'url') ?? null,
      default: flag(itemAt(index, 'default')),
      span: index.header ?? index.span,
    })),
    defaultGroups: groups ? readDefaultGroups(groups) : null,
    groupSettings: namedKeys(table, ['dependency-groups'], (item) => ({
      requiresPython: (item.kind === 'table' ? stringAt(item, 'requires-python') : undefined) ?? null,
      value: item.span,
    })),
    devDependencies: itemAt(table, 'dev-dependencies')?.span ?? null,
    conflicts: conflicts ? readConflicts(conflicts) : null,
    lists: new Map(
      lists.flatMap((name) => {
        const item = itemAt(table, name)
        return item ? [[name, textList(item)] as const] : []
      }),
    ),
  }
}

/** The settings in `[tool.uv]` or in a `uv.toml`. */
export function readSettings(table: TomlTable): UvSettings {
  const newer = itemAt(table, 'exclude-newer')
  const perPackage = (key: string) => namedKeys(table, [key], (item) => ({ value: optionValue(item).value }))
  return {
    all: Object.entries(table.entries).map(([name, { key, item }]) => {
      const faults = settingFaults(name, item)
      return { name, key, value: item.span, kind: item.kind, isStatement: !hasHeader(item), faults }
    }),
    modes: new Map(
      modes.flatMap((key) => {
        const value = written(itemAt(table, key))
        return value ? [[key, value] as const] : []
      }),
    ),
    excludeNewer: newer ? optionValue(newer) : null,
    excludeNewerPackage: perPackage('exclude-newer-package'),
    prereleasePackage: perPackage('prerelease-package'),
    dependencyMetadata: tablesIn(itemAt(table, 'dependency-metadata')).flatMap((one) => {
      const name = stringAt(one, 'name')
      const span = one.header ?? one.span
      return name === undefined
        ? []
        : [{ name: normalizeName(name), version: stringAt(one, 'version') ?? '', span }]
    }),
  }
}

/** Whether a value stands below a header, or is implied by deeper ones. */
function hasHeader(item: TomlItem): boolean {
  if (item.kind === 'table') return item.form !== 'inline'
  const first = item.kind === 'array' ? item.items[0] : undefined
  return first?.kind === 'table' && first.form === 'array-element'
}

function readWorkspaceTable(item: TomlItem, statement: Span): WorkspaceTable {
  const table = item.kind === 'table' ? item : undefined
  const patterns = (key: string) => {
    const list = itemAt(table, key)
    return list?.kind === 'array' ? texts(list) : []
  }
  return {
    header: table?.header ?? null,
    span: item.span,
    statement,
    members: patterns('members'),
    exclude: patterns('exclude'),
    unknown: namedKeys(table, [], () => ({})).filter(({ key }) => key !== 'members' && key !== 'exclude'),
  }
}

function readDefaultGroups(item: TomlItem): DefaultGroups {
  const names = item.kind === 'array' ? texts(item) : []
  return { all: item.kind === 'string', names, span: item.span }
}

function readConflicts(item: TomlItem): Conflicts {
  const sets = item.kind === 'array' ? item.items.filter(({ kind }) => kind === 'array') : []
  return {
    span: item.span,
    sets: sets.map((set) => ({
      span: set.span,
      items: itemsOf(set).flatMap((one): ConflictItem[] => {
        if (one.kind !== 'table') return []
        const text = (key: string) => stringAt(one, key) ?? null
        return [{ package: text('package'), extra: text('extra'), group: text('group'), span: one.span }]
      }),
    })),
  }
}
