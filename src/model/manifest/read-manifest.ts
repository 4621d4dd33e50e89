import type { Document } from '../../parse/document.ts'
import {
  entryOf,
  itemAt,
  stringAt,
  type TomlItem,
  type TomlTable,
  tableAt,
} from '../../parse/toml/toml-file.ts'
import { buildBackends } from '../../tables/build-backends.ts'
import { poetryRequirements } from '../../tables/lock-files.ts'
import { type ToolTarget, toolTargets } from '../../tables/python-pins.ts'
import { nameOf, parentOf } from '../../text/paths.ts'
import { normalizeName } from '../python/names.ts'
import type {
  EntryPoint,
  GroupEntry,
  HeaderManifest,
  Manifest,
  PoetryTable,
  ProjectTable,
  PytestTable,
  PythonTarget,
  UvSettings,
} from './manifest.ts'
import { readRequirements } from './read-requirements.ts'
import { readSettings, readUvTable } from './read-uv-table.ts'
import type { Requirement } from './requirement.ts'
import { typeRefusals } from './type-refusals.ts'
import { has, itemsOf, namedKeys, texts, written } from './values.ts'

const manifests = new WeakMap<TomlTable, Manifest>()
const headers = new WeakMap<TomlTable, HeaderManifest>()

/** What a `pyproject.toml` says, decoded when it is first asked for; undefined for other files and for a broken one. */
export function manifestIn({ path, toml }: Pick<Document, 'path' | 'toml'>): Manifest | undefined {
  if (!toml || nameOf(path) !== 'pyproject.toml') return undefined
  const known = manifests.get(toml.root) ?? readManifest(toml.root, path)
  manifests.set(toml.root, known)
  return known
}

/** The header of a script; undefined without one. A broken one says nothing. */
export function headerIn({ path, header }: Pick<Document, 'path' | 'header'>): HeaderManifest | undefined {
  if (!header?.toml) return header && { dependencies: null, uv: null }
  const { root } = header.toml
  const known = headers.get(root) ?? readHeader(root, path)
  headers.set(root, known)
  return known
}

/** The settings in a `uv.toml`; undefined for other files and for a broken one. */
export function uvTomlIn({ path, toml }: Pick<Document, 'path' | 'toml'>): UvSettings | undefined {
  return toml && nameOf(path) === 'uv.toml' ? readSettings(toml.root) : undefined
}

/** A manifest that says nothing. */
export function emptyManifest(path: string): Manifest {
  return readManifest({ kind: 'table', form: 'root', entries: {}, span: { start: 0, end: 0 } }, path)
}

function readManifest(root: TomlTable, path: string): Manifest {
  const project = tableAt(root, 'project')
  const uv = tableAt(root, 'tool', 'uv')
  const poetry = tableAt(root, 'tool', 'poetry')
  const pytest = tableAt(root, 'tool', 'pytest', 'ini_options') ?? tableAt(root, 'tool', 'pytest')
  return {
    path,
    span: root.span,
    project: project ? readProjectTable(project) : null,
    hasBuildSystem: has(root, 'build-system'),
    moduleRoots: moduleRootsIn(root),
    requirements: requirementsIn(root, path),
    groups: namedKeys(root, ['dependency-groups'], (item) => ({
      entries: item.kind === 'array' ? item.items.map(groupEntry) : [],
    })),
    uv: uv ? readUvTable(uv, path) : null,
    tools: new Set(toolsIn(tableAt(root, 'tool'))),
    poetry: poetry ? readPoetry(poetry) : null,
    pytest: pytest ? readPytest(pytest) : null,
    hatchEnvironments: new Map(
      Object.entries(tableAt(root, 'tool', 'hatch', 'envs')?.entries ?? {}).flatMap(([name, { item }]) =>
        item.kind === 'table' ? [[name, readHatch(item)] as const] : [],
      ),
    ),
    pythonTargets: toolTargets.flatMap((target) => pythonTarget(target, root)),
    misfits: typeRefusals(root),
  }
}

function readHeader(root: TomlTable, path: string): HeaderManifest {
  const uv = tableAt(root, 'tool', 'uv')
  const listed = itemAt(root, 'dependencies')
  return {
    dependencies: listed ? readRequirements(path, { kind: 'dependencies' }, listed) : null,
    uv: uv ? readUvTable(uv, path) : null,
  }
}

function readProjectTable(table: TomlTable): ProjectTable {
  const name = itemAt(table, 'name')
  const version = written(itemAt(table, 'version'))
  const readme = itemAt(table, 'readme')
  return {
    header: table.header ?? null,
    span: table.span,
    keys: new Set(Object.keys(table.entries)),
    name: written(name),
    nameValue: name && name.kind !== 'string' ? name.span : null,
    version,
    versionSpan: version?.span ?? (itemAt(table, 'version') ?? itemAt(table, 'dynamic'))?.span ?? null,
    dynamic: texts(itemAt(table, 'dynamic')).map(({ text }) => text),
    requiresPython: texts(itemAt(table, 'requires-python'))[0] ?? null,
    extras: namedKeys(table, ['optional-dependencies'], () => ({})),
    entryPoints: entryPointsIn(table),
    readme: readme ? readReadme(readme) : null,
    classifiers: texts(itemAt(table, 'classifiers')),
    private: texts(itemAt(table, 'classifiers')).some(({ text }) => /^Private\s*::/.test(text)),
    urls: namedKeys(table, ['urls'], (item) => ({ text: written(item)?.text ?? '' })).map(({ text }) => text),
  }
}

function entryPointsIn(project: TomlTable): readonly EntryPoint[] {
  const read = (table: EntryPoint['table'], ...group: readonly string[]) => {
    const tableKey = entryOf(project, table)?.key
    if (!tableKey) return []
    return namedKeys(project, [table, ...group], (item) => ({ table, tableKey, target: written(item) }))
  }
  const groups = Object.keys(tableAt(project, 'entry-points')?.entries ?? {})
  return [
    ...read('scripts'),
    ...read('gui-scripts'),
    ...groups.flatMap((group) => read('entry-points', group)),
  ]
}

function pythonTarget(
  { tool, keys, pattern, derives }: ToolTarget,
  root: TomlTable,
): readonly PythonTarget[] {
  const value = written(itemAt(root, 'tool', ...keys))
  const [, major, minor] = pattern.exec(value?.text ?? '') ?? []
  return value && minor !== undefined ? [{ ...value, tool, keys, derives, series: `${major}.${minor}` }] : []
}

function moduleRootsIn(root: TomlTable): readonly string[] | null {
  const name = stringAt(root, 'build-system', 'build-backend')?.split('.')[0]
  const backend = buildBackends.find(({ module }) => module === name)
  if (!backend || backend.remapping.some((keys) => has(root, 'tool', ...keys))) return null
  const { roots, directory, packages } = backend
  const own = directory && stringAt(root, 'tool', ...directory)
  if (own !== undefined) return [own === '' ? '.' : own]
  const list = packages && itemAt(root, 'tool', ...packages)
  return list?.kind === 'array' ? [...new Set(texts(list).map(({ text }) => parentOf(text)))] : roots
}

function readReadme(item: TomlItem): ProjectTable['readme'] {
  const own = written(item)
  if (own) return { file: own.text, span: own.span }
  return item.kind === 'table' ? { file: stringAt(item, 'file') ?? null, span: item.span } : null
}

function requirementsIn(root: TomlTable, path: string): readonly Requirement[] {
  const project = tableAt(root, 'project')
  const uv = tableAt(root, 'tool', 'uv')
  const read = (table: Requirement['table'], item: TomlItem | undefined) =>
    readRequirements(path, table, item)
  const inTable = (kind: 'extra' | 'group', table: TomlTable | undefined, key: string) =>
    namedKeys(table, [key], (item, name) => ({ found: read({ kind, name }, item) })).flatMap(
      ({ found }) => found,
    )
  return [
    ...read({ kind: 'dependencies' }, itemAt(project, 'dependencies')),
    ...inTable('extra', project, 'optional-dependencies'),
    ...inTable('group', root, 'dependency-groups'),
    ...read({ kind: 'group', name: 'dev' }, itemAt(uv, 'dev-dependencies')),
    ...read({ kind: 'build' }, itemAt(root, 'build-system', 'requires')),
  ]
}

function groupEntry(item: TomlItem): GroupEntry {
  const text = written(item)
  if (text) return { kind: 'requirement', text }
  const included = item.kind === 'table' ? stringAt(item, 'include-group') : undefined
  if (included === undefined) return { kind: 'unknown', span: item.span }
  return { kind: 'include', name: normalizeName(included), span: item.span }
}

function* toolsIn(table: TomlTable | undefined): Iterable<string> {
  for (const [tool, { item }] of Object.entries(table?.entries ?? {})) {
    yield tool
    if (item.kind === 'table') for (const key of Object.keys(item.entries)) yield `${tool}.${key}`
  }
}

function readPoetry(table: TomlTable): PoetryTable {
  const keys = poetryRequirements.flatMap((key) => entryOf(table, key)?.key ?? [])
  const [first] = keys.sort((a, b) => a.start - b.start)
  return { name: stringAt(table, 'name') ?? null, requirements: first ?? null }
}

function readPytest(table: TomlTable): PytestTable {
  const [paths, options] = [itemAt(table, 'testpaths'), itemAt(table, 'addopts')]
  return {
    testpaths: paths ? itemsOf(paths).flatMap((one) => written(one)?.text.split(/\s+/) ?? [null]) : null,
    addopts:
      options?.kind === 'array'
        ? options.items.map((one) => written(one)?.text ?? '?')
        : (written(options)?.text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []),
  }
}

function readHatch(table: TomlTable) {
  const features = itemAt(table, 'features')
  return {
    python: stringAt(table, 'python') ?? null,
    template: stringAt(table, 'template') ?? null,
    features: features?.kind === 'array' ? texts(features).map(({ text }) => text) : [],
  }
}
