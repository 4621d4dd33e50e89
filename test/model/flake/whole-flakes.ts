import type { Files } from '../../support/in-memory.ts'

/** A flake whose inputs are these, with nixpkgs under its usual address unless another is given. */
export const flake = (
  outputs: string,
  inputs = 'inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";',
) => `{\n  ${inputs}\n  outputs = ${outputs};\n}\n`

const shell = (pkgs: string) =>
  `${pkgs}.mkShell { packages = [ ${pkgs}.uv ⟦${pkgs}.python3Packages.numpy⟧ ]; }`

/** `genAttrs` over systems, with nixpkgs from this address. */
const byAddress = (url: string): Files => ({
  'flake.nix': flake(
    `{ self, nixpkgs }: let each = nixpkgs.lib.genAttrs [ "x86_64-linux" ]; in { devShells = each (system: let pkgs = nixpkgs.legacyPackages.\${system}; in { default = ${shell('pkgs')}; }); }`,
    `inputs.nixpkgs.url = "${url}";`,
  ),
})

export const parts = (module: string, inputs = 'inputs') =>
  flake(`${inputs}: inputs.flake-parts.lib.mkFlake { inherit inputs; } ${module}`)

const perSystem = `{ perSystem = { pkgs, ... }: { devShells.default = ${shell('pkgs')}; }; }`

/** Flakes of which every part must come back: each mark is a package or a build. */
export const wholeFlakes: Readonly<Record<string, Files>> = {
  'pkgs by system, under the name pkgs': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let forAllSystems = nixpkgs.lib.genAttrs [ "x86_64-linux" ]; pkgs = forAllSystems (system: nixpkgs.legacyPackages.${system}); in { devShells = forAllSystems (system: { default = pkgs.${system}.mkShell { packages = [ ⟦pkgs.${system}.poetry⟧ ]; }; }); }',
    ),
  },
  'a channel archive': byAddress('https://channels.nixos.org/nixos-unstable/nixexprs.tar.zst'),
  'a release archive': byAddress('https://releases.nixos.org/nixos/24.11/nixexprs.tar.xz'),
  "devenv's nixpkgs": byAddress('github:cachix/devenv-nixpkgs/rolling'),
  'nixpkgs under another name and address': {
    'flake.nix': flake(
      `{ base, ... }: let each = base.lib.genAttrs [ "x86_64-linux" ]; in { devShells = each (system: let pkgs = base.legacyPackages.\${system}; in { default = ${shell('pkgs')}; }); }`,
      'inputs.base.url = "github:acme/base";',
    ),
  },
  'nixpkgs of an unknown address, imported': {
    'flake.nix': flake(
      `{ base, ... }: let pkgs = import base { system = "x86_64-linux"; config.allowUnfree = true; }; in { devShells.x86_64-linux.default = ${shell('pkgs')}; }`,
      'inputs.base.url = "github:acme/base";',
    ),
  },
  'a tarball of a channel in shell.nix': {
    'shell.nix': `let pkgs = import (fetchTarball "https://channels.nixos.org/nixos-24.11/nixexprs.tar.xz") { }; in ${shell('pkgs')}`,
  },
  'mach-nix by fetchGit': {
    'shell.nix':
      'let mach-nix = import (builtins.fetchGit { url = "https://github.com/DavHau/mach-nix"; ref = "3.3.0"; }) { }; in ⟦mach-nix.mkPython { requirements = "numpy"; }⟧',
  },
  'imports two files deep, the last a function': {
    'flake.nix': parts('{ imports = [ ./nix ]; }'),
    'nix/default.nix': '{ inputs, ... }: { imports = [ ./shell.nix ]; }',
    'nix/shell.nix': `{ ... }: ${perSystem}`,
  },
  'imports four files deep': {
    'flake.nix': parts('{ imports = [ ./a.nix ]; }'),
    'a.nix': '{ ... }: { imports = [ ./b.nix ]; }',
    'b.nix': '{ imports = [ ./c.nix ]; }',
    'c.nix': '{ ... }: { imports = [ ./d.nix ]; }',
    'd.nix': `{ ... }: ${perSystem}`,
  },
  'a partition of flake-parts': {
    'flake.nix': parts(
      '{ imports = [ inputs.flake-parts.flakeModules.partitions ]; partitionedAttrs.devShells = "dev"; partitions.dev = { module = ./dev; extraInputsFlake = ./dev; }; }',
    ),
    'dev/default.nix': `{ ... }: ${perSystem}`,
  },
  'import-tree': {
    'flake.nix': parts('(inputs.import-tree ./modules)'),
    'modules/a/shell.nix': `{ ... }: ${perSystem}`,
    'modules/_not.nix': '{ perSystem = { pkgs, ... }: { packages.x = pkgs.python3Packages.scipy; }; }',
  },
  'parts by readDir': {
    'flake.nix': parts(
      '{ imports = map (n: ./parts + "/${n}") (builtins.attrNames (builtins.readDir ./parts)); }',
    ),
    'parts/shell.nix': `{ ... }: ${perSystem}`,
  },
  'shells by readDir and mapAttrs': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { devShells.x86_64-linux = nixpkgs.lib.mapAttrs (name: _: import (./shells + "/${name}") { inherit pkgs; }) (builtins.readDir ./shells); }',
    ),
    'shells/default/default.nix': `{ pkgs }: ${shell('pkgs')}`,
  },
  'packages of a directory': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { packages.x86_64-linux = pkgs.lib.packagesFromDirectoryRecursive { inherit (pkgs) callPackage; directory = ./pkgs; }; }',
    ),
    'pkgs/a/package.nix':
      '{ python3Packages }: ⟦python3Packages.buildPythonApplication { pname = "a"; version = "1"; }⟧',
    'pkgs/b.nix': '{ buildPythonPackage }: ⟦buildPythonPackage { pname = "b"; version = "1"; }⟧',
    'pkgs/c/d.nix': '{ buildPythonPackage }: ⟦buildPythonPackage { pname = "d"; version = "1"; }⟧',
  },
  'an overlay of the flake itself in pkgs of flake-parts': {
    'flake.nix': parts(
      '({ self, ... }: { flake.overlays.default = final: prev: { pyEnv = ⟦final.python3.withPackages (ps: [ ps.numpy ])⟧; }; perSystem = { system, pkgs, ... }: { _module.args.pkgs = import inputs.nixpkgs { inherit system; overlays = [ self.overlays.default ]; }; devShells.default = pkgs.mkShell { packages = [ pkgs.pyEnv pkgs.uv ]; }; }; })',
    ),
  },
  'a function of another flake over all systems': {
    'flake.nix': flake(
      `{ eda, nixpkgs, ... }: { devShells = eda.forAllSystems (system: let pkgs = nixpkgs.legacyPackages.\${system}; in { default = ${shell('pkgs')}; }); }`,
      'inputs.eda.url = "github:acme/eda";',
    ),
  },
  'a list that a function chooses from nixpkgs, and one from the Python set': {
    'flake.nix': flake(
      '{ nixpkgs, eda, ... }: { devShells.x86_64-linux.default = eda.lib.mkShell { extraPackages = pkgs: with pkgs; [ iverilog gnumake ]; extraPythonPackages = ps: with ps; [ ⟦cocotb⟧ ⟦pytest⟧ ]; }; }',
    ),
  },
  'Python packages that a formatter gets': {
    'flake.nix': parts(
      '{ perSystem = { pkgs, ... }: { treefmt.programs.mypy = { enable = true; directories.src.extraPythonPackages = [ ⟦pkgs.python3Packages.numpy⟧ ]; }; }; }',
    ),
  },
  'builds among the tests of a package': {
    'flake.nix': flake(
      '{ nixpkgs, uv2nix, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; env = ⟦uv2nix.set.mkVirtualEnv "a" { }⟧; in { packages.x86_64-linux.a = env.overrideAttrs (old: { passthru = old.passthru // { tests.b = ⟦uv2nix.set.mkVirtualEnv "b" { }⟧; }; }); }',
    ),
  },
  'functions under lib': {
    'flake.nix': flake(
      '{ nixpkgs, uv2nix, ... }: { lib = { mkEnv = { pkgs, name ? "x" }: ⟦uv2nix.set.mkVirtualEnv name { }⟧; deep.of = set: ⟦uv2nix.set.mkVirtualEnv "b" set⟧; }; }',
    ),
  },
  'attributes by their names': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { devShells.x86_64-linux.default = pkgs.mkShell { packages = builtins.attrValues (nixpkgs.lib.getAttrs [ "uv" "python3" ] pkgs) ++ [ pkgs.git ]; }; }',
    ),
  },
  'requirements in a file of devenv': {
    'devenv.nix':
      '{ pkgs, ... }: { languages.python = { enable = true; venv.enable = true; venv.⟦requirements⟧ = ./requirements.txt; }; }'.replace(
        'venv.⟦requirements⟧',
        '⟦venv.requirements⟧',
      ),
  },
  'a package file that only an unknown function calls': {
    'flake.nix': flake(
      '{ eda, ... }: { overlays.default = eda.compose (final: { a = final.call ./nix/a.nix { }; }); }',
    ),
    'nix/a.nix': '{ lib, buildPythonPackage }: ⟦buildPythonPackage { pname = "a"; version = "1"; }⟧',
  },
  'jobs without systems': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { hydraJobs.test = pkgs.stdenv.mkDerivation { name = "t"; buildInputs = [ ⟦pkgs.python3Packages.numpy⟧ ]; }; }',
    ),
  },
  'Python packages that an overlay adds to every set': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let overlay = final: prev: { pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [ (⟦pyfinal: pyprev: { a = pyfinal.b; }⟧) ]; }; pkgs = nixpkgs.legacyPackages.x86_64-linux.extend overlay; in { packages.x86_64-linux.a = pkgs.hello; }',
    ),
  },
  'callPackageWith of the sets it names': {
    'flake.nix': flake(
      '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; call = nixpkgs.lib.callPackageWith (pkgs // pkgs.python3Packages); in { packages.x86_64-linux.a = call ./a.nix { }; }',
    ),
    'a.nix':
      '{ buildPythonPackage, numpy }: ⟦buildPythonPackage { pname = "a"; version = "1"; dependencies = [ numpy ]; }⟧',
  },
}
