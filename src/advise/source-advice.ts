import type { Requirement, Source } from '../model/manifest/requirement.ts'
import type { MemberReference } from '../model/projects/member-references.ts'
import { resolveIn } from '../text/paths.ts'
import type { Fix } from './finding.ts'

/** What to say about a bound that uv drops, and the edit where nobody else can read it. */
export function boundAdvice({
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
export function described({ kind, path, git, url, index, workspace }: Source): string {
  if (kind === 'path') return `the path \`${path}\``
  if (kind === 'git') return `the repository \`${git}\``
  if (kind === 'url') return `the URL \`${url}\``
  if (kind === 'index') return `the index \`${index}\``
  return kind === 'workspace' ? `\`workspace = ${JSON.stringify(workspace)}\`` : 'of no kind'
}

/** The workspace source that takes the place of another: its marker, extra and group are kept. */
export function workspaceSource({ editable, marker, extra, group }: Source): string {
  const kept = Object.entries({ marker, extra, group }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${JSON.stringify(value)}`],
  )
  const parts = ['workspace = true', ...(editable === false ? ['editable = false'] : []), ...kept]
  return `{ ${parts.join(', ')} }`
}

/** The fix of a source that is no workspace source. */
export function sourceFix({ entry, source, member }: Extract<MemberReference, { problem: 'other-source' }>) {
  const title = `Make \`${member.name}\` a workspace source`
  const edits = [{ ...source.place, text: workspaceSource(source) }]
  const { path } = entry.key
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.'
  const same = source.kind === 'path' && resolveIn(directory, source.path ?? '') === member.directory
  if (same || source.kind === 'workspace') return { fix: { title, safety: 'safe' as const, edits } }
  const because = `the code then comes from \`${member.directory}\`, not from ${described(source)}`
  return { fix: { title, safety: 'unsafe' as const, because, edits } }
}
