import { type EssentialFile, essentialFiles, skillDocument } from '../../tables/essential-files.ts'
import { mergeConflictIn } from '../../text/merge-conflict.ts'
import { byPlace } from '../../text/order.ts'
import { nameOf } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import type { Trouble } from '../../text/trouble.ts'
import type { Documents } from './documents.ts'
import { isSkill } from './skill-flaws.ts'

/** A manifest, lock, flake or skill document that its reader cannot take as it is. */
export interface BrokenFile extends Place {
  readonly message: string
  readonly next: string
}

/**
 * Every essential file that cannot be read: those that are broken inside, by the first trouble of each, and those that
 * could not be read at all (`unread`). A merge conflict is named as such, whatever the parser stumbled over.
 */
export function brokenFiles(documents: Documents, unread: readonly Trouble[]): readonly BrokenFile[] {
  const inside = documents.all.flatMap(({ file: { path, text }, document }): BrokenFile[] => {
    const kind = kindOf(path)
    if (!kind) return []
    // In a document, markers inside a fence are shown.
    const shown = document.markdown?.fences ?? []
    const trouble = document.troubles.find(({ isGuest }) => !isGuest)
    const conflict = trouble || document.markdown ? mergeConflictIn(text) : null
    if (conflict && !shown.some(({ span }) => span.start <= conflict.start && conflict.end <= span.end)) {
      return [{ path, span: conflict, ...said(kind, path, 'A merge conflict is left in'), next: kind.settle }]
    }
    if (!trouble || document.markdown) return []
    const span = trouble.span ?? { start: 0, end: 0 }
    return [{ path, span, message: `${trouble.message} ${refusal(kind)}`, next: kind.mend }]
  })
  const outside = unread.flatMap(({ path, message }): BrokenFile[] => {
    const kind = kindOf(path)
    return kind ? [{ path, span: { start: 0, end: 0 }, message, next: kind.mend }] : []
  })
  return [...inside, ...outside].sort(byPlace)
}

function kindOf(path: string): Omit<EssentialFile, 'path'> | undefined {
  return essentialFiles.find((kind) => kind.path.test(path)) ?? (isSkill(path) ? skillDocument : undefined)
}

function said(kind: Omit<EssentialFile, 'path'>, path: string, what: string) {
  return { message: `${what} \`${nameOf(path)}\`. ${refusal(kind)}` }
}

function refusal({ reader, lost }: Omit<EssentialFile, 'path'>): string {
  return reader === 'An agent' ? `${reader} cannot tell which side holds.` : `${reader} refuses ${lost}.`
}
