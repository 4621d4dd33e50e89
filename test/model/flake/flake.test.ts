import { describe, expect, it } from 'vitest'
import { usePhrase, useRelated } from '../../../src/advise/nix-words.ts'
import { describeFlake } from '../../../src/model/flake/describe-flake.ts'
import { asksFor, referenceAttributes } from '../../../src/model/flake/flake-reference.ts'
import { documentsOf } from '../../../src/model/pages/documents.ts'
import { flakeOf, nixFiles } from '../../support/flake-of.ts'

const seed = `{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    utils = { url = "github:numtide/flake-utils"; inputs.systems.follows = "systems"; };
    systems.follows = "utils/systems";
  };
  outputs = { self, nixpkgs, utils, systems, extra }:
    utils.lib.eachDefaultSystem (system:
      let
        pkgs = nixpkgs.legacyPackages.\${system};
        deps = [ pkgs.python311Packages.numpy ];
        tool = pkgs.writeShellScriptBin "tool" "uv run tool";
      in {
        packages.tool = tool;
        apps.tool = { type = "app"; program = "\${tool}/bin/tool"; };
        checks.lint = pkgs.runCommand "lint" { } "touch $out";
        devShells.default = pkgs.mkShell {
          buildInputs = [ pkgs.python311 pkgs.uv tool ] ++ deps;
          UV_PYTHON = "\${pkgs.python311}/bin/python";
          shellHook = ''
            uv sync
          '';
        };
        devShells.other = pkgs.mkShell { packages = [ system.unknown ]; };
      });
}
`

describe('a flake', () => {
  const files = { 'flake.nix': seed }
  const flake = flakeOf(files)
  const [shell, other] = flake.shells

  it('has its inputs, with what they follow and those only taken by outputs', () => {
    expect(
      flake.inputs.map(({ name, url, follows, followed }) => [name, url, follows.length, followed?.target]),
    ).toEqual([
      ['nixpkgs', 'github:NixOS/nixpkgs/nixos-unstable', 0, undefined],
      ['utils', 'github:numtide/flake-utils', 1, undefined],
      ['systems', null, 0, 'utils/systems'],
      ['extra', 'extra', 0, undefined],
    ])
    expect(flake.inputs[1]?.follows[0]).toMatchObject({ input: 'systems', target: 'systems' })
  })

  it('has its outputs by kind and name', () => {
    expect(flake.outputs.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'package tool',
      'check lint',
      'app tool',
    ])
    expect(flake.outputsKnown).toBe(true)
  })

  it('has a shell with packages, programs, hooks and environment', () => {
    expect(shell?.packages.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'interpreter python311',
      'application uv',
      'python-package numpy',
      'interpreter python311',
    ])
    expect(shell?.programs.map(({ name }) => name)).toEqual(['tool'])
    expect(shell?.hooks.map(({ string }) => seed.slice(string.start, string.end).trim())).toEqual([
      "''\n            uv sync\n          ''",
    ])
    expect(shell?.environment.map(({ name }) => name)).toEqual(['UV_PYTHON'])
    expect(shell?.complete).toBe(true)
    expect(other?.complete).toBe(false)
  })

  it('says by which way a package comes', () => {
    const [use] = flake.uses
    expect(use && usePhrase(use)).toBe(
      'Python package `numpy` reaches `buildInputs` of devShell `default` through `deps`.',
    )
    expect(
      use && useRelated(use).map(({ message, span }) => [message, seed.slice(span.start, span.end)]),
    ).toEqual([
      ['It passes through `deps`.', 'deps'],
      ['It reaches `buildInputs` here.', 'buildInputs'],
    ])
  })

  it('is described with places', () => {
    const described = describeFlake(flake, documentsOf(nixFiles(files)))
    expect(described.map(({ kind }) => kind)).toEqual([
      'input',
      'input',
      'input',
      'input',
      'shell',
      'shell',
      'output',
      'output',
      'output',
      'use',
    ])
    expect(described.at(-1)).toEqual({
      kind: 'use',
      what: 'python-package',
      names: ['numpy'],
      at: 'flake.nix:11:18',
      reaches: '`buildInputs` of devShell `default`',
      via: ['deps'],
    })
  })
})

describe('a flake in several files', () => {
  it('is followed through imports, callPackage and devenv’s modules', () => {
    const files = {
      'flake.nix':
        '{ outputs = { self, nixpkgs, devenv }: let pkgs = import nixpkgs { }; in { packages.x86_64-linux.a = pkgs.callPackage ./nix/a.nix { }; devShells.x86_64-linux = import ./nix { inherit pkgs; }; }; }',
      'nix/a.nix':
        '{ stdenv, python3Packages }: stdenv.mkDerivation { name = "a"; buildInputs = [ python3Packages.numpy ]; }',
      'nix/default.nix': '{ pkgs }: { default = pkgs.mkShell { packages = [ pkgs.poetry ]; }; }',
      'devenv.nix': '{ imports = [ ./other.nix ]; }',
      'other.nix': '{ pkgs, ... }: { packages = [ pkgs.python3Packages.scipy ]; }',
    }
    const flake = flakeOf(files)
    expect(flake.uses.map(({ names, source, sink }) => [source.path, names[0], sink.owner])).toEqual([
      ['nix/a.nix', 'numpy', 'package `a`'],
      ['nix/default.nix', 'poetry', 'devShell `default`'],
      ['other.nix', 'scipy', 'devenv shell'],
    ])
  })
})

describe('a flake reference', () => {
  it.each([
    [
      'github:NixOS/nixpkgs/nixos-unstable',
      { type: 'github', owner: 'NixOS', repo: 'nixpkgs', ref: 'nixos-unstable' },
    ],
    [
      'github:o/r/0123456789012345678901234567890123456789',
      { type: 'github', owner: 'o', repo: 'r', rev: '0123456789012345678901234567890123456789' },
    ],
    ['github:o/r?dir=sub&ref=main', { type: 'github', owner: 'o', repo: 'r', dir: 'sub', ref: 'main' }],
    ['nixpkgs/nixos-24.11', { type: 'indirect', id: 'nixpkgs', ref: 'nixos-24.11' }],
    [
      'git+https://example.org/a.git?ref=main',
      { type: 'git', url: 'https://example.org/a.git', ref: 'main' },
    ],
    ['path:./sub', { type: 'path', path: './sub' }],
    ['https://example.org/a.tar.gz', { type: 'tarball', url: 'https://example.org/a.tar.gz' }],
  ])('%s', (url, attributes) => {
    const read = referenceAttributes(url)
    expect(read && Object.fromEntries(read)).toEqual(attributes)
    expect(asksFor(url, new Map(Object.entries(attributes)))).toBe(true)
  })

  it('of a form that is not compared proves nothing', () => {
    expect(asksFor('hg+https://example.org/a', new Map([['type', 'git']]))).toBe(null)
  })
})
