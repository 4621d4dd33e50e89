import type { Form } from './forms.ts'

const shell = (title: string, packages: string): Form => ({
  title,
  path: 'shell.nix',
  builds: 0,
  code: `{ pkgs, lib, inputs, system }: pkgs.mkShell { packages = ${packages}; }`,
})

const file = (title: string, code: string, path = 'shell.nix'): Form => ({ title, path, builds: 0, code })

/** Constructs that look like Python packages and are none, and what stands beside them. */
export const notJudged: readonly Form[] = [
  shell('interpreters', '[ pkgs.python311 pkgs.python3Full pkgs.python3Minimal pkgs.pypy310 ]'),
  shell('the interpreter of a set', '[ pkgs.python311Packages.python ]'),
  shell('a variant of the interpreter', '[ (pkgs.python3.override { stripTests = true; }) ]'),
  shell(
    'native libraries',
    '[ pkgs.opencv4 pkgs.hdf5 pkgs.arrow-cpp pkgs.protobuf pkgs.cudaPackages.cudnn pkgs.zlib ]',
  ),
  shell('the same name in the Python set', '[ pkgs.opencv4 ⟦pkgs.python3Packages.opencv4⟧ ]'),
  shell(
    'applications written in Python',
    '[ pkgs.gdown pkgs.pre-commit pkgs.ruff pkgs.mypy pkgs.yt-dlp pkgs.ansible ]',
  ),
  shell(
    'Python tools',
    '[ pkgs.uv pkgs.maturin pkgs.pyright pkgs.basedpyright pkgs.pip-audit pkgs.poethepoet ]',
  ),
  shell('other languages', '[ pkgs.nodePackages.prettier pkgs.perlPackages.JSON pkgs.rPackages.ggplot2 ]'),
  shell(
    'withPackages of others',
    '[ (pkgs.haskellPackages.ghcWithPackages (p: [ p.lens ])) (pkgs.perl.withPackages (p: [ p.JSON ])) ]',
  ),
  shell(
    'a builder for the inputs of nixpkgs-python',
    '[ inputs.nixpkgs-python.packages.${system}."3.11.9" ]',
  ),
  shell('a function and a lambda side by side', '[ pkgs.python3.withPackages (ps: [ ps.numpy ]) ]'),
  shell('a test for an attribute', 'lib.optional (pkgs ? python3Packages.numpy) pkgs.zlib'),
  shell('an unknown name', '[ pkgs.${system} inputs.foo.packages.${system}.numpy ]'),
  file(
    'names in strings',
    '{ pkgs }: pkgs.mkShell { name = "python311Packages-shell"; meta.description = "pkgs.python3Packages.numpy"; }',
  ),
  file('names of programs', "{ pkgs }: pkgs.writeShellScriptBin \"python-setup\" ''uv sync''"),
  file(
    'strings of an interpreter',
    '{ pkgs }: pkgs.mkShell { A = pkgs.python3.interpreter; B = pkgs.python3.sitePackages; C = "${pkgs.python3.pythonVersion}"; }',
  ),
  file(
    'libraries of a writer, by name',
    '{ pkgs }: pkgs.writers.writePython3Bin "a" { libraries = [ ⟦"pyyaml"⟧ ]; } "import yaml"',
  ),
  file(
    'uv’s own settings',
    '{ pkgs }: pkgs.mkShell { UV_PYTHON = "${pkgs.python311}/bin/python"; UV_PYTHON_DOWNLOADS = "never"; }',
  ),
  file(
    'library paths',
    '{ pkgs }: pkgs.mkShell { LD_LIBRARY_PATH = pkgs.lib.makeLibraryPath [ pkgs.stdenv.cc.cc.lib pkgs.zlib ]; }',
  ),
  file(
    'a package in a library path',
    '{ pkgs }: pkgs.mkShell { LD_LIBRARY_PATH = pkgs.lib.makeLibraryPath [ ⟦pkgs.python3Packages.torch⟧ pkgs.zlib ]; }',
  ),
  file(
    'let names',
    '{ pkgs }: let numpy = pkgs.zlib; virtualenv = pkgs.hello; pythonPackages = pkgs.nodePackages; in pkgs.mkShell { packages = [ numpy virtualenv pythonPackages.prettier ]; }',
  ),
  file(
    'a lexical name beats `with`',
    '{ pkgs }: let detector = pkgs.hello; in pkgs.mkShell { packages = with pkgs.python3Packages; [ detector ⟦numpy⟧ ]; }',
  ),
  file(
    'a lexical name beats an inner `with` as a formal',
    '{ pkgs, numpy ? pkgs.hello }: pkgs.mkShell { packages = with pkgs.python3Packages; [ numpy ]; }',
  ),
  file(
    'a set under the name of the interpreter',
    '{ pkgs }: let python3 = pkgs.python3.pkgs; in pkgs.mkShell { packages = [ ⟦python3.numpy⟧ python3.python ]; }',
  ),
  file(
    'an environment has packages too',
    '{ pkgs }: let python = pkgs.python3.withPackages (ps: [ ps.numpy ]); in pkgs.mkShell { packages = [ ⟦python.pkgs.scipy⟧ ]; }',
  ),
  file(
    'inherited helpers',
    '{ pkgs }: let inherit (pkgs.python3Packages) callPackage fetchPypi isPy3k pythonOlder; in pkgs.mkShell { packages = [ pkgs.uv ]; }',
  ),
  file(
    'an attribute of a package',
    '{ pkgs }: pkgs.mkShell { version = pkgs.python3Packages.numpy.version; NUMPY = "${pkgs.python3Packages.numpy.version}"; }',
  ),
  file(
    'formals with defaults',
    '{ pkgs ? import <nixpkgs> { }, python ? pkgs.python311, pythonPackages ? python.pkgs }: pkgs.mkShell { packages = [ python ⟦pythonPackages.numpy⟧ ]; }',
  ),
  file(
    'rec',
    '{ pkgs }: (rec { python = pkgs.python3; pythonPackages = python.pkgs; shell = pkgs.mkShell { packages = [ ⟦pythonPackages.numpy⟧ ]; }; }).shell',
  ),
  file(
    '`with` in one element',
    '{ pkgs }: pkgs.mkShell { packages = [ pkgs.a (with pkgs.python3Packages; ⟦numpy⟧) ]; }',
  ),
  file(
    'a name bound by an inner set with an own list',
    '{ pkgs }: pkgs.mkShell { packages = with pkgs; [ htop ] ++ (with python3Packages; [ ⟦evdev obscure⟧ ]); }',
  ),
  file(
    'modules of a machine',
    '{ config, pkgs, ... }: { environment.systemPackages = [ pkgs.python3Packages.numpy ]; }',
    'default.nix',
  ),
  file('a cycle', 'let a = b; b = a; in a'),
  file(
    'a machine’s configuration in a flake',
    '{ outputs = { self, nixpkgs }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ({ pkgs, ... }: { environment.systemPackages = [ (pkgs.python3.withPackages (p: [ p.numpy ])) ]; }) ]; }; }; }',
    'flake.nix',
  ),
  file(
    'flake-parts',
    '{ outputs = inputs@{ flake-parts, ... }: flake-parts.lib.mkFlake { inherit inputs; } { systems = [ "x86_64-linux" ]; perSystem = { pkgs, ... }: { devShells.default = pkgs.mkShell { packages = [ pkgs.uv ⟦pkgs.python3Packages.numpy⟧ ]; }; }; }; }',
    'flake.nix',
  ),
  file(
    'genAttrs',
    '{ outputs = { self, nixpkgs }: let each = f: nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-darwin" ] (system: f nixpkgs.legacyPackages.${system}); in { devShells = each (pkgs: { default = pkgs.mkShell { packages = [ ⟦pkgs.python3Packages.numpy⟧ ]; }; }); }; }',
    'flake.nix',
  ),
  file(
    'an overlay of the flake',
    '{ outputs = { self, nixpkgs }: let pkgs = import nixpkgs { overlays = [ (final: prev: { tools = prev.python3.withPackages (p: [ p.numpy ]); }) ]; }; in { devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.tools ]; }; }; }'.replace(
      'prev.python3.withPackages (p: [ p.numpy ])',
      '⟦$&⟧',
    ),
    'flake.nix',
  ),
  file(
    'a shell of devenv',
    '{ outputs = { self, nixpkgs, devenv }@inputs: { devShells.x86_64-linux.default = devenv.lib.mkShell { inherit inputs; pkgs = nixpkgs.legacyPackages.x86_64-linux; modules = [ ({ pkgs, lib, ... }: { packages = lib.mkIf true [ ⟦pkgs.python3Packages.numpy⟧ ]; languages.python = { enable = true; poetry = { ⟦enable⟧ = true; }; }; }) ]; }; }; }',
    'flake.nix',
  ),
]
