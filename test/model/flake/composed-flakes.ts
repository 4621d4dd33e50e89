import type { Files } from '../../support/in-memory.ts'

export const flake = (outputs: string) =>
  `{\n  inputs.nixpkgs.url = "github:NixOS/nixpkgs";\n  outputs = ${outputs};\n}\n`

export const parts = (module: string) =>
  flake(`inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } (${module})`)

export const plain = (outputs: string) =>
  flake(`{ self, nixpkgs, ... }@inputs: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { ${outputs} }`)

/** Packages and builds that reach something by way of several files or options: each is marked where it stands. */
export const composedFlakes: Readonly<Record<string, Files>> = {
  'a package file that takes the whole set and a function that both sets have': {
    'flake.nix': plain('packages.x86_64-linux.a = pkgs.callPackage ./a.nix { };'),
    'a.nix':
      '{ python3Packages, fetchPypi }: ⟦python3Packages.buildPythonPackage { pname = "a"; version = "1"; src = fetchPypi { pname = "a"; version = "1"; }; }⟧',
  },
  'a package file of the Python set that takes the set itself': {
    'flake.nix': plain('packages.x86_64-linux.a = pkgs.python3Packages.callPackage ./a.nix { };'),
    'a.nix':
      '{ python3Packages, pkgs }: ⟦python3Packages.buildPythonPackage { pname = "a"; version = "1"; }⟧',
  },
  'a package file that takes builders, and a set': {
    'flake.nix': plain(''),
    'nix/a.nix':
      '{ buildPythonPackage, python310Packages, click }: ⟦buildPythonPackage { pname = "a"; version = "1"; dependencies = with python310Packages; [ click rich ]; }⟧',
  },
  'a builder that a function of lib hands on': {
    'flake.nix': plain('packages.x86_64-linux.a = pkgs.callPackage ./a.nix { };'),
    'a.nix':
      '{ lib, python3Packages }: let fs = lib.fileset; in ⟦fs.trace ./. python3Packages.buildPythonPackage { pname = "a"; version = "1"; src = fs.toSource { root = ./.; fileset = ./.; }; }⟧',
  },
  'a manager that another flake packages': {
    'flake.nix': flake(
      '{ nixpkgs, poetry2nix, ... }: let system = "x86_64-linux"; pkgs = nixpkgs.legacyPackages.${system}; in { devShells.${system}.default = pkgs.mkShell { packages = [ ⟦poetry2nix.packages.${system}.poetry⟧ poetry2nix.packages.${system}.black poetry2nix.lib.poetry ]; }; }',
    ),
  },
  'packages of a set within the set': {
    'shell.nix': '{ pkgs }: pkgs.mkShell { packages = [ ⟦pkgs.python3.pkgs.pythonPackages.numpy⟧ ]; }',
  },
  'nixpkgs that one module of flake-parts gives to all': {
    'flake.nix': parts('{ imports = [ ./packages.nix ./shell.nix ]; }'),
    'packages.nix':
      '{ inputs, ... }: { perSystem = { system, ... }: { _module.args.pkgs = import inputs.nixpkgs { inherit system; overlays = [ (final: prev: { env = ⟦prev.python3.withPackages (ps: [ ps.numpy ])⟧; }) ]; }; }; }',
    'shell.nix':
      '{ perSystem = { pkgs, ... }: { devShells.default = pkgs.mkShell { packages = [ pkgs.env ]; }; }; }',
  },
  'extras of a package that the flake builds': {
    'flake.nix': plain(
      'packages.x86_64-linux.a = pkgs.python3Packages.callPackage ./a.nix { }; devShells.x86_64-linux.default = pkgs.mkShell { packages = with ⟦self.packages.x86_64-linux.a.optional-dependencies⟧; [ dev test ]; };',
    ),
    'a.nix':
      '{ buildPythonPackage, black, pytest }: ⟦buildPythonPackage { pname = "a"; version = "1"; passthru.optional-dependencies = { dev = [ black ]; test = [ pytest ]; }; }⟧',
  },
  'blueprint in a flake below the root': {
    'flake.nix': plain(''),
    'example/flake.nix':
      '{ inputs.blueprint.url = "github:numtide/blueprint"; outputs = inputs: inputs.blueprint { inherit inputs; prefix = "nix"; }; }',
    'example/nix/packages/a.nix': '{ pkgs, ... }: ⟦pkgs.python3.withPackages (ps: [ ps.numpy ])⟧',
  },
  'a command of the store without a compiler': {
    'flake.nix': plain(
      'packages.x86_64-linux.a = pkgs.runCommandNoCC "a" { } "${⟦pkgs.python3.withPackages (ps: [ ps.numpy ])⟧}/bin/python a.py";',
    ),
  },
  'what a derivation hands on': {
    'flake.nix': plain(
      'packages.x86_64-linux.a = pkgs.stdenv.mkDerivation { name = "a"; passthru.optional-dependencies.dev = [ (⟦pkgs.python3.withPackages (ps: [ ps.numpy ])⟧) ]; }; devShells.x86_64-linux.default = pkgs.mkShell { packages = self.packages.x86_64-linux.a.optional-dependencies.dev; };',
    ),
  },
  'files that flake-utils melds, with an output of its own': {
    'flake.nix': flake('{ flake-utils, ... }@inputs: flake-utils.lib.meld inputs [ ./nix ]'),
    'nix/default.nix':
      '{ flake-utils, ... }@inputs: flake-utils.lib.meld inputs [ ./common.nix ./shells.nix ]',
    'nix/common.nix':
      '{ nixpkgs, flake-utils, ... }: flake-utils.lib.eachDefaultSystem (system: let pkgs = import nixpkgs { inherit system; }; in { common.tools = [ ⟦pkgs.python3Packages.numpy⟧ ]; })',
    'nix/shells.nix':
      '{ self, nixpkgs, flake-utils, ... }: flake-utils.lib.eachDefaultSystem (system: let pkgs = import nixpkgs { inherit system; }; in { devShells.default = pkgs.mkShell { packages = self.common.${system}.tools; }; packages.a = ⟦pkgs.python3.withPackages (ps: [ ps.scipy ])⟧; })',
  },
  'one package in the place of a list': {
    'flake.nix': plain(
      'packages.x86_64-linux.a = pkgs.dockerTools.buildImage { name = "a"; copyToRoot = pkgs.buildEnv { name = "b"; paths = [ ⟦pkgs.python3Packages.pip⟧ ]; }; };',
    ),
  },
  'an overlay of the flake by its outputs': {
    'flake.nix': plain(
      'overlays.default = final: prev: { env = ⟦final.python3.withPackages (ps: [ ps.numpy ])⟧; }; packages.x86_64-linux.a = (pkgs.extend self.outputs.overlays.default).env;',
    ),
  },
  'packages that an option of a module makes of one set': {
    'flake.nix': parts('{ imports = [ ./packages.nix ]; }'),
    'packages.nix':
      '{ inputs, ... }: { own.packages = _self: { set = _self.callPackage inputs.pyproject-nix.build.packages { }; venv = _self.callPackage ({ pythonSet, workspace, extra ? null }: ⟦pythonSet.mkVirtualEnv "a" workspace.deps.all⟧) { }; }; }',
  },
  'a shell made of a package': {
    'flake.nix': plain(
      'devShells.x86_64-linux.default = (pkgs.python3Packages.callPackage ./a.nix { }).overrideAttrs (old: { nativeBuildInputs = [ ⟦pkgs.python3Packages.pip⟧ ⟦pkgs.poetry⟧ ] ++ (old.nativeBuildInputs or [ ]); });',
    ),
    'a.nix': '{ buildPythonPackage }: ⟦buildPythonPackage { pname = "a"; version = "1"; }⟧',
  },
  'an overlay that only others import': {
    'flake.nix': plain(''),
    'nix/overlay.nix':
      'final: prev: { python310 = ⟦prev.python310.override { packageOverrides = new: old: { a = old.b; }; }⟧; }',
  },
  'files of tests that no flake reaches': {
    'flake.nix': plain(''),
    'tests/pkgs/flake.nix': plain(
      'devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.python3Packages.numpy ]; };',
    ),
    'tests/pkgs/a.nix': '{ buildPythonPackage }: buildPythonPackage { pname = "a"; version = "1"; }',
    'tests/default.nix': '{ pkgs ? import <nixpkgs> { } }: [ pkgs.python3Packages.numpy ]',
  },
  'files of tests that the flake reaches': {
    'flake.nix': plain('checks.x86_64-linux.a = import ./tests/a.nix { inherit pkgs; };'),
    'tests/a.nix': '{ pkgs }: pkgs.runCommand "a" { buildInputs = [ ⟦pkgs.python3Packages.numpy⟧ ]; } "true"',
  },
}
