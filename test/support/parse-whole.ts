import { loadGrammars, parserFor } from '../../src/parse/grammar.ts'
import { type ParsedNix, readNix, withTroubles } from '../../src/parse/nix/parse-nix.ts'

await loadGrammars(['nix'])

/** A whole Nix file, read as `parse` does it, but at once. */
export function parseNix(text: string, path = 'a.nix'): ParsedNix {
  return withTroubles(readNix(text, parserFor('nix')), text, path)
}
