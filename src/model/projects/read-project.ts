import type { ParsedFile } from '../../parse/document.ts'
import {
  entryOf,
  itemAt,
  stringAt,
  type TomlItem,
  type TomlTable,
  tableAt,
} from '../../parse/toml/toml-file.ts'
import { parentOf } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import { isValidName, normalizeName } from '../python/names.ts'
import { readPattern } from './glob.ts'
import { readRequirements, stringsIn } from './read-requirements.ts'
import { readSources } from './read-sources.ts'
import { typeRefusals } from './type-refusals.ts'
import type { Pattern, Requirement, SourceEntry, WorkspaceError } from './workspace.ts'

/** A `pyproject.toml` as uv's workspace discovery reads it. */
export interface Project {
  readonly directory: string
  /** The directory by which uv reaches it: a symbolic link's path where one leads to it. */
  readonly reached: string
  readonly manifest: string
  readonly toml: TomlTable
  /** Whether there is a `[project]` table. */
  readonly declared: boolean
  /** Normalised `project.name`, or null without one. */
  readonly name: string | null
  readonly nameSpan: Span
  /** `project.version` as written, or null when it is not there. */
  readonly version: string | null
  /** `project.dynamic`. */
  readonly dynamic: readonly string[]
  readonly requiresPython: { readonly text: string; readonly span: Span } | null
  /** `tool.uv.managed` is not `false`. */
  readonly managed: boolean
  /** `tool.uv.package`, or null when it is not set. */
  readonly package: boolean | null
  readonly hasBuildSystem: boolean
  /** `[tool.uv.workspace]`. */
  readonly workspace: { readonly members: readonly Pattern[]; readonly exclude: readonly Pattern[] } | null
  readonly workspaceSpan: Span | null
  readonly requirements: readonly Requirement[]
  /** Normalised names of `project.optional-dependencies`. */
  readonly extras: readonly string[]
  /** Normalised names of `[dependency-groups]`. */
  readonly groups: readonly string[]
  readonly sources: ReadonlyMap<string, SourceEntry>
  readonly errors: readonly WorkspaceError[]
}

const known = new WeakMap<ParsedFile, Project | WorkspaceError>()

/** Reads a manifest, or says why uv could not. A file that several workspaces look at is read once. */
export function readProject(parsed: ParsedFile): Project | WorkspaceError {
  const before = known.get(parsed)
  if (before) return before
  const project = readFresh(parsed)
  known.set(parsed, project)
  return project
}

function readFresh(parsed: ParsedFile): Project | WorkspaceError {
  const path = parsed.file.path
  const root = parsed.document.toml?.root
  if (!root) {
    const trouble = parsed.document.troubles[0]
    const cause = trouble ? `: ${trouble.message}` : ''
    const span = trouble?.span
    return {
      code: 'invalid-toml',
      message: `Failed to parse: ${path}${cause}`,
      path,
      ...(span && { span }),
    }
  }
  const errors: WorkspaceError[] = []
  const refuse = (code: string, message: string, span: Span) => errors.push({ code, message, path, span })
  for (const { code, message, span } of typeRefusals(root)) refuse(code, message, span)
  const project = tableAt(root, 'project')
  const uv = tableAt(root, 'tool', 'uv')
  const name = stringAt(project, 'name')
  const nameItem = itemAt(project, 'name')
  const version = stringAt(project, 'version')
  const dynamic = stringsIn(itemAt(project, 'dynamic')).map(({ text }) => text)
  if (project) {
    const at = project.header ?? project.span
    if (!nameItem) {
      const message =
        '`pyproject.toml` is using the `[project]` table, but the required `project.name` field is not set'
      refuse('missing-name', message, at)
    } else if (name !== undefined && !isValidName(name)) {
      refuse('invalid-name', invalidName(name), nameItem.span)
    }
    if (!itemAt(project, 'version') && !dynamic.includes('version')) {
      const message =
        '`pyproject.toml` is using the `[project]` table, but the required `project.version` field is neither set nor present in the `project.dynamic` list'
      refuse('missing-version', message, at)
    }
  }
  const { sources, errors: sourceErrors } = readSources(root, path)
  const requirements: Requirement[] = []
  const add = (table: Requirement['table'], item: TomlItem | undefined) => {
    requirements.push(...readRequirements(path, table, item))
  }
  add({ kind: 'dependencies' }, itemAt(project, 'dependencies'))
  const extras = named(tableAt(project, 'optional-dependencies'), (item, name) =>
    add({ kind: 'extra', name }, item),
  )
  const groups = named(tableAt(root, 'dependency-groups'), (item, name) => add({ kind: 'group', name }, item))
  for (const { key, span } of [...extras.invalid, ...groups.invalid]) {
    refuse('invalid-name', invalidName(key), span)
  }
  for (const twice of named(tableAt(uv, 'dependency-groups')).twice) {
    refuse('duplicate-group', `duplicate settings for dependency group \`${twice.name}\``, twice.span)
  }
  for (const { message, span } of indexTroubles(uv)) refuse('invalid-index', message, span)
  for (const twice of extras.twice) {
    refuse('duplicate-extra', `duplicate normalized extra name \`${twice.name}\``, twice.span)
  }
  for (const twice of groups.twice) {
    refuse('duplicate-group', `duplicate dependency group: \`${twice.name}\``, twice.span)
  }
  add({ kind: 'group', name: 'dev' }, itemAt(uv, 'dev-dependencies'))
  add({ kind: 'build' }, itemAt(root, 'build-system', 'requires'))
  const requiresPython = stringsIn(itemAt(project, 'requires-python'))[0] ?? null
  const workspaceEntry = entryOf(uv, 'workspace')
  return {
    directory: parentOf(path),
    reached: parentOf(path),
    manifest: path,
    toml: root,
    declared: project !== undefined,
    name: name === undefined ? null : normalizeName(name),
    nameSpan: (nameItem?.kind === 'string' ? nameItem.inner : nameItem?.span) ?? { start: 0, end: 0 },
    version: version ?? null,
    dynamic,
    requiresPython,
    managed: !isFalse(itemAt(uv, 'managed')),
    package: booleanOf(itemAt(uv, 'package')),
    hasBuildSystem: itemAt(root, 'build-system') !== undefined,
    workspace: workspaceEntry ? readWorkspaceTable(workspaceEntry.item, refuse) : null,
    workspaceSpan: workspaceEntry?.statement ?? null,
    requirements,
    extras: extras.names,
    groups: groups.names,
    sources,
    errors: [...errors, ...sourceErrors],
  }
}

function named(table: TomlTable | undefined, visit?: (item: TomlItem, name: string) => void) {
  const names = new Set<string>()
  const twice: { name: string; span: Span }[] = []
  const invalid: { key: string; span: Span }[] = []
  for (const [key, entry] of Object.entries(table?.entries ?? {})) {
    const name = normalizeName(key)
    if (!isValidName(key)) invalid.push({ key, span: entry.key })
    if (names.has(name)) twice.push({ name, span: entry.key })
    else names.add(name)
    visit?.(entry.item, name)
  }
  return { names: [...names], twice, invalid }
}

function invalidName(name: string): string {
  return `Not a valid package or extra name: "${name}". Names must start and end with a letter or digit and may only contain -, _, ., and alphanumeric characters.`
}

/** Two indexes of one name, and two default ones (uv-workspace/src/pyproject.rs, `deserialize_index_vec`). */
function* indexTroubles(uv: TomlTable | undefined): Iterable<{ message: string; span: Span }> {
  const list = itemAt(uv, 'index')
  const names = new Set<string>()
  let hasDefault = false
  for (const item of list?.kind === 'array' ? list.items : []) {
    if (item.kind !== 'table') continue
    const name = itemAt(item, 'name')
    const text = name?.kind === 'string' ? String(name.value) : undefined
    if (name && text !== undefined) {
      if (names.has(text)) yield { message: `duplicate index name \`${text}\``, span: name.span }
      names.add(text)
    }
    const isDefault = itemAt(item, 'default')
    if (isDefault?.kind !== 'boolean' || isDefault.value !== true) continue
    const message = 'found multiple indexes with `default = true`; only one index may be marked as default'
    if (hasDefault) yield { message, span: isDefault.span }
    hasDefault = true
  }
}

function readWorkspaceTable(
  item: TomlItem,
  refuse: (code: string, message: string, span: Span) => void,
): NonNullable<Project['workspace']> {
  if (item.kind !== 'table') return { members: [], exclude: [] }
  for (const [key, entry] of Object.entries(item.entries)) {
    if (key === 'members' || key === 'exclude') continue
    refuse(
      'unknown-workspace-key',
      `unknown field \`${key}\`, expected \`members\` or \`exclude\``,
      entry.key,
    )
  }
  const patterns = (key: string): Pattern[] => {
    const list = itemAt(item, key)
    return stringsIn(list?.kind === 'array' ? list : undefined).filter(({ text, span }) => {
      const read = readPattern(text)
      if (!('message' in read)) return true
      refuse('invalid-pattern', `Pattern syntax error near position ${read.position}: ${read.message}`, span)
      return false
    })
  }
  return { members: patterns('members'), exclude: patterns('exclude') }
}

function isFalse(item: TomlItem | undefined): boolean {
  return item?.kind === 'boolean' && item.value === false
}

function booleanOf(item: TomlItem | undefined): boolean | null {
  return item?.kind === 'boolean' ? item.value === true : null
}
