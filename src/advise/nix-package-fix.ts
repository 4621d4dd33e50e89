import type { PackageUse } from '../model/flake/flake.ts'
import type { Documents } from '../model/pages/documents.ts'
import { listed } from '../text/words.ts'
import type { UnsafeFix } from './finding.ts'
import { type AddTarget, isDoneByUv } from './nix-adding.ts'
import { removeElements, replaceExpression } from './nix-fix.ts'
import { runByUv } from './nix-run-by-uv.ts'
import { idleSettings } from './nix-venv-hook.ts'

/**
 * Removes a use from its lists, or puts what may stay in its place; null where only a person can: where it holds what is
 * not known, where a program runs from it, and where settings would be left that only it reads.
 */
export function fixOfUse(use: PackageUse, documents: Documents, target: AddTarget): UnsafeFix | null {
  const { path, span } = use.source
  const text = documents.get(path)?.file.text
  if (text === undefined || use.open) return null
  if (use.kind === 'python-environment' && use.inText) return runByUv(use, text, target, becauseOf(use))
  const unsafe = { safety: 'unsafe', because: becauseOf(use) } as const
  if (use.kind === 'python-environment' && use.names.includes('uv')) return withUv(use, text)
  if (use.replacement !== null) {
    const edits = [{ path, ...replaceExpression(text, span, use.replacement) }]
    return { title: `Use \`${use.replacement}\``, ...unsafe, edits }
  }
  if (!use.elements) return null
  const idle = idleSettings(use, documents)
  if (idle.code.length > 0) return null
  const files = [...new Set(use.elements.map((element) => element.path))]
  const edits = files.flatMap((file) => {
    const spans =
      use.elements?.filter((element) => element.path === file).map((element) => element.span) ?? []
    return removeElements(documents.get(file)?.file.text ?? '', spans).map((edit) => ({
      path: file,
      ...edit,
    }))
  })
  const settings = idle.values.map((place) => ({ ...place, text: '' }))
  return { title: `Remove ${listed(use.names)}`, ...unsafe, edits: [...edits, ...settings] }
}

/** An environment with uv in it gives way to its interpreter and nixpkgs' own uv beside it. */
function withUv(use: PackageUse, text: string): UnsafeFix | null {
  const [element, another] = use.elements ?? []
  const before = /^((?:[\w'-]+\.)*)[\w'-]+$/.exec(use.replacement ?? '')?.[1]
  if (!element || another || use.replacement === null || before === undefined) return null
  const replacement = `${use.replacement} ${before}uv`
  if (!text.slice(element.span.start, element.span.end).startsWith('(')) return null
  return {
    title: `Use \`${use.replacement}\` and \`${before}uv\``,
    safety: 'unsafe',
    because: becauseOf(use),
    edits: [{ ...element, text: replacement }],
  }
}

function becauseOf(use: PackageUse): string {
  const [binding] = use.via
  const unused = binding && use.elements ? `; \`${binding.name}\` may be unused afterwards` : ''
  if (use.kind === 'python-package' && use.replacement !== null)
    return `code that imports ${listed(use.names)} fails until a member depends on it${unused}`
  if (use.kind === 'foreign-manager' || use.names.every(isDoneByUv))
    return `commands that call ${listed(use.names)} fail afterwards${unused}`
  return `code that needs it fails until a member depends on it${unused}`
}
