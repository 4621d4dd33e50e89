import type { Files } from '../../support/in-memory.ts'

const flake = (outputs: string, inputs = '') =>
  `{\n  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";\n  ${inputs}\n  outputs = ${outputs};\n}\n`

const shell = '{ pkgs, ... }: pkgs.mkShell { packages = [ pkgs.uv ⟦pkgs.python3Packages.numpy⟧ ]; }'
const build = '⟦python3Packages.buildPythonApplication { pname = "a"; version = "1"; }⟧'

const blueprint = (settings: string) =>
  flake(
    `inputs: inputs.blueprint { inherit inputs; ${settings} }`,
    'inputs.blueprint.url = "github:numtide/blueprint";',
  )

/** Flakes made by a framework, and functions that make sets: every mark is a package or a build. */
export const frameworks: Readonly<Record<string, Files>> = {
  'blueprint at the root': {
    'flake.nix': blueprint(''),
    'devshell.nix': shell,
    'package.nix': `{ pkgs, ... }: ⟦pkgs.python3Packages.buildPythonApplication { pname = "a"; version = "1"; }⟧`,
  },
  'blueprint below a prefix, with packages of its own and functions under lib': {
    'flake.nix': blueprint('prefix = "nix/";'),
    'nix/devshells/default.nix':
      '{ pkgs, perSystem, flake, ... }: (flake.lib pkgs).shellOf [ perSystem.self.env pkgs.uv ]',
    'nix/devshells/other/default.nix': shell,
    'nix/lib/default.nix':
      '{ inputs, flake, ... }: pkgs: { shellOf = packages: pkgs.mkShell { packages = packages ++ [ ⟦pkgs.python3Packages.scipy⟧ ]; }; }',
    'nix/packages/env.nix': '{ pkgs, ... }: ⟦pkgs.python3.withPackages (ps: [ ps.rich ])⟧',
    'nix/packages/venv/default.nix':
      '{ pkgs, inputs, ... }: ⟦(pkgs.callPackage inputs.pyproject-nix.build.packages { }).mkVirtualEnv "a" { }⟧',
    'nix/checks/a.nix': `{ pkgs, ... }: pkgs.runCommand "a" { nativeBuildInputs = [ ⟦pkgs.python3Packages.pytest⟧ ]; } ""`,
  },
  "blueprint with numtide's devshell": {
    'flake.nix': blueprint('prefix = ./nix;'),
    'nix/devshell.nix':
      '{ pkgs, perSystem, ... }: perSystem.devshell.mkShell { devshell.packages = [ ⟦pkgs.python3Packages.numpy⟧ pkgs.uv ]; }',
  },
  flakelight: {
    'flake.nix': flake(
      `{ flakelight, ... }: flakelight ./. { devShell.packages = pkgs: [ pkgs.uv ⟦pkgs.python3Packages.numpy⟧ ]; package = { python3Packages, ... }: ${build}; }`,
      'inputs.flakelight.url = "github:nix-community/flakelight";',
    ),
  },
  'flakelight whose shell is a function, and packages by name': {
    'flake.nix': flake(
      `{ flakelight, ... }: flakelight ./. ({ lib, ... }: { devShells.testing = pkgs: { packages = [ ⟦pkgs.poetry⟧ ]; }; packages.b = { python3Packages, ... }: ${build}; perSystem = pkgs: { packages.c = ⟦pkgs.python3.withPackages (ps: [ ps.rich ])⟧; }; })`,
      'inputs.flakelight.url = "github:nix-community/flakelight";',
    ),
  },
  'outputsBuilder of flake-utils-plus': {
    'flake.nix': flake(
      '{ self, utils, ... }@inputs: utils.lib.mkFlake { inherit self inputs; channels.nixpkgs.overlaysBuilder = channels: [ ]; outputsBuilder = channels: { devShells.default = channels.nixpkgs.mkShell { packages = [ ⟦channels.nixpkgs.python3Packages.numpy⟧ ]; }; }; }',
      'inputs.utils.url = "github:gytis-ivaskevicius/flake-utils-plus";',
    ),
  },
  'simpleFlake of flake-utils': {
    'flake.nix': flake(
      '{ self, nixpkgs, flake-utils }: flake-utils.lib.simpleFlake { inherit self nixpkgs; name = "a"; shell = ./shell.nix; overlay = final: prev: { a.b = ⟦final.python3.withPackages (ps: [ ps.rich ])⟧; a.defaultPackage = final.a.b; }; }',
      'inputs.flake-utils.url = "github:numtide/flake-utils";',
    ),
    'shell.nix': shell,
  },
  'a list that genList makes': {
    'shell.nix':
      '{ pkgs }: pkgs.mkShell { packages = builtins.genList (n: ⟦pkgs.python3Packages.numpy⟧) 2 ++ map (n: pkgs.git) (pkgs.lib.range 1 3); }',
  },
  'one set for each combination': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; lib = nixpkgs.lib; matrix = f: builtins.foldl\' (a: b: a // b) { } (map f (lib.cartesianProductOfSets { py = [ "311" "312" ]; })); in { devShells.x86_64-linux = matrix ({ py }: { "py${py}" = pkgs.mkShell { packages = with pkgs."python${py}Packages"; [ ⟦numpy⟧ ⟦scipy⟧ ]; }; "py${py}-docs" = pkgs.mkShell { packages = [ ⟦pkgs."python${py}Packages".sphinx⟧ ]; }; }); }',
    ),
  },
  'attributes under a condition': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; lib = nixpkgs.lib; python = ⟦pkgs.python3.override { packageOverrides = final: prev: lib.optionalAttrs a { torch = ⟦final.buildPythonPackage { pname = "torch"; format = "wheel"; }⟧; } // lib.optionalAttrs b { torch = ⟦final.buildPythonPackage { pname = "torch"; version = "2"; }⟧; }; }⟧; in { packages.x86_64-linux.a = ⟦python.withPackages (ps: [ ps.torch ])⟧; }',
    ),
  },
  'a scope of packages': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; lib = nixpkgs.lib; scope = lib.makeScope pkgs.newScope (self: { python = pkgs.python312; a = self.callPackage ./a.nix { }; }); in { packages.x86_64-linux = { inherit (scope) a; }; }',
    ),
    'a.nix':
      '{ python, git, writeShellScriptBin }: writeShellScriptBin "a" "${git}/bin/git ${⟦python.withPackages (ps: [ ps.rich ])⟧}/bin/python"',
  },
  'a scope over both sets of packages': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; lib = nixpkgs.lib; scope = lib.makeScope (extra: lib.callPackageWith (pkgs // pkgs.python3.pkgs // extra)) (self: { a = self.callPackage ./a.nix { }; }); in { packages.x86_64-linux = lib.filterAttrs (_: lib.isDerivation) scope; }',
    ),
    'a.nix':
      '{ ⟦numpy⟧, cachix, nix-eval-jobs, writeShellScriptBin }: writeShellScriptBin "a" "${cachix} ${nix-eval-jobs} ${numpy}"',
  },
  'a fixed point': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; own = nixpkgs.lib.fix (self: { a = pkgs.mkShell { packages = self.tools; }; tools = [ ⟦pkgs.python3Packages.numpy⟧ ]; }); in { devShells.x86_64-linux.default = own.a; }',
    ),
  },
  'extensions of the set of Python packages': {
    'flake.nix': flake(
      '{ nixpkgs, self, ... }: let pkgs = import nixpkgs { system = "x86_64-linux"; overlays = [ self.overlays.default ]; }; in { overlays.default = final: prev: { pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [ (⟦pyfinal: pyprev: { a = pyfinal.callPackage ./a.nix { }; }⟧) ]; }; packages.x86_64-linux.default = pkgs.python3Packages.a; }',
    ),
    'a.nix': '{ buildPythonPackage }: ⟦buildPythonPackage { pname = "a"; version = "1"; }⟧',
  },
  'packages of a directory, by the part of lib': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; inherit (nixpkgs.lib.filesystem) packagesFromDirectoryRecursive; in { packages.x86_64-linux = packagesFromDirectoryRecursive { inherit (pkgs) callPackage; directory = ./pkgs; }; }',
    ),
    'pkgs/a/package.nix':
      '{ python3 }: ⟦python3.pkgs.buildPythonApplication { pname = "a"; version = "1"; }⟧',
  },
  'a package file that nothing here calls': {
    'nix/a/package.nix':
      '{ python3, runCommand }: runCommand "a" { buildInputs = [ (⟦python3.withPackages (ps: [ ps.rich ])⟧) ]; } ""',
  },
  'arguments that a module gives to the others': {
    'flake.nix': flake(
      'inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } { imports = [ ./shell.nix ]; _module.args.tools = pkgs: [ pkgs.uv ⟦pkgs.python3Packages.numpy⟧ ]; }',
    ),
    'shell.nix':
      '{ tools, ... }: { perSystem = { pkgs, ... }: { devShells.default = pkgs.mkShell { packages = tools pkgs; }; }; }',
  },
  'tests that an overlay adds to a set which is not known': {
    'flake.nix': flake(
      '{ nixpkgs, pyproject-nix, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; set = (pkgs.callPackage pyproject-nix.build.packages { }).overrideScope (nixpkgs.lib.composeManyExtensions [ (final: prev: { a = prev.a.overrideAttrs (old: { passthru.tests = let env = ⟦final.mkVirtualEnv "t" { a = [ "dev" ]; }⟧; in { x = env; }; }); }) ]); in { packages.x86_64-linux.a = set.a; }',
    ),
  },
  'a file that brings nixpkgs itself, whatever its name': {
    'tools/lab.nix':
      '{ pkgs ? import <nixpkgs> { } }: with pkgs; mkShell { buildInputs = with python310Packages; [ ⟦pandas⟧ ]; }',
  },
  'a package file that also takes pkgs': {
    'a/default.nix':
      '{ pkgs, stdenv, python3 }: stdenv.mkDerivation { name = "a"; nativeBuildInputs = [ (⟦python3.withPackages (p: [ p.ply ])⟧) ]; }',
  },
  'definitions of jupyter': {
    'shell.nix':
      '{ pkgs }: pkgs.mkShell { packages = [ (pkgs.jupyter.override { definitions.python3 = let env = ⟦pkgs.python3.withPackages (ps: [ ps.ipykernel ])⟧; in { argv = [ env.interpreter "-m" ]; }; }) ]; }',
  },
  'an application built with more Python packages': {
    'shell.nix':
      '{ pkgs }: pkgs.mkShell { packages = [ (pkgs.ansible.overridePythonAttrs (old: { dependencies = old.dependencies ++ [ ⟦pkgs.python3Packages.jmespath⟧ ]; })) ]; }',
  },
  'options of a formatter in a file of its own': {
    'flake.nix': flake(
      '{ nixpkgs, treefmt-nix, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { formatter.x86_64-linux = (treefmt-nix.lib.evalModule pkgs ./treefmt.nix).config.build.wrapper; }',
      'inputs.treefmt-nix.url = "github:numtide/treefmt-nix";',
    ),
    'treefmt.nix':
      '{ pkgs, ... }: { programs.mypy = { enable = true; directories.src.extraPythonPackages = [ ⟦pkgs.python3Packages.numpy⟧ ]; }; }',
  },
  'packages of hooks': {
    'flake.nix': flake(
      '{ nixpkgs, git-hooks, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { checks.x86_64-linux.a = git-hooks.lib.x86_64-linux.run { src = ./.; hooks.mypy = { enable = true; extraPackages = [ ⟦pkgs.python3Packages.numpy⟧ ]; settings.binPath = "${⟦pkgs.python3.withPackages (ps: [ ps.mypy ])⟧}/bin/mypy"; }; }; }',
      'inputs.git-hooks.url = "github:cachix/git-hooks.nix";',
    ),
  },
}
