import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadGrammars, parserFor } from '../../../src/parse/grammar.ts'
import { readWithGrammar } from '../../../src/parse/nix/parse-nix.ts'
import { readPlainNix } from '../../../src/parse/nix/plain/read-plain-nix.ts'

await loadGrammars(['nix'])
const grammar = (text: string, shift = 0) => readWithGrammar(text, parserFor('nix'), shift)

const usual = [
  '{ config, lib, pkgs, ... }:\nwith lib;\nlet cfg = config.a.b; in { options.x = mkIf (cfg != null) [ 1 (f 2) ]; }',
  '{ a ? 1, b, }@args: rec { inherit a; inherit (args) b "c"; "d e".${f} = a.b or c.d; }',
  "x: ''\n  a ''${b} ${c} ''' ''\\n $${d} '${e}'\n'' + \"a\\n\\${b} ${c} $\"",
  'args@{ ... }: if !a && b || c -> d then ./a/${b}/c else <nixpkgs/lib> ++ -1 * 2.5 // a ? b."c" == d',
  '[ a/b /c ../d ./. 1 0.5 "x" x.y (x: x) { } [ ] ] # a comment\n/* and\nanother */',
  'assert a < b; let in f (a.b c) { }',
]
const snippets = [
  ...["a'", '_', 'or', 'in', '1', '1.5', '.5', '0', './x', 'a/b', '/a', '~/x', '<a>', '<a', 'x:y', 'a//b'],
  ...['{ }', '{ }: ', '{ a }: ', '{ a, }: ', 'x: ', 'x@{ }: ', '@', ':', ';', ',', '.', '...', '?', '!', '$'],
  ...['+', '++', '-', '->', '*', '/', '//', '=', '==', '!=', '<', '<=', '>', '&&', '||', '|>', '<|'],
  ...['(', ')', '[', ']', '{', '}', '${', '"', "''", "'", "'''", "''$", "''\\", '\\', '"a"', "''a''", '${a}'],
  ...[
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\f',
    '\u00a0',
    '\ufeff',
    '\0',
    'é',
    '😀',
    '#',
    '# a\n',
    '/*',
    '*/',
    '/* a */',
  ],
  ...['let ', ' in ', 'with ', 'rec ', ' or ', 'if ', ' then ', ' else ', 'inherit ', 'assert '],
]
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat({ max: 3 }),
  added: fc.constantFrom('', ...snippets),
})
const edited = fc
  .tuple(fc.constantFrom(...usual), fc.array(edit, { maxLength: 3 }))
  .map(([text, edits]) => edits.reduce(apply, text))
const strung = fc
  .array(fc.constantFrom('a', 'b', ' ', ...snippets), { maxLength: 12 })
  .map((parts) => parts.join(''))

function apply(text: string, { at, removed, added }: { at: number; removed: number; added: string }): string {
  const start = Math.round(at * text.length)
  return text.slice(0, start) + added + text.slice(start + removed)
}

test.each([edited, strung])('reads what it reads as the grammar does', (code) => {
  fc.assert(
    fc.property(code, fc.constantFrom(0, 7), (text, shift) => {
      const plain = readPlainNix(text, shift)
      if (plain) expect(plain).toEqual(grammar(text, shift))
    }),
    { numRuns: 3000 },
  )
})

test.each(usual)('needs no grammar for %j', (text) => {
  expect(readPlainNix(text)).toEqual(grammar(text))
})

test.each([
  ['nothing', ''],
  ['a missing semicolon', '{ a = 1 }'],
  ['a string without end', '"a'],
  ['a comment without end', '1 /* a'],
  ['a keyword as a name', '{ in = 1; }'],
  ['pipes', 'a |> b'],
  ['a bare URI', 'https://example.org'],
  ['a function that reads as a URI', 'x:x'],
  ['an old let', 'let { body = 1; }'],
  ['a home path', '~/a'],
  ['deep brackets', `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['many operators', `1${' + 1'.repeat(5000)}`],
  ['many arguments', `f${' a'.repeat(5000)}`],
])('leaves %s to the grammar', (_, text) => expect(readPlainNix(text)).toBeNull())
