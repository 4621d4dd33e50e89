import type { ParsedFile } from '../../parse/document.ts'
import { parentOf } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import type { Manifest, NamedKey, Written } from '../manifest/manifest.ts'
import { manifestIn } from '../manifest/read-manifest.ts'
import { isValidName, normalizeName } from '../python/names.ts'
import { readPattern } from './member-glob.ts'
import type { WorkspaceError } from './workspace.ts'

/** A `pyproject.toml` as uv's workspace discovery reads it. */
export interface Project {
  readonly directory: string
  /** The directory by which uv reaches it: a symbolic link's path where one leads to it. */
  readonly reached: string
  readonly manifest: string
  readonly pyproject: Manifest
  /** Whether there is a `[project]` table. */
  readonly declared: boolean
  /** Normalised `project.name`, or null without one. */
  readonly name: string | null
  readonly nameSpan: Span
  /** `tool.uv.managed` is not `false`. */
  readonly managed: boolean
  /** `[tool.uv.workspace]`, without the patterns that uv cannot read. */
  readonly workspace: { readonly members: readonly Written[]; readonly exclude: readonly Written[] } | null
  readonly errors: readonly WorkspaceError[]
}

const known = new WeakMap<ParsedFile, Project | WorkspaceError>()

/** Reads a manifest, or says why uv could not. A file that several workspaces look at is read once. */
export function readProject(parsed: ParsedFile): Project | WorkspaceError {
  const before = known.get(parsed)
  if (before) return before
  const pyproject = manifestIn(parsed.document)
  const project = pyproject ? projectOf(pyproject) : unreadable(parsed)
  known.set(parsed, project)
  return project
}

function unreadable({ file: { path }, document: { troubles } }: ParsedFile): WorkspaceError {
  const [trouble] = troubles
  const cause = trouble ? `: ${trouble.message}` : ''
  const span = trouble?.span
  return { code: 'invalid-toml', message: `Failed to parse: ${path}${cause}`, path, ...(span && { span }) }
}

function projectOf(pyproject: Manifest): Project {
  const { path, project, uv } = pyproject
  const name = project?.name ?? null
  const readable = (patterns: readonly Written[]) =>
    patterns.filter(({ text }) => !('message' in readPattern(text)))
  return {
    directory: parentOf(path),
    reached: parentOf(path),
    manifest: path,
    pyproject,
    declared: project !== null,
    name: name && normalizeName(name.text),
    nameSpan: name?.span ?? project?.nameValue ?? { start: 0, end: 0 },
    managed: uv?.managed?.value !== false,
    workspace: uv?.workspace
      ? { members: readable(uv.workspace.members), exclude: readable(uv.workspace.exclude) }
      : null,
    errors: [...refusalsOf(pyproject)].map(([code, message, span]) => ({ code, message, path, span })),
  }
}

type Refused = readonly [code: string, message: string, span: Span]

/** What uv refuses in a manifest for itself, in its order. */
function* refusalsOf(manifest: Manifest): Iterable<Refused> {
  for (const { code, message, span } of manifest.misfits) yield [code, message, span]
  yield* projectRefusals(manifest)
  const extras = manifest.project?.extras ?? []
  const { groups, uv } = manifest
  for (const { key, span } of [...extras, ...groups]) {
    if (!isValidName(key)) yield ['invalid-name', invalidName(key), span]
  }
  for (const { name, span } of repeated(uv?.groupSettings ?? [])) {
    yield ['duplicate-group', `duplicate settings for dependency group \`${name}\``, span]
  }
  yield* indexRefusals(manifest)
  for (const { name, span } of repeated(extras)) {
    yield ['duplicate-extra', `duplicate normalized extra name \`${name}\``, span]
  }
  for (const { name, span } of repeated(groups)) {
    yield ['duplicate-group', `duplicate dependency group: \`${name}\``, span]
  }
  yield* workspaceRefusals(manifest)
  for (const { code, message, span } of uv?.sourceRefusals ?? []) yield [code, message, span]
}

function* projectRefusals({ project }: Manifest): Iterable<Refused> {
  if (!project) return
  const at = project.header ?? project.span
  const table = '`pyproject.toml` is using the `[project]` table, but the required'
  if (!project.keys.has('name')) {
    yield ['missing-name', `${table} \`project.name\` field is not set`, at]
  } else if (project.name && !isValidName(project.name.text)) {
    yield ['invalid-name', invalidName(project.name.text), project.name.value]
  }
  if (!project.keys.has('version') && !project.dynamic.includes('version')) {
    const where = 'is neither set nor present in the `project.dynamic` list'
    yield ['missing-version', `${table} \`project.version\` field ${where}`, at]
  }
}

function repeated(keys: readonly NamedKey[]): readonly NamedKey[] {
  return keys.filter(({ name }, at) => keys.findIndex((other) => other.name === name) < at)
}

function invalidName(name: string): string {
  return `Not a valid package or extra name: "${name}". Names must start and end with a letter or digit and may only contain -, _, ., and alphanumeric characters.`
}

/** Two indexes of one name, and two default ones (uv-workspace/src/pyproject.rs, `deserialize_index_vec`). */
function* indexRefusals({ uv }: Manifest): Iterable<Refused> {
  const names = new Set<string>()
  let hasDefault = false
  for (const { name, default: isDefault } of uv?.indexes ?? []) {
    if (name && names.has(name.text)) {
      yield ['invalid-index', `duplicate index name \`${name.text}\``, name.value]
    }
    if (name) names.add(name.text)
    if (!isDefault?.value) continue
    const message = 'found multiple indexes with `default = true`; only one index may be marked as default'
    if (hasDefault) yield ['invalid-index', message, isDefault.span]
    hasDefault = true
  }
}

function* workspaceRefusals({ uv }: Manifest): Iterable<Refused> {
  if (!uv?.workspace) return
  const { unknown, members, exclude } = uv.workspace
  for (const { key, span } of unknown) {
    yield ['unknown-workspace-key', `unknown field \`${key}\`, expected \`members\` or \`exclude\``, span]
  }
  for (const { text, span } of [...members, ...exclude]) {
    const read = readPattern(text)
    if (!('message' in read)) continue
    yield ['invalid-pattern', `Pattern syntax error near position ${read.position}: ${read.message}`, span]
  }
}
