import { nixpkgsManagers } from '../../tables/managers.ts'
import { escaped, wordPattern } from '../../tables/program-names.ts'
import type { MarkdownFile } from '../markdown/markdown-file.ts'
import type { NixExpression } from './ast.ts'
import { parseNixFragment } from './parse-nix-fragment.ts'

/** Nix code in a fence of a document. */
export interface NixFence {
  /** Index of the fence. */
  readonly fence: number
  readonly expression: NixExpression
}

/** Words without which Nix code has nothing that a rule judges. */
const concerned = new RegExp(
  [
    'python|pypy',
    ...[...nixpkgsManagers.keys()].map((name) => (name.length > 3 ? escaped(name) : wordPattern([name]))),
  ].join('|'),
  'i',
)

/** Indexes of the fences that hold Nix code worth reading. */
export function nixFencesIn(text: string, markdown: MarkdownFile): number[] {
  return markdown.fences.flatMap(({ info, span }, index) =>
    /^nix\b/i.test(info) && concerned.test(text.slice(span.start, span.end)) ? [index] : [],
  )
}

/** Reads these fences. */
export async function readNixFences(
  text: string,
  markdown: MarkdownFile,
  indexes: readonly number[],
): Promise<NixFence[]> {
  const read: NixFence[] = []
  for (const fence of indexes) {
    const lines = markdown.fences[fence]?.lines ?? []
    if (lines.length === 0) continue
    const { expression } = await parseNixFragment(text, lines)
    read.push({ fence, expression })
  }
  return read
}
