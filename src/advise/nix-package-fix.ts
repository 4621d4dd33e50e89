import type { PackageUse } from '../model/flake/flake.ts'
import type { Documents } from '../model/pages/documents.ts'
import { listed } from '../text/words.ts'
import type { UnsafeFix } from './finding.ts'
import { removeElements, replaceExpression } from './nix-fix.ts'

/** Removes a use from its lists, or puts what may stay in its place; null where only a person can. */
export function fixOfUse(use: PackageUse, documents: Documents): UnsafeFix | null {
  const { path, span } = use.source
  const text = documents.get(path)?.file.text
  if (text === undefined) return null
  const unsafe = { safety: 'unsafe', because: becauseOf(use) } as const
  if (use.replacement !== null) {
    const edits = [{ path, ...replaceExpression(text, span, use.replacement) }]
    return { title: `Use \`${use.replacement}\``, ...unsafe, edits }
  }
  if (!use.elements) return null
  const files = [...new Set(use.elements.map((element) => element.path))]
  const edits = files.flatMap((file) => {
    const spans =
      use.elements?.filter((element) => element.path === file).map((element) => element.span) ?? []
    return removeElements(documents.get(file)?.file.text ?? '', spans).map((edit) => ({
      path: file,
      ...edit,
    }))
  })
  return { title: `Remove ${listed(use.names)}`, ...unsafe, edits }
}

function becauseOf(use: PackageUse): string {
  const [binding] = use.via
  const unused = binding && use.elements ? `; \`${binding.name}\` may be unused afterwards` : ''
  if (use.kind === 'foreign-manager')
    return `commands that call ${listed(use.names)} fail afterwards${unused}`
  return `code that needs it fails until a member depends on it${unused}`
}
