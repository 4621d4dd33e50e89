import { expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'

const path = 'modules/a.nix'
const skim = { words: [] }

test('a file that names nothing of interest is only skimmed', async () => {
  const text = "{ lib, ... }: { script = ''make all''; }"
  expect(await parse({ path, text }, { skim })).toMatchObject({ scripts: [], troubles: [] })
  expect((await parse({ path, text }, { skim })).nix).toBeUndefined()
  expect((await parse({ path, text })).nix?.kind).toBe('lambda')
})

test.each([
  ['a flake', 'flake.nix', '{ outputs = _: { }; }'],
  ['Python', path, '{ x = "pypy"; }'],
  ['a manager', path, "{ script = ''pip install x''; }"],
  ['a tool', path, "{ script = ''(cd lib && pytest)''; }"],
  ['a script', path, "{ script = ''./tools/make.sh''; }"],
  ['a dev shell', path, '{ pkgs }: pkgs.mkShell { }'],
  ['a directive', path, '# policy-check: ignore[uv-only] -- no\n{ }'],
])('%s is read as ever', async (_, path, text) => {
  expect(await parse({ path, text }, { skim })).toEqual(await parse({ path, text }))
})

test('words of the configuration keep a file from being skimmed', async () => {
  const text = '{ exec = "buildout"; }'
  expect((await parse({ path, text }, { skim: { words: ['buildout'] } })).scripts).toHaveLength(1)
})
