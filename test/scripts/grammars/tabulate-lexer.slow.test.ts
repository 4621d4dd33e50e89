import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Language, type ParseOptions, Parser, type Point } from 'web-tree-sitter'
import { tabulateLexers } from '../../../scripts/grammars/tabulate-lexer.mjs'
import { installOnce } from '../../../scripts/install-packages.mjs'
import { loadGrammars, parserFor } from '../../../src/parse/grammar.ts'

// The package ships what its authors compiled from the same sources, with the lexer as a function.
const shipped = new URL(
  '../../../scripts/grammars/node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
  import.meta.url,
)

describe('bash', () => {
  const reference = { parser: undefined as Parser | undefined }

  beforeAll(async () => {
    installOnce(new URL('../../../scripts/grammars/', import.meta.url), '--ignore-scripts')
    await loadGrammars(['bash'])
    const language = await Language.load(readFileSync(shipped))
    reference.parser = new Parser().setLanguage(language)
  })

  function expectSameTree(text: string, options?: ParseOptions): void {
    expect(nodes(parserFor('bash'), text, options)).toEqual(nodes(reference.parser!, text, options))
  }

  test('every sample file, as it is, gives the tree of the lexer as a function', () => {
    for (const text of sampleTexts()) expectSameTree(text)
  })

  test('so does every sample file cut up, mixed with anything and seen through ranges', () => {
    const mixed = fc.tuple(
      fc.constantFrom(...sampleTexts()),
      fc.string({ unit: 'binary' }),
      fc.nat(),
      fc.nat(400),
    )
    const cuts = fc.array(fc.nat(), { maxLength: 6 })
    fc.assert(
      fc.property(mixed, cuts, ([sample, anything, at, length], ranges) => {
        const start = at % (sample.length + 1)
        const text = sample.slice(start, start + length) + anything + sample.slice(start, start + length)
        expectSameTree(text)
        expectSameTree(text, { includedRanges: rangesBetween(text, ranges) })
      }),
      { numRuns: 300 },
    )
  })
})

test('text that is not a generated lexer is refused', () => {
  const lexer = (body: string) =>
    `static bool ts_lex(TSLexer *lexer, TSStateId state) {\n  START_LEXER();\n  eof = lexer->eof(lexer);\n` +
    `  switch (state) {\n    case 0:\n${body}      END_STATE();\n    default:\n      return false;\n  }\n}\n`
  expect(tabulateLexers(lexer("      if (lookahead == 'a') ADVANCE(0);\n"))).toContain('ts_lex_cells[]')
  expect(() => tabulateLexers(lexer('      if (seen[lookahead]) ADVANCE(0);\n'))).toThrow('Not the shape')
  expect(() => tabulateLexers('int main() {}')).toThrow('Not the shape')
})

function sampleTexts(): string[] {
  const folder = fileURLToPath(new URL('../../../fixtures/repos/', import.meta.url))
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
}

/** Everything that a tree says, node by node. */
function nodes(parser: Parser, text: string, options?: ParseOptions): unknown[] {
  const tree = parser.parse(text, null, options)
  const cursor = tree!.walk()
  const all: unknown[] = []
  for (let more = true; more; ) {
    all.push([
      cursor.nodeType,
      cursor.startIndex,
      cursor.endIndex,
      cursor.nodeIsMissing,
      cursor.currentFieldName,
    ])
    more = cursor.gotoFirstChild() || cursor.gotoNextSibling()
    while (!more && cursor.gotoParent()) more = cursor.gotoNextSibling()
  }
  cursor.delete()
  tree!.delete()
  return all
}

function rangesBetween(text: string, cuts: number[]): NonNullable<ParseOptions['includedRanges']> {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b)
  return places.flatMap((startIndex, index) => {
    const endIndex = places[index + 1]
    if (index % 2 || endIndex === undefined) return []
    return {
      startIndex,
      endIndex,
      startPosition: pointAt(text, startIndex),
      endPosition: pointAt(text, endIndex),
    }
  })
}

function pointAt(text: string, offset: number): Point {
  const lines = text.slice(0, offset).split('\n')
  return { row: lines.length - 1, column: lines.at(-1)!.length }
}
