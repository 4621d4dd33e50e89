import type { Requirement, Source, SourceEntry } from '../model/manifest/requirement.ts'
import type { Documents } from '../model/pages/documents.ts'
import type { MemberReference } from '../model/projects/member-references.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { nearest } from '../text/nearest.ts'
import { resolveIn } from '../text/paths.ts'
import type { Place } from '../text/span.ts'
import type { Fix, Said } from './finding.ts'
import { addKey, removeKey } from './toml-fix.ts'

type Problem = MemberReference['problem']
type Reference<P extends Problem> = Extract<MemberReference, { readonly problem: P }>
type Advice = readonly [place: Place, says: Said]

/** What to say about a dependency on a member, or about a source that speaks of one. */
export function referenceAdvice(
  reference: MemberReference,
  workspace: Workspace,
  documents: Documents,
): Advice {
  const advise = adviceOn[reference.problem] as (...given: [MemberReference, Workspace, Documents]) => Advice
  return advise(reference, workspace, documents)
}

const sourcesTable = ['tool', 'uv', 'sources']

const adviceOn: {
  readonly [P in Problem]: (reference: Reference<P>, workspace: Workspace, documents: Documents) => Advice
} = {
  'no-source': ({ requirement, requirer, member }, _, documents) => {
    const at = { documents, path: requirer.manifest }
    const edits = addKey(at, sourcesTable, member.name, { workspace: 'true' })
    return [
      requirement.place,
      {
        message: `\`${member.name}\` is a member of this workspace, but no source says so.`,
        next: `Add \`${member.name} = { workspace = true }\` to \`[tool.uv.sources]\`.`,
        fix: { title: `Add \`${member.name}\` to \`[tool.uv.sources]\``, safety: 'safe', edits },
      },
    ]
  },
  'other-source': (reference) => {
    const { source, entry, member, requirements } = reference
    return [
      entry.alternatives.length === 1 ? entry.value : source.place,
      {
        message: `\`${member.name}\` is a member of this workspace, but its source is ${described(source)}.`,
        next: `Write \`${entry.name} = ${workspaceSource(source)}\`.`,
        related: requirements.map(({ place }) => ({ ...place, message: 'It is required here.' })),
        ...sourceFix(reference),
      },
    ]
  },
  'out-of-reach': ({ requirement, entry, member }) => [
    requirement.place,
    {
      message: `The workspace source of \`${member.name}\` is limited to another extra or group, so this dependency has none.`,
      next: 'Remove the limit from the source.',
      related: [{ ...entry.value, message: 'The source is here.' }],
    },
  ],
  'missed-bound': ({ requirement, member, version }) => [
    requirement.place,
    {
      why: 'Nothing tells you so inside the workspace: the wheel that is built from it cannot be installed beside this version.',
      message: `\`${requirement.specifiers}\` leaves out \`${version}\`, the version that \`${member.name}\` has here; uv ignores the bound.`,
      next: 'Correct the bound: a wheel built from this project asks for it.',
    },
  ],
  'ignored-bound': (reference) => {
    const { place, specifierSpan } = reference.requirement
    return [
      { path: place.path, span: specifierSpan ?? place.span },
      { severity: 'note', ...boundAdvice(reference) },
    ]
  },
  'no-member': ({ entry, used }, { members }, documents) => {
    const { key, name } = entry
    const meant = nearest(
      name,
      members.map((member) => member.name),
    )
    const next = meant ? `Did you mean \`${meant}\`?` : 'Make it a member, or give it another source.'
    const message = `\`${name}\` is not a member of this workspace.`
    if (used) return [key, { message, next }]
    const harmless = `${message.slice(0, -1)}, and nothing that reads this source depends on it.`
    return [key, { ...unusedAdvice(entry, documents), message: harmless, next: 'Remove the source.' }]
  },
  unused: ({ entry, member }, _, documents) => [
    entry.key,
    {
      ...unusedAdvice(entry, documents),
      message: `Nothing that reads this source depends on \`${member.name}\`.`,
      next: 'Remove the source, or add the dependency.',
    },
  ],
}

/** What is said of every source that no dependency uses. */
function unusedAdvice({ spelled, key: { path } }: SourceEntry, documents: Documents) {
  const edits = removeKey({ documents, path }, sourcesTable, spelled)
  const because =
    'uv takes a member that any source names for a package, and the dependency may be yet to come'
  return {
    severity: 'warning' as const,
    why: 'uv never reads the entry, but whoever reads the manifest takes it for a dependency.',
    ...(edits.length > 0 && {
      fix: { title: 'Remove the source', safety: 'unsafe' as const, because, edits },
    }),
  }
}

/** What to say about a bound that uv drops, and the edit where nobody else can read it. */
function boundAdvice({
  requirer,
  requirement,
  reader,
}: Extract<MemberReference, { problem: 'ignored-bound' }>) {
  const ignored = `uv ignores the bound \`${requirement.specifiers}\` inside this workspace`
  const project = requirer.name === null ? 'this project' : `\`${requirer.name}\``
  const next = `Drop the bound, unless ${project} is published.`
  const why = 'Whoever reads the bound takes it for a promise, and nothing checks that the member keeps it.'
  if (reader === 'installer') {
    return {
      message: `${ignored}; it counts only for those who install ${project} from an index.`,
      why,
      next,
    }
  }
  if (reader === 'builder') {
    return { message: `${ignored}; it counts only for those who build ${project} elsewhere.`, why, next }
  }
  const whys = {
    group: 'a dependency group is part of no package',
    unpackaged: `${project} is not built as a package`,
    private: 'a `Private ::` classifier keeps the package off the indexes',
  }
  return {
    message: `${ignored}, and ${whys[reader]}.`,
    why,
    next: 'Drop the bound.',
    ...(reader === 'private' && dropBound(requirement)),
  }
}

function dropBound({ specifierSpan, text, place: { path, span } }: Requirement): { fix?: Fix } {
  if (!specifierSpan) return {}
  const before = text.slice(0, specifierSpan.start - span.start).trimEnd()
  const edits = [{ path, span: { start: span.start + before.length, end: specifierSpan.end }, text: '' }]
  return { fix: { title: 'Drop the bound', safety: 'safe', edits } }
}

/** A source in words. */
function described({ kind, path, git, url, index, workspace }: Source): string {
  if (kind === 'path') return `the path \`${path}\``
  if (kind === 'git') return `the repository \`${git}\``
  if (kind === 'url') return `the URL \`${url}\``
  if (kind === 'index') return `the index \`${index}\``
  return kind === 'workspace' ? `\`workspace = ${JSON.stringify(workspace)}\`` : 'of no kind'
}

/** The workspace source that takes the place of another: its marker, extra and group are kept. */
function workspaceSource({ editable, marker, extra, group }: Source): string {
  const kept = Object.entries({ marker, extra, group }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${JSON.stringify(value)}`],
  )
  const parts = ['workspace = true', ...(editable === false ? ['editable = false'] : []), ...kept]
  return `{ ${parts.join(', ')} }`
}

/** The fix of a source that is no workspace source. */
function sourceFix({ entry, source, member }: Extract<MemberReference, { problem: 'other-source' }>) {
  const title = `Make \`${member.name}\` a workspace source`
  const edits = [{ ...source.place, text: workspaceSource(source) }]
  const { path } = entry.key
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.'
  const same = source.kind === 'path' && resolveIn(directory, source.path ?? '') === member.directory
  if (same || source.kind === 'workspace') return { fix: { title, safety: 'safe' as const, edits } }
  const because = `the code then comes from \`${member.directory}\`, not from ${described(source)}`
  return { fix: { title, safety: 'unsafe' as const, because, edits } }
}
