import type { Documents } from '../model/pages/documents.ts'
import { editInHeader } from '../parse/python/edit-header.ts'
import { findHeader } from '../parse/python/header-block.ts'
import type { EditableToml } from '../parse/toml/edit-toml.ts'
import { parseToml } from '../parse/toml/parse-toml.ts'
import type { Edit } from '../text/edit.ts'
import type { FileEdit } from './finding.ts'

type Plan = (file: EditableToml) => Edit | readonly Edit[]

/** The edits that `plan` makes to a TOML file, as part of a fix; none when the file was not read. */
export function editToml(documents: Documents, path: string, plan: Plan): readonly FileEdit[] {
  const parsed = documents.get(path)
  const root = parsed?.document.toml?.root
  if (!parsed || !root) return []
  return [plan({ text: parsed.file.text, root })].flat().map((edit) => ({ path, ...edit }))
}

/** The edits that `plan` makes to the TOML in the header of a script; it sees that TOML alone. None without a header. */
export function editHeader(documents: Documents, path: string, plan: Plan): readonly FileEdit[] {
  const block = findHeader(documents.get(path)?.file.text ?? '')
  if (!block || 'message' in block) return []
  const { guest } = block
  const { toml } = parseToml({ path, text: guest.text })
  if (!toml) return []
  return [plan({ text: guest.text, root: toml.root })]
    .flat()
    .map((edit) => ({ path, ...editInHeader(guest, edit) }))
}
