import type { FileEdit, Fix } from '../advise/finding.ts'
import type { ReportedFinding } from '../settle/identity.ts'

/** Which fixes may be applied. */
export type Allowed = 'safe' | 'unsafe'

/** A finding with the fix that is to be applied. */
export interface ChosenFix {
  readonly finding: ReportedFinding
  readonly fix: Fix
}

/**
 * The fixes of one pass: those allowed and not rejected, in the order of their findings. A fix is chosen whole or not at
 * all; one that touches text another one changes waits for the next pass; an edit that several fixes ask for is one edit.
 */
export function chooseFixes(
  findings: readonly ReportedFinding[],
  allowed: Allowed,
  rejected: ReadonlySet<string>,
): ChosenFix[] {
  const taken = new Map<string, FileEdit[]>()
  const chosen: ChosenFix[] = []
  for (const finding of findings) {
    const { fix } = finding
    if (!fix || fix.edits.length === 0) continue
    if ((fix.safety === 'unsafe' && allowed === 'safe') || rejected.has(keyOf(finding, fix))) continue
    const fresh = fix.edits.filter((edit) => !taken.get(edit.path)?.some((other) => isSame(edit, other)))
    if (fresh.some((edit) => taken.get(edit.path)?.some((other) => collides(edit, other)))) continue
    for (const edit of fresh) taken.set(edit.path, [...(taken.get(edit.path) ?? []), edit])
    chosen.push({ finding, fix })
  }
  return chosen
}

/** What tells a rejected fix again in a later pass. */
export function keyOf(finding: ReportedFinding, fix: Fix): string {
  return JSON.stringify([finding.identity, fix.title, fix.edits.map(({ path, text }) => [path, text])])
}

/** The edits of the chosen fixes by file, each once. */
export function editsByFile(chosen: readonly ChosenFix[]): Map<string, FileEdit[]> {
  const byFile = new Map<string, FileEdit[]>()
  for (const { fix } of chosen) {
    const earlier = new Map(byFile)
    for (const edit of fix.edits) {
      if (earlier.get(edit.path)?.some((other) => isSame(edit, other))) continue
      byFile.set(edit.path, [...(byFile.get(edit.path) ?? []), edit])
    }
  }
  return byFile
}

function isSame(a: FileEdit, b: FileEdit): boolean {
  return a.path === b.path && a.text === b.text && a.span.start === b.span.start && a.span.end === b.span.end
}

function collides(a: FileEdit, b: FileEdit): boolean {
  if (a.span.start === b.span.start) return true
  return a.span.start < b.span.end && b.span.start < a.span.end
}
