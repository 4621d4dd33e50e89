import type { Documents } from '../model/documents/documents.ts'
import type { EditableToml } from '../parse/toml/edit-toml.ts'
import type { Edit } from '../text/edit.ts'
import type { FileEdit } from './finding.ts'

/** The edits that `plan` makes to a TOML file, as part of a fix; none when the file was not read. */
export function editToml(
  documents: Documents,
  path: string,
  plan: (file: EditableToml) => Edit | readonly Edit[],
): readonly FileEdit[] {
  const parsed = documents.get(path)
  const root = parsed?.document.toml?.root
  if (!parsed || !root) return []
  return [plan({ text: parsed.file.text, root })].flat().map((edit) => ({ path, ...edit }))
}
