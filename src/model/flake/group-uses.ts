import { cover } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import type { PackageUse } from './flake.ts'

/**
 * Neighbours such as `numpy scipy` in `with python3Packages; [ … ]` or in an `inherit`, or `ps.numpy ps.scipy`, become one use with all names,
 * from the first to the last. Uses must come sorted by place.
 */
export function grouped(uses: readonly PackageUse[], documents: Documents): PackageUse[] {
  const result: PackageUse[] = []
  for (const use of uses) {
    const last = result.at(-1)
    if (!last || !areNeighbours(last, use, documents)) {
      result.push(use)
      continue
    }
    result[result.length - 1] = {
      ...last,
      names: [...new Set([...last.names, ...use.names])],
      open: last.open || use.open,
      inText: last.inText || use.inText,
      source: { path: last.source.path, span: cover(last.source.span, use.source.span) },
      elements: last.elements && use.elements && [...last.elements, ...use.elements],
      via: [...last.via, ...use.via.filter(({ name }) => !use.names.includes(name) && !has(last, name))],
    }
  }
  return result
}

function has({ via }: PackageUse, name: string): boolean {
  return via.some((binding) => binding.name === name)
}

function areNeighbours(left: PackageUse, right: PackageUse, documents: Documents): boolean {
  if (left.kind !== 'python-package' || right.kind !== 'python-package') return false
  if (left.replacement !== null || right.replacement !== null) return false
  if (left.source.path !== right.source.path) return false
  if (left.sink.attribute !== right.sink.attribute || left.sink.owner !== right.sink.owner) return false
  const text = documents.get(left.source.path)?.file.text ?? ''
  const { span: before } = left.source
  const { span: after } = right.source
  const gap = text.slice(before.end, after.start)
  const set = setOf(text.slice(before.start, before.end))
  return (
    set !== null &&
    set === setOf(text.slice(after.start, after.end)) &&
    withoutComments(gap).trim() === '' &&
    gap !== ''
  )
}

/**
 * The set that names are selected from: nothing for bare names, `python3.pkgs` for `python3.pkgs.numpy`. Null for other
 * expressions, and names of several sets.
 */
function setOf(text: string): string | null {
  const sets = withoutComments(text)
    .trim()
    .split(/\s+/)
    .map((word) => /^((?:[A-Za-z_][\w'-]*\.)*)[A-Za-z_][\w'-]*$/.exec(word)?.[1] ?? null)
  const [first = null] = sets
  return sets.every((set) => set === first) ? first : null
}

function withoutComments(text: string): string {
  return text.replace(/#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
}
