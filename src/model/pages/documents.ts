import type { ParsedFile } from '../../parse/document.ts'
import { parserFor } from '../../parse/grammar.ts'
import { scriptOfString } from '../../parse/hosts/nix/string-script.ts'
import type { NixExpression } from '../../parse/nix/ast.ts'
import { readNix } from '../../parse/nix/parse-nix.ts'
import type { Script } from '../../parse/script.ts'
import { saysGenerated } from '../../tables/foreign-grounds.ts'
import { headOf } from '../../text/head.ts'
import type { Span } from '../../text/span.ts'

/** The read files of the repository. */
export interface Documents {
  readonly all: readonly ParsedFile[]
  get(path: string): ParsedFile | undefined
  /**
   * The expression of a Nix file, parsed now if the file was only skimmed. Undefined, and so unknown, for a large one that
   * a program has written, such as crate2nix: it concerns no rule, and takes as long to read as all the others.
   */
  nix(path: string): NixExpression | undefined
  /** A string of a Nix file as shell code, parsed now if the file's own reader did not take it for code. */
  nixScript(path: string, string: Span, attribute: string): Script | undefined
}

/** In UTF-16 units. */
const longestGenerated = 200_000

/** Gives access by path to files in order. */
export function documentsOf(files: readonly ParsedFile[]): Documents {
  const byPath = new Map(files.map((parsed) => [parsed.file.path, parsed]))
  const skimmed = new Map<string, NixExpression>()
  const nix = (path: string): NixExpression | undefined => {
    const parsed = byPath.get(path)
    if (parsed?.document.language !== 'nix') return undefined
    const known = parsed.document.nix ?? skimmed.get(path)
    if (known) return known
    const { text } = parsed.file
    if (text.length > longestGenerated && saysGenerated.test(headOf(text))) return undefined
    const { expression } = readNix(text, parserFor('nix'))
    skimmed.set(path, expression)
    return expression
  }
  return {
    all: files,
    get: (path) => byPath.get(path),
    nix,
    nixScript: (path, string, attribute) => {
      const parsed = byPath.get(path)
      const known = parsed?.document.scripts.find(
        ({ context }) => context.kind === 'nix' && context.string.start === string.start,
      )
      const expression = known ? undefined : nix(path)
      const host = parsed?.file.text ?? ''
      return known ?? (expression && scriptOfString(host, expression, string, attribute, parserFor('bash')))
    },
  }
}
