import { describe, expect, it } from 'vitest'
import { readMarks } from '../../../src/rule/example.ts'
import { flakeOf } from '../../support/flake-of.ts'
import type { Files } from '../../support/in-memory.ts'
import { describePlaces } from '../../support/places.ts'

/** A flake whose inputs are these, with nixpkgs under its usual address unless another is given. */
const flake = (outputs: string, inputs = 'inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";') =>
  `{\n  ${inputs}\n  outputs = ${outputs};\n}\n`

const shell = (pkgs: string) =>
  `${pkgs}.mkShell { packages = [ ${pkgs}.uv ⟦${pkgs}.python3Packages.numpy⟧ ]; }`

/** `genAttrs` over systems, with nixpkgs from this address. */
const byAddress = (url: string): Files => ({
  'flake.nix': flake(
    `{ self, nixpkgs }: let each = nixpkgs.lib.genAttrs [ "x86_64-linux" ]; in { devShells = each (system: let pkgs = nixpkgs.legacyPackages.\${system}; in { default = ${shell('pkgs')}; }); }`,
    `inputs.nixpkgs.url = "${url}";`,
  ),
})

const parts = (module: string, inputs = 'inputs') =>
  flake(`${inputs}: inputs.flake-parts.lib.mkFlake { inherit inputs; } ${module}`)

const perSystem = `{ perSystem = { pkgs, ... }: { devShells.default = ${shell('pkgs')}; }; }`

/** Flakes of which every part must come back: each mark is a package or a build. */
const cases: Readonly<Record<string, Files>> = {
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

describe.each(Object.entries(cases))('%s', (_, marked) => {
  it('comes back whole', () => {
    const { files, places } = readMarks(marked)
    const flake = flakeOf(files)
    const judged = [...flake.uses, ...flake.builds].map(({ source }) => source)
    expect(new Set(describePlaces(files, judged))).toEqual(new Set(describePlaces(files, places)))
  })
})

/** The default shell of the flake. */
function defaultShell(files: Files) {
  const shell = flakeOf(files).shells.find(({ name }) => name === 'default')
  if (!shell) throw new Error('no default shell')
  return shell
}

describe('what is not known', () => {
  it.each([
    ['other shells by a function', '{ devShells = tools.lib.shells; }'],
    ['other shells for a system', '{ devShells.x86_64-linux = tools.lib.shells; }'],
    [
      'shells by readDir',
      '{ devShells.x86_64-linux = nixpkgs.lib.mapAttrs (n: _: tools.make n) (builtins.readDir ./shells); }',
    ],
    ['outputs that something adds to', '{ packages = { }; } // tools.outputs'],
  ])('is no proof that there is no shell: %s', (_, outputs) => {
    const files = { 'flake.nix': flake(`{ nixpkgs, tools, ... }: ${outputs}`) }
    expect(flakeOf(files).shellsKnown).toBe(false)
  })

  it.each([
    [
      'a module of treefmt',
      '{ imports = [ inputs.treefmt-nix.flakeModule ]; perSystem = { packages = { }; }; }',
      true,
    ],
    ['a module in a file', '{ imports = [ ./part.nix ]; perSystem = { packages = { }; }; }', true],
    ['a module that is not there', '{ imports = [ ./gone.nix ]; }', false],
    ['a module of an unknown flake', '{ imports = [ inputs.tools.flakeModule ]; }', false],
    ['modules that something makes', '{ imports = inputs.tools.lib.modules; }', false],
  ])('modules of flake-parts may make shells: %s', (_, module, known) => {
    const files = { 'flake.nix': parts(module), 'part.nix': '{ perSystem = { checks = { }; }; }' }
    expect(flakeOf(files).shellsKnown).toBe(known)
  })

  it('a flake whose outputs are all known has no other shell', () => {
    expect(flakeOf({ 'flake.nix': flake('{ nixpkgs, ... }: { packages = { }; }') }).shellsKnown).toBe(true)
  })

  const underOverlay = (overlay: string, packages: string): Files => ({
    'flake.nix': flake(
      `inputs: let pkgs = import inputs.nixpkgs { system = "x86_64-linux"; overlays = [ ${overlay} ]; }; in { devShells.x86_64-linux.default = pkgs.mkShell { packages = [ ${packages} ]; }; }`,
      'inputs.rust-overlay.url = "github:oxalica/rust-overlay"; inputs.other.url = "github:acme/other";',
    ),
  })

  it('a name under an overlay that cannot be read may be anything', () => {
    expect(defaultShell(underOverlay('inputs.other.overlays.default', 'pkgs.devTools')).complete).toBe(false)
    expect(defaultShell(underOverlay('inputs.other.overlays.default', 'pkgs.git pkgs.uv')).complete).toBe(
      true,
    )
    expect(
      defaultShell(underOverlay('inputs.rust-overlay.overlays.default', 'pkgs.rust-bin pkgs.hello')).complete,
    ).toBe(true)
  })
})

it('packages are read out of what the flake builds', () => {
  const code = flake(
    '{ nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; a = pkgs.python3Packages.buildPythonPackage { pname = "a"; version = "1"; dependencies = [ pkgs.python3Packages.numpy ]; }; in { devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv ] ++ a.dependencies; }; }',
  )
  const { uses, shells } = flakeOf({ 'flake.nix': code })
  expect(
    uses.map(({ names, elements, source: { span } }) => [names, elements, code.slice(span.start, span.end)]),
  ).toEqual([[['numpy'], null, 'a.dependencies']])
  expect(shells[0]?.complete).toBe(true)
})
