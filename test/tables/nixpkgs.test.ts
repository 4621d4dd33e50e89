import { expect, test } from 'vitest'
import { nixpkgsTables } from '../../scripts/tables/nixpkgs.mjs'
import {
  inBoth,
  plainPython,
  pythonAttributes,
  pythonOnly,
  topLevelOnly,
} from '../../src/tables/nixpkgs-attributes.ts'
import { scratch } from '../support/scratch.ts'

const table = (names: string) => `export const any = new Set([\n  ...[${names}],\n])\n`

/** A checkout with nothing but what the table is made from. */
function release(python: number, topLevel: string, pythonPackages: string, byName: string[] = []): string {
  return scratch({
    'lib/.version': '26.05',
    'pkgs/top-level/all-packages.nix': `{ lib }:\nres: pkgs: super:\nwith pkgs;\n{\n  inherit (pythonInterpreters)\n    python3${python - 1}\n    python3${python}\n    ;\n  python3 = python3${python};\n${topLevel}}\n`,
    'pkgs/top-level/python-packages.nix': `self: super: with self; {\n${pythonPackages}}\n`,
    ...Object.fromEntries(
      byName.map((name) => [`pkgs/by-name/${name.slice(0, 2)}/${name}/package.nix`, '{ }\n']),
    ),
  })
}

const set = (text: string, name: string) =>
  /\(\[([\s\S]*?)\]\)/
    .exec(text.slice(text.indexOf(`export const ${name}`)))?.[1]
    ?.match(/(?<=')[^',\]]+(?=')/g) ?? []

test('a name is placed where every checkout has it', () => {
  const unstable = release(
    14,
    '  black = with python3Packages; toPythonApplication black;\n  moved = callPackage ../moved { };\n  jq = callPackage ../jq {\n    requests = null;\n  };\n',
    '  black = callPackage ../black { };\n  requests = callPackage ../requests { };\n',
    ['ripgrep'],
  )
  const stable = release(
    13,
    '  black = with python3Packages; toPythonApplication black;\n  jq = callPackage ../jq { };\n  ripgrep = 1;\n',
    '  black = callPackage ../black { };\n  inherit (callPackages ../x { }) requests;\n  moved = callPackage ../moved { };\n',
  )
  const known = table("'black', 'requests', 'jq', 'ripgrep', 'moved', 'gone'")
  const { 'nixpkgs-attributes.ts': text } = nixpkgsTables([unstable, stable], known)
  expect(set(text, 'topLevelOnly')).toEqual(['jq', 'ripgrep'])
  expect(set(text, 'pythonOnly')).toEqual(['requests'])
  expect(set(text, 'inBoth')).toEqual(['black'])
  expect(text).toContain('pythonAttributes: readonly number[] = [14, 13, 12]')
  expect(text).toContain('plainPython: readonly number[] = [13, 14]')
})

test('a folder that is no checkout is refused', () => {
  expect(() => nixpkgsTables([], table("'jq'"))).toThrow('Name the folders')
  expect(() => nixpkgsTables([scratch()], table("'jq'"))).toThrow('all-packages.nix')
})

test('each name has one place, and plain Python is one that has an attribute of its own', () => {
  const names = [...topLevelOnly, ...pythonOnly, ...inBoth]
  expect(new Set(names).size).toBe(names.length)
  for (const minor of plainPython) expect(pythonAttributes).toContain(minor)
})
