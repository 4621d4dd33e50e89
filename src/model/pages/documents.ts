import type { ParsedFile } from '../../parse/document.ts'
import type { NixExpression } from '../../parse/nix/ast.ts'
import { readPlainNix } from '../../parse/nix/plain/read-plain-nix.ts'

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
      // Only what needs no grammar is skimmed.
      const expression = readPlainNix(parsed.file.text)?.expression
      if (expression) skimmed.set(path, expression)
      return expression
    },
  }
}
