import type { Documents } from '../model/pages/documents.ts'
import { editInHeader } from '../parse/python/edit-header.ts'
import { findHeader } from '../parse/python/header-block.ts'
import {
  addEntry,
  addItem,
  commentAfter,
  type EditableToml,
  type NewValue,
  removeEntry,
  removeItem,
} from '../parse/toml/edit-toml.ts'
import { parseToml } from '../parse/toml/parse-toml.ts'
import { entryOf, itemAt, tableAt } from '../parse/toml/toml-file.ts'
import type { Edit } from '../text/edit.ts'
import type { Place, Span } from '../text/span.ts'
import type { FileEdit } from './finding.ts'

/** TOML that a fix edits: a file, or the header of a script. */
export interface EditedToml {
  readonly documents: Documents
  readonly path: string
  readonly inHeader?: true
}

/** A table by its keys from the root, none for the root itself. */
type TablePath = readonly string[]

/** Adds `key = value` to a table, which is made when it is not there. */
export function addKey(at: EditedToml, table: TablePath, key: string, value: NewValue): readonly FileEdit[] {
  return edits(at, (file) => addEntry(file, table, key, value))
}

/** Removes a key from a table. */
export function removeKey(at: EditedToml, table: TablePath, key: string): readonly FileEdit[] {
  return edits(at, (file) => removal(file, table, key))
}

/** Moves a key with its value to another table, or removes it where that has one of this name. */
export function moveKey(at: EditedToml, from: TablePath, key: string, to: TablePath): readonly FileEdit[] {
  return edits(at, (file) => {
    const table = tableAt(file.root, ...from)
    const entry = entryOf(table, key)
    const target = tableAt(file.root, ...to)
    if (!table || !entry || entryOf(target, key)) return removal(file, from, key)
    const { start, end } = entry.item.span
    const comment = target?.form === 'header' ? commentAfter(file, table, entry) : ''
    return [...removal(file, from, key), addEntry(file, to, key, file.text.slice(start, end) + comment)]
  })
}

/** Adds a text to the list below a key of a table, which is made when it is not there. */
export function addToList(at: EditedToml, table: TablePath, key: string, text: string): readonly FileEdit[] {
  return edits(at, (file) => {
    const list = itemAt(file.root, ...table, key)
    if (list === undefined) return addEntry(file, table, key, `[${JSON.stringify(text)}]`)
    return list.kind === 'array' ? addItem(file, list, JSON.stringify(text)) : []
  })
}

/** Removes the texts that stand at a place from the list below a chain of keys. */
export function removeFromList(at: EditedToml, keys: TablePath, span: Span): readonly FileEdit[] {
  return edits(at, (file) => {
    const list = itemAt(file.root, ...keys)
    const item = list?.kind === 'array' ? list.items.find((one) => one.span.start === span.start) : undefined
    return list?.kind === 'array' && item ? removeItem(file, list, item) : []
  })
}

/** Where a text stands in the list below a chain of keys; null when it does not. */
export function placeOfText({ documents, path }: EditedToml, keys: TablePath, text: string): Place | null {
  const list = itemAt(documents.get(path)?.document.toml?.root, ...keys)
  const items = list?.kind === 'array' ? list.items : []
  const item = items.find(({ kind, ...rest }) => kind === 'string' && 'value' in rest && rest.value === text)
  return item ? { path, span: 'inner' in item && item.inner ? item.inner : item.span } : null
}

function removal(file: EditableToml, path: TablePath, key: string): readonly Edit[] {
  const table = tableAt(file.root, ...path)
  const entry = entryOf(table, key)
  return table && entry ? [removeEntry(file, table, entry)] : []
}

/** The edits that `plan` makes, as part of a fix; none where the TOML was not read. */
function edits(
  { documents, path, inHeader }: EditedToml,
  plan: (file: EditableToml) => Edit | readonly Edit[],
): readonly FileEdit[] {
  const parsed = documents.get(path)
  if (!inHeader) {
    const root = parsed?.document.toml?.root
    return parsed && root
      ? [plan({ text: parsed.file.text, root })].flat().map((edit) => ({ path, ...edit }))
      : []
  }
  const block = findHeader(parsed?.file.text ?? '')
  if (!block || 'message' in block) return []
  const { guest } = block
  const { toml } = parseToml({ path, text: guest.text })
  const planned = toml ? [plan({ text: guest.text, root: toml.root })].flat() : []
  return planned.map((edit) => ({ path, ...editInHeader(guest, edit) }))
}
