import type { PackageUse } from '../model/flake/flake.ts'
import type { Documents } from '../model/pages/documents.ts'
import type { NixAttrset, NixBinding, NixExpression } from '../parse/nix/ast.ts'
import { childrenOf } from '../parse/nix/children.ts'
import type { Place } from '../text/span.ts'

/** Settings beside a list that only `venvShellHook` reads. */
export interface IdleSettings {
  /** Values, whole lines of which go with it. */
  readonly values: readonly Place[]
  /** Code that it runs, which somebody has to move to where it still runs. */
  readonly code: readonly Place[]
}

const codeOfHook = ['postVenvCreation', 'postShellHook', 'preShellHook']

/** What is left without a reader when `venvShellHook` is taken out of a shell. Nothing for any other package. */
export function idleSettings({ names, sink }: PackageUse, documents: Documents): IdleSettings {
  const root = names.includes('venvShellHook') ? documents.nix(sink.place.path) : undefined
  const set = root && setWith(root, sink.place.span.start)
  const text = documents.get(sink.place.path)?.file.text ?? ''
  const named = (wanted: readonly string[]) =>
    (set?.bindings ?? []).filter((binding) => wanted.includes(nameOf(binding)))
  const path = sink.place.path
  return {
    values: named(['venvDir']).map(({ span }) => ({ path, span: wholeLine(text, span.start, span.end) })),
    code: named(codeOfHook).map(({ span }) => ({ path, span })),
  }
}

function nameOf(binding: NixBinding): string {
  const [first, more] = binding.kind === 'bind' ? binding.path : []
  return first?.kind === 'static' && !more ? first.name : ''
}

/** The set with a binding that starts here. */
function setWith(root: NixExpression, start: number): NixAttrset | undefined {
  let at: NixExpression | undefined = root
  while (at) {
    if (at.kind === 'attrset' && at.bindings.some(({ span }) => span.start === start)) return at
    at = childrenOf(at).find(({ span }) => span.start <= start && start < span.end)
  }
  return undefined
}

function wholeLine(text: string, start: number, end: number): { start: number; end: number } {
  const before =
    /(?<![ \t])[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0].length ?? 0
  const after = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(end))?.[0]
  const isAlone = start - before === 0 || /[\r\n]/.test(text.charAt(start - before - 1))
  return isAlone && after !== undefined ? { start: start - before, end: end + after.length } : { start, end }
}
