import { loadGrammars, parserFor } from '../../src/parse/grammar.ts'
import { type ParsedNix, readWithGrammar, withTroubles } from '../../src/parse/nix/parse-nix.ts'
import { readPlainNix } from '../../src/parse/nix/plain/read-plain-nix.ts'

await loadGrammars(['nix'])

/** A whole Nix file, read as `parse` does it, but at once. */
export function parseNix(text: string, path = 'a.nix'): ParsedNix {
  return withTroubles(readPlainNix(text) ?? readWithGrammar(text, parserFor('nix')), text, path)
}
