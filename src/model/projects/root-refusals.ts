import { itemAt, stringAt, type TomlItem, type TomlTable } from '../../parse/toml/toml-file.ts'
import { readMarker } from '../python/marker.ts'
import { neverHolds } from '../python/same-markers.ts'
import type { Requirer } from './applied-source.ts'
import type { Refusal } from './group-refusals.ts'

/** Neighbours among the environments of the root that overlap; uv compares no others (uv/src/commands/project/lock.rs, `do_lock`). */
export function overlappingEnvironments(root: TomlTable): readonly Refusal[] {
  return ['environments', 'required-environments'].flatMap((key) => {
    const list = itemAt(root, 'tool', 'uv', key)
    const markers = (list?.kind === 'array' ? list.items : []).map((item) => {
      const text = item.kind === 'string' ? String(item.value) : ''
      return { text, marker: readMarker(text), span: item.span }
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
export function brokenConflicts({ name, toml }: Requirer): readonly Refusal[] {
  const sets = itemAt(toml, 'tool', 'uv', 'conflicts')
  return (sets?.kind === 'array' ? sets.items : []).flatMap((set): Refusal[] => {
    if (set.kind !== 'array') return []
    const wrong = set.items.flatMap((item) => {
      const message = item.kind === 'table' ? entryTrouble(item, name !== null) : null
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

function entryTrouble(entry: TomlItem & { kind: 'table' }, hasOwnPackage: boolean): string | null {
  const [own, extra, group] = ['package', 'extra', 'group'].map((key) => stringAt(entry, key))
  if (extra !== undefined && group !== undefined) {
    return 'Expected one of `extra` or `group` in conflicting entry, but found both'
  }
  if (own !== undefined) return null
  if (extra === undefined && group === undefined) {
    return 'Expected `package`, `extra` or `group` field in conflicting entry'
  }
  if (hasOwnPackage) return null
  const written = extra === undefined ? `group = "${group}"` : `extra = "${extra}"`
  return `Expected \`package\` field in conflicting entry: { ${written} }`
}
