import { expect, test } from 'vitest'
import { flakeOf } from '../../support/flake-of.ts'

const installables = (outputs: string, more: Record<string, string> = {}) =>
  flakeOf({
    'flake.nix': `{ outputs = { self, nixpkgs, flake-utils, flake-parts, other, ... }: ${outputs}; }`,
    ...more,
  }).installables

test('apps, packages, shells and the outputs themselves', () => {
  expect(
    installables(`{
      apps.x86_64-linux.play = { };
      packages.x86_64-linux = { one = nixpkgs; };
      packages.aarch64-linux.two = nixpkgs;
      devShells.x86_64-linux.ci = nixpkgs;
      devShell.x86_64-linux = nixpkgs;
      lib = nixpkgs.lib;
    }`),
  ).toEqual({
    run: ['apps', 'devShell', 'devShells', 'lib', 'one', 'packages', 'play', 'two'],
    build: ['apps', 'devShell', 'devShells', 'lib', 'one', 'packages', 'two'],
    develop: ['apps', 'ci', 'default', 'devShell', 'devShells', 'lib', 'one', 'packages', 'two'],
  })
})

test('every system at once', () => {
  const { build } = installables('flake-utils.lib.eachDefaultSystem (system: { packages = { one = 1; }; })')
  expect(build).toEqual(['one', 'packages'])
  const forAll = 'let forAll = nixpkgs.lib.genAttrs [ "x86_64-linux" ]; in'
  expect(installables(`${forAll} { packages = forAll (system: { one = 1; }); }`).build).toEqual([
    'one',
    'packages',
  ])
})

test('names that functions make of known ones', () => {
  const renamed = 'nixpkgs.lib.mapAttrs\' (n: v: { name = "x-${n}"; value = v; }) { one = 1; }'
  expect(installables(`{ packages.x86_64-linux = ${renamed}; }`).build).toEqual(['packages', 'x-one'])
  const folded = 'builtins.foldl\' (a: n: a // { "x-${n}" = 1; }) { } [ "a" ]'
  expect(installables(`{ packages.x86_64-linux = ${folded}; }`).build).toEqual(['packages', 'x-a'])
})

test('flake-parts without further modules', () => {
  const parts = (module: string) => installables(`flake-parts.lib.mkFlake { inherit inputs; } ${module}`)
  expect(
    parts('{ systems = [ ]; perSystem = { pkgs, ... }: { packages.one = pkgs.hello; }; }').build,
  ).toEqual(['one', 'packages'])
  expect(
    parts('{ imports = [ other.flakeModule ]; perSystem = { ... }: { packages.one = 1; }; }').build,
  ).toBe(null)
  expect(parts('{ perSystem = other.perSystem; }').build).toBe(null)
  expect(parts('other.module').build).toBe(null)
})

test.each([
  ['an unknown output', 'other.outputs'],
  ['an update by something unknown', '{ packages.x86_64-linux.one = 1; } // other.lib.outputs'],
  ['an unknown group', '{ packages = other.packages; }'],
  ['an unknown system', '{ packages.x86_64-linux = other.packages.x86_64-linux // { one = 1; }; }'],
  ['all of nixpkgs', '{ legacyPackages.x86_64-linux = nixpkgs.legacyPackages.x86_64-linux; }'],
  ['a name that is computed', '{ packages.x86_64-linux = { one = 1; ${other.name} = 2; }; }'],
  ['a name that is computed on the way', '{ packages.x86_64-linux.${other.name} = 2; }'],
  ['a function of names', '{ packages.x86_64-linux = nixpkgs.lib.mapAttrs (n: v: v) other.packages; }'],
  ['a list of names', '{ packages.x86_64-linux = nixpkgs.lib.genAttrs other.names (n: 1); }'],
  [
    'pairs',
    '{ packages.x86_64-linux = builtins.listToAttrs (map (n: { name = n; value = 1; }) other.names); }',
  ],
  ['an inherited set', '{ inherit (other) packages; }'],
  ['a file that is not there', '{ packages.x86_64-linux = import ./nowhere.nix { }; }'],
  ['folded sets', '{ packages.x86_64-linux = nixpkgs.lib.foldl (a: b: a // b) { } other.sets; }'],
  ['filtered sets', '{ packages.x86_64-linux = nixpkgs.lib.filterAttrs (n: v: true) other.packages; }'],
  ['merged sets', '{ packages.x86_64-linux = nixpkgs.lib.mkMerge [ { one = 1; } other.set ]; }'],
  ['a recursive update', '{ packages.x86_64-linux = nixpkgs.lib.recursiveUpdate { one = 1; } other.set; }'],
  ['a set under a condition', '{ packages.x86_64-linux = nixpkgs.lib.optionalAttrs other.yes other.set; }'],
  [
    'directory entries',
    '{ packages.x86_64-linux = nixpkgs.lib.packagesFromDirectoryRecursive { directory = ./pkgs; }; }',
  ],
  [
    'a mapped directory',
    '{ packages.x86_64-linux = builtins.mapAttrs (n: v: v) (builtins.readDir ./pkgs); }',
  ],
  [
    'a concatenation',
    '{ packages.x86_64-linux = nixpkgs.lib.concatMapAttrs (n: v: { "${n}-x" = v; }) { one = 1; }; }',
  ],
])('%s is not known', (_, outputs) => {
  expect(installables(outputs).build).toBe(null)
})
