import { expect, test } from 'vitest'
import { verdictsOf } from '../../support/flake-of.ts'
import type { Files } from '../../support/in-memory.ts'

const shell = (packages: string, lets = '') =>
  `{ pkgs ? import <nixpkgs> { } }: ${lets}pkgs.mkShell { packages = ${packages}; }`

const output = (outputs: string) =>
  `{ outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { ${outputs} }; }`

test.each<[title: string, files: Files, uses: string[], builds: string[]]>([
  [
    'an environment by a file with packages',
    {
      'shell.nix': shell('[ (pkgs.python3.withPackages (import ./py.nix)) ]'),
      'py.nix': 'ps: with ps; [ numpy ]',
    },
    ['pkgs.python3.withPackages (import ./py.nix)'],
    [],
  ],
  [
    'an environment by a file without packages',
    { 'shell.nix': shell('[ (pkgs.python3.withPackages (import ./py.nix)) ]'), 'py.nix': '_: [ ]' },
    [],
    [],
  ],
  [
    'a list in a file',
    {
      'shell.nix': shell('import ./list.nix { inherit pkgs; }'),
      'list.nix': '{ pkgs }: [ pkgs.uv pkgs.python3Packages.numpy ]',
    },
    ['pkgs.python3Packages.numpy'],
    [],
  ],
  [
    'a directory by its default.nix',
    {
      'shell.nix': shell('(import ./nix { inherit pkgs; }).packages'),
      'nix/default.nix': '{ pkgs }: { packages = [ pkgs.python3.pkgs.numpy ]; }',
    },
    ['pkgs.python3.pkgs.numpy'],
    [],
  ],
  [
    'a package file by plain callPackage',
    {
      'flake.nix': output('packages.x86_64-linux.a = pkgs.callPackage ./a.nix { python = pkgs.python3; };'),
      'a.nix': '{ python }: python.pkgs.buildPythonApplication { pname = "a"; }',
    },
    [],
    ['buildPythonApplication: python.pkgs.buildPythonApplication { pname = "a"; }'],
  ],
  [
    'a package file whose formals tell the Python set',
    {
      'flake.nix': output('packages.x86_64-linux.a = pkgs.callPackage ./a.nix { };'),
      'a.nix': '{ buildPythonPackage, numpy }: buildPythonPackage { pname = "a"; dependencies = [ numpy ]; }',
    },
    [],
    ['buildPythonPackage: buildPythonPackage { pname = "a"; dependencies = [ numpy ]; }'],
  ],
  [
    'a package file that is harmless, and one that is not there',
    {
      'flake.nix': output(
        'packages.x86_64-linux = { a = pkgs.callPackage ./a.nix { }; b = pkgs.callPackage ./gone.nix { }; };',
      ),
      'a.nix': '{ stdenv, zlib, python3 }: stdenv.mkDerivation { buildInputs = [ zlib python3 ]; }',
    },
    [],
    [],
  ],
  [
    'a file that is imported twice, judged once',
    {
      'flake.nix': output(
        'devShells.x86_64-linux = { a = pkgs.mkShell { packages = import ./l.nix pkgs; }; b = pkgs.mkShell { packages = import ./l.nix pkgs; }; };',
      ),
      'l.nix': 'pkgs: [ pkgs.python3Packages.numpy ]',
    },
    ['pkgs.python3Packages.numpy'],
    [],
  ],
  [
    'a nested flake',
    {
      'flake.nix': output(''),
      'sub/flake.nix': output(
        'devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.poetry ]; };',
      ),
    },
    ['pkgs.poetry'],
    [],
  ],
  [
    'a legacy default.nix',
    { 'default.nix': shell('[ pkgs.python3Packages.numpy ]') },
    ['pkgs.python3Packages.numpy'],
    [],
  ],
  [
    'an interpreter that a file chooses',
    {
      'shell.nix': shell('[ py py.pkgs.numpy ]', 'let py = import ./python.nix pkgs; in '),
      'python.nix': 'pkgs: pkgs.python312',
    },
    ['py.pkgs.numpy'],
    [],
  ],
  ['files that import each other', { 'shell.nix': 'import ./a.nix', 'a.nix': 'import ./shell.nix' }, [], []],
])('%s', (_, files, uses, builds) => {
  expect(verdictsOf(files)).toEqual({ uses, builds })
})
