import type { ParsedFile } from '../../parse/document.ts'
import { parserFor } from '../../parse/grammar.ts'
import type { NixExpression } from '../../parse/nix/ast.ts'
import { readNix } from '../../parse/nix/parse-nix.ts'

/** The read files of the repository. */
export interface Documents {
  readonly all: readonly ParsedFile[]
  get(path: string): ParsedFile | undefined
  /** The expression of a Nix file, parsed now if the file was only skimmed. */
  nix(path: string): NixExpression | undefined
}

/** Gives access by path to files in order. */
export function documentsOf(files: readonly ParsedFile[]): Documents {
  const byPath = new Map(files.map((parsed) => [parsed.file.path, parsed]))
  const skimmed = new Map<string, NixExpression>()
  return {
    all: files,
    get: (path) => byPath.get(path),
    nix: (path) => {
      const parsed = byPath.get(path)
      if (parsed?.document.language !== 'nix') return undefined
      const known = parsed.document.nix ?? skimmed.get(path)
      if (known) return known
      const { expression } = readNix(parsed.file.text, parserFor('nix'))
      skimmed.set(path, expression)
      return expression
    },
  }
}
