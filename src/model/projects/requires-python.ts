import { intersect, type ReleaseRange, rangesOf, writeRanges } from '../python/release-ranges.ts'
import { readSpecifiers, writeSpecifiers } from '../python/specifiers.ts'
import type { Member, WorkspaceError } from './workspace.ts'

/** What the members' `requires-python` come to. */
export interface WorkspacePython {
  /** uv's text of the intersection; null when no member declares one or when it is empty. */
  readonly text: string | null
  /** The releases that all members allow. */
  readonly ranges: readonly ReleaseRange[]
  readonly errors: readonly WorkspaceError[]
}

/**
 * The intersection of the members' `requires-python` (uv/src/commands/project/mod.rs, `find_requires_python`; members
 * without one do not constrain it), with the error when it is empty.
 */
export function readRequiresPython(members: readonly Member[]): WorkspacePython {
  const errors: WorkspaceError[] = []
  const declared = [...members]
    .filter(({ requiresPython }) => requiresPython)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  let ranges: readonly ReleaseRange[] = [{ lower: null, upper: null }]
  let undecided = false
  for (const { requiresPython } of declared) {
    const specifiers = requiresPython && readSpecifiers(requiresPython.text)
    if (specifiers) {
      ranges = intersect(ranges, rangesOf(specifiers))
    } else undecided = true
  }
  if (declared.length === 0 || undecided) return { text: null, ranges, errors }
  if (ranges.length > 0) return { text: writeRanges(ranges), ranges, errors }
  const lines = declared.map(
    ({ name, requiresPython }) => `- ${name}: ${written(requiresPython?.text ?? '')}`,
  )
  const message = `Found conflicting Python requirements:\n${lines.join('\n')}`
  const [first] = declared
  if (first?.requiresPython) {
    errors.push({
      code: 'requires-python-conflict',
      message,
      path: first.manifest,
      span: first.requiresPython.span,
    })
  }
  return { text: null, ranges, errors }
}

function written(text: string): string {
  const specifiers = readSpecifiers(text)
  return specifiers ? writeSpecifiers(specifiers, ', ') : text
}
