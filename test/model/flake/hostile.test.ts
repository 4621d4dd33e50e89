import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grouped } from '../../../src/model/flake/group-uses.ts'
import { documentsOf } from '../../../src/model/pages/documents.ts'
import { readMarks } from '../../../src/rule/example.ts'
import type { Place } from '../../../src/text/span.ts'
import { flakeOf, nixFiles } from '../../support/flake-of.ts'
import { forms } from './forms.ts'
import { notJudged } from './not-judged.ts'

const outputs = (body: string) =>
  `{ outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x; in ${body}; }`
const shell = (packages: string, before = '') =>
  outputs(`let ${before} in { devShells.x86_64-linux.default = pkgs.mkShell { packages = ${packages}; }; }`)
const times = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => piece(at)).join(' ')

const hostile: [string, string][] = [
  ['a function that calls itself', shell('f 1', 'f = x: f (x + 1);')],
  ['the omega term', shell('(x: x x) (x: x x)')],
  [
    'a list that doubles',
    shell('a40', `a0 = [ pkgs.uv ]; ${times(41, (n) => `a${n + 1} = a${n} ++ a${n};`)}`),
  ],
  [
    'a text that doubles',
    shell('[ a40 ]', `a0 = "\${pkgs.uv}"; ${times(41, (n) => `a${n + 1} = "\${a${n}}\${a${n}}";`)}`),
  ],
  [
    'a set that doubles',
    shell('a30', `a0 = { x = pkgs.uv; }; ${times(31, (n) => `a${n + 1} = { l = a${n}; r = a${n}; };`)}`),
  ],
  [
    'calls that double',
    shell('f30 pkgs.uv', `f0 = x: [ x ]; ${times(31, (n) => `f${n + 1} = x: f${n} x ++ f${n} x;`)}`),
  ],
  [
    'choices that double',
    shell(
      'c30',
      `c0 = pkgs.uv; ${times(31, (n) => `c${n + 1} = if pkgs.x then [ c${n} ] else [ c${n} pkgs.git ];`)}`,
    ),
  ],
  ['a self that needs itself', '{ outputs = { self, nixpkgs }: self // { devShells = self.devShells; }; }'],
  ['files that import each other', '{ outputs = import ./flake.nix; }'],
  [
    'a shell that overrides itself',
    shell(
      '[ s ]',
      's = (pkgs.mkShell { packages = [ s ]; }).overrideAttrs (o: { buildInputs = [ s ] ++ (o.buildInputs or [ ]); });',
    ),
  ],
  [
    'many bindings',
    shell(
      '[ b0 ]',
      times(5000, (n) => `b${n} = b${n + 1};`),
    ),
  ],
  ['a deep chain of attributes', shell(`[ pkgs${'.a'.repeat(1000)} ]`)],
  ['a chain of updates', shell(`(${times(500, (n) => `{ a${n} = 1; } //`)} { })`)],
  ['a chain of withs', shell(`${'with pkgs; '.repeat(400)} [ numpy ]`)],
  ['an overlay that extends itself', shell('[ p.x ]', 'p = pkgs.extend (f: s: { x = f.x; y = p.y; });')],
  [
    'folds of folds',
    shell('r', `r = pkgs.lib.foldl' (a: b: a ++ [ b ] ++ a) [ ] [ ${times(45, () => 'pkgs.git')} ];`),
  ],
]

/** Files big and strange enough to be worth editing at random. */
const real = [...forms, ...notJudged].map(({ path, code }) => readMarks({ [path]: code }).files)

function expectSound(files: Readonly<Record<string, string>>): void {
  const flake = flakeOf(files)
  const all = nixFiles(files)
  const uses = grouped(flake.uses, documentsOf(all))
  const places: Place[] = [
    ...uses.flatMap((use) => [
      use.source,
      use.sink.place,
      ...use.via.map(({ place }) => place),
      ...(use.elements ?? []),
    ]),
    ...flake.builds.map(({ source }) => source),
    ...flake.shells.flatMap((each) => [each.place, ...each.packages.map(({ source }) => source)]),
    ...flake.inputs.map(({ place }) => place),
    ...flake.paths.map(({ place }) => place),
  ]
  for (const { path, span } of places) {
    expect(span.start).toBeGreaterThanOrEqual(0)
    expect(span.end).toBeGreaterThanOrEqual(span.start)
    expect(span.end).toBeLessThanOrEqual(files[path]?.length ?? -1)
  }
}

describe('hostile flakes', () => {
  it.each(hostile)('ends soon for %s', (_, code) => expectSound({ 'flake.nix': code }))
})

describe('random edits', () => {
  const edit = fc.record({
    file: fc.nat(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(30),
    text: fc.string({ maxLength: 8 }),
  })
  const tokens = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    ';',
    '=',
    ':',
    '"',
    "''",
    '${',
    ' with pkgs; ',
    ' // ',
    ' ++ ',
    '.',
    ' or ',
    ' in ',
    'rec ',
    ' inherit ',
  )
  const change = fc.tuple(edit, fc.option(tokens))

  it('never break the evaluation, and no place leaves its file', () => {
    fc.assert(
      fc.property(
        fc.nat(real.length - 1),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (which, changes) => {
          const files = { ...real[which] }
          for (const [{ at, cut, text }, token] of changes) {
            const [path = ''] = Object.keys(files)
            const old = files[path] ?? ''
            const from = Math.floor(at * old.length)
            files[path] = old.slice(0, from) + (token ?? text) + old.slice(from + cut)
          }
          expectSound(files)
        },
      ),
      { numRuns: 400 },
    )
  })
})
