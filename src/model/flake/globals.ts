import type { Evaluator } from './evaluation.ts'
import { libraryValue } from './library.ts'
import { library, type Value } from './value.ts'

const globals = new Set(
  `abort baseNameOf break derivation derivationStrict dirOf fetchGit fetchMercurial fetchTarball fetchTree fromTOML import
isNull map placeholder removeAttrs scopedImport throw toString`.split(/\s+/),
)

/** A name that Nix itself binds, or undefined. */
export function globalValue(evaluator: Evaluator, name: string): Value | undefined {
  switch (name) {
    case 'true':
    case 'false':
      return { kind: 'scalar', value: name === 'true' }
    case 'null':
      return { kind: 'scalar', value: null }
    case 'builtins':
      return library
    default:
      return globals.has(name) ? libraryValue(evaluator, name) : undefined
  }
}
