import { createHash } from 'node:crypto'
import { structuredPatch } from 'diff'
import type { SourceFile } from '../text/source-file.ts'
import { linesOf } from '../text/source-file.ts'
import { overlaps, type Span } from '../text/span.ts'
import { UsageError } from '../text/usage-error.ts'
import { git } from './git.ts'
import type { Listing } from './listing.ts'
import { readBlobs } from './read-blobs.ts'

/** What differs from an earlier state of the repository. Contents are compared here, so no filter or driver of git runs. */
export interface Changes {
  /** Whether the file is new or its content differs. */
  hasFile(file: SourceFile): boolean
  /** Whether lines that are new or differ touch the span; an empty span is touched by its line. */
  hasLines(file: SourceFile, span: Span): boolean
}

/** What differs from the last commit, as `--staged` needs it. Everything is new before the first commit. */
export function changesSinceHead(listing: Listing): Changes | UsageError {
  const { root, workTree } = listing
  if (workTree === null) return new UsageError('There is no git repository here.')
  const head = git(root, workTree, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  return head.ok ? changesFrom(root, workTree, nameIn(head.output)) : changesFrom(root, workTree, null)
}

/** What differs from the point where HEAD and `reference` parted, or from `reference` itself without such a point. */
export function changesSince(listing: Listing, reference: string): Changes | UsageError {
  const { root, workTree } = listing
  if (workTree === null) return new UsageError('`--changed` needs a git repository; there is none here.')
  const found = git(root, workTree, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${reference}^{commit}`,
  ])
  if (!found.ok) {
    const next = 'In CI, fetch it first: a shallow clone holds only the newest commit.'
    return new UsageError(`Git knows no commit \`${reference}\`.`, { next })
  }
  const base = git(root, workTree, ['merge-base', nameIn(found.output), 'HEAD'])
  return changesFrom(root, workTree, nameIn((base.ok ? base : found).output))
}

function changesFrom(root: string, workTree: string, commit: string | null): Changes | UsageError {
  const names = commit === null ? new Map<string, string>() : filesAt(root, workTree, commit)
  if (names instanceof UsageError) return names
  const verdicts = new WeakMap<SourceFile, boolean>()
  const spans = new WeakMap<SourceFile, readonly Span[]>()
  const hasFile = (file: SourceFile): boolean => {
    const known = verdicts.get(file)
    if (known !== undefined) return known
    const name = names.get(file.path)
    const differs = name === undefined || !isContentOf(name, file.text)
    verdicts.set(file, differs)
    return differs
  }
  const spansOf = (file: SourceFile): readonly Span[] => {
    const known = spans.get(file)
    if (known) return known
    const name = names.get(file.path)
    const bytes = name === undefined ? undefined : readBlobs(root, workTree, [name]).get(name)
    const before = Buffer.isBuffer(bytes) ? bytes.toString('utf8') : ''
    const changed = changedSpans(before, file)
    spans.set(file, changed)
    return changed
  }
  return {
    hasFile,
    hasLines: (file, span) => hasFile(file) && spansOf(file).some((changed) => touches(changed, span)),
  }
}

/** Object names of the files that a commit holds below the root; a UsageError when git cannot list it. */
export function filesAt(root: string, workTree: string, commit: string): Map<string, string> | UsageError {
  const answer = git(root, workTree, ['ls-tree', '-r', '-z', commit])
  if (!answer.ok) return new UsageError(`Git cannot list \`${commit}\`: ${answer.reason}.`)
  const names = new Map<string, string>()
  for (const entry of answer.output.toString('utf8').split('\0')) {
    const tab = entry.indexOf('\t')
    const name = entry.slice(0, tab).split(' ')[2]
    if (tab !== -1 && name !== undefined) names.set(entry.slice(tab + 1), name)
  }
  return names
}

/** Whether git would name this text so, as it stands or with the line endings that git may have evened out. */
export function isContentOf(name: string, text: string): boolean {
  if (objectName(name, text) === name) return true
  return text.includes('\r\n') && objectName(name, text.replaceAll('\r\n', '\n')) === name
}

/** Git's name of a blob; repositories use SHA-1 or SHA-256. */
function objectName(like: string, text: string): string {
  const bytes = Buffer.from(text, 'utf8')
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1')
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

function changedSpans(before: string, file: SourceFile): Span[] {
  const lines = linesOf(file)
  const { hunks } = structuredPatch('', '', before, file.text, '', '', { context: 0, stripTrailingCr: true })
  return hunks
    .filter(({ newLines }) => newLines > 0)
    .map(({ newStart, newLines }) => ({
      start: lines.lineSpan(newStart).start,
      end: lines.lineSpan(newStart + newLines - 1).end,
    }))
}

function touches(changed: Span, span: Span): boolean {
  return overlaps(changed, span) || (changed.start <= span.start && span.start <= changed.end)
}

function nameIn(output: Buffer): string {
  return output.toString('latin1').trim()
}
