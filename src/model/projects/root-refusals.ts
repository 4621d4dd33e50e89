import type { ConflictItem, Manifest } from '../manifest/manifest.ts'
import { readMarker } from '../python/marker.ts'
import { neverHolds } from '../python/same-markers.ts'
import type { Requirer } from './applied-source.ts'
import type { Refusal } from './group-refusals.ts'

/** Neighbours among the environments of the root that overlap; uv compares no others (uv/src/commands/project/lock.rs, `do_lock`). */
export function overlappingEnvironments({ uv }: Manifest): readonly Refusal[] {
  return (['environments', 'required-environments'] as const).flatMap((key) => {
    const markers = (uv?.lists.get(key)?.texts ?? []).map(({ text, value }) => {
      return { text, marker: readMarker(text), span: value }
    })
    for (const [at, right] of markers.slice(1).entries()) {
      const left = markers[at]
      if (!left?.marker || !right.marker) continue
      if (neverHolds({ kind: 'and', parts: [left.marker, right.marker] }) !== false) continue
      const both = `\`${left.text}\` and \`${right.text}\``
      const message = `Supported environments must be disjoint, but the following markers overlap: ${both}`
      return [{ message, span: right.span }]
    }
    return []
  })
}

/** Sets of conflicts that are none (uv-pypi-types/src/conflicts.rs, `ConflictError`). */
export function brokenConflicts({ name, pyproject }: Requirer): readonly Refusal[] {
  return (pyproject.uv?.conflicts?.sets ?? []).flatMap((set): Refusal[] => {
    const wrong = set.items.flatMap((item) => {
      const message = entryTrouble(item, name !== null)
      return message === null ? [] : [{ message, span: item.span }]
    })
    const [first] = wrong
    if (first) return [first]
    if (set.items.length > 1) return []
    const found = set.items.length === 0 ? 'none' : 'only one'
    const message = `Each set of conflicts must have at least two entries, but found ${found}`
    return [{ message, span: set.span }]
  })
}

function entryTrouble({ package: own, extra, group }: ConflictItem, hasOwnPackage: boolean): string | null {
  if (extra !== null && group !== null) {
    return 'Expected one of `extra` or `group` in conflicting entry, but found both'
  }
  if (own !== null) return null
  if (extra === null && group === null) {
    return 'Expected `package`, `extra` or `group` field in conflicting entry'
  }
  if (hasOwnPackage) return null
  const written = extra === null ? `group = "${group}"` : `extra = "${extra}"`
  return `Expected \`package\` field in conflicting entry: { ${written} }`
}
