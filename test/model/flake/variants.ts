import type { Form } from './forms.ts'

/** A shell with these packages; `pkgs`, `lib`, `inputs`, `system` are formals of the file. */
const shell = (title: string, packages: string, attribute = 'packages'): Form =>
  file(title, `{ pkgs, lib, inputs, system, c ? true }: pkgs.mkShell { ${attribute} = ${packages}; }`)

const file = (title: string, code: string, path = 'shell.nix', builds = 0): Form => ({
  title,
  path,
  builds,
  code,
})

/** What one of these does with a list that holds numpy and zlib. */
const lists = [
  '([ pkgs.zlib ] ++ [ ⟦pkgs.python3Packages.numpy⟧ ])',
  '(lib.optionals c [ ⟦pkgs.python3Packages.numpy⟧ ])',
  '(lib.optional c ⟦pkgs.python3Packages.numpy⟧)',
  '(if c then [ ⟦pkgs.python3Packages.numpy⟧ ] else [ ⟦pkgs.python3Packages.scipy⟧ ])',
  '(lib.flatten [ pkgs.zlib [ ⟦pkgs.python3Packages.numpy⟧ ] ])',
  '(lib.concatLists [ [ pkgs.zlib ] [ ⟦pkgs.python3Packages.numpy⟧ ] ])',
  '(builtins.concatLists [ [ ⟦pkgs.python3Packages.numpy⟧ ] ])',
  '(lib.unique [ ⟦pkgs.python3Packages.numpy⟧ ])',
  '(lib.remove pkgs.zlib [ pkgs.zlib ⟦pkgs.python3Packages.numpy⟧ ])',
  '(builtins.filter (p: p != null) [ ⟦pkgs.python3Packages.numpy⟧ ])',
  '(map (n: ⟦pkgs.python3Packages.${n}⟧) [ "numpy" ])',
  '(lib.concatMap (n: [ ⟦pkgs.python3Packages.${n}⟧ ]) [ "numpy" ])',
  '(builtins.attrValues { inherit (pkgs.python3Packages) ⟦numpy⟧; inherit (pkgs) zlib; })',
  '(lib.attrVals [ ⟦"numpy"⟧ ] pkgs.python3Packages)',
  '(assert c; [ ⟦pkgs.python3Packages.numpy⟧ ])',
  '(let p = pkgs.python3Packages; in [ ⟦p.numpy⟧ ])',
  '(with pkgs; [ zlib ⟦python3Packages.numpy⟧ ])',
].map((code, at) => shell(`a list, ${at + 1}`, code))

const sinks = [
  ...[
    'buildInputs',
    'nativeBuildInputs',
    'propagatedBuildInputs',
    'propagatedNativeBuildInputs',
    'packages',
  ].map((name) => shell(`the sink ${name}`, '[ ⟦pkgs.python3Packages.numpy⟧ ]', name)),
  ...[
    'pkgs.mkShellNoCC { packages = [ ⟦pkgs.python3Packages.numpy⟧ ]; }',
    'pkgs.stdenv.mkDerivation { name = "x"; checkInputs = [ ⟦pkgs.python3Packages.numpy⟧ ]; }',
    'pkgs.buildEnv { name = "x"; paths = [ pkgs.uv ⟦pkgs.python3Packages.numpy⟧ ]; }',
    'pkgs.symlinkJoin { name = "x"; paths = [ ⟦pkgs.python3Packages.numpy⟧ ]; }',
    'pkgs.writeShellApplication { name = "x"; runtimeInputs = [ ⟦pkgs.python3Packages.numpy⟧ ]; text = "uv sync"; }',
    'pkgs.dockerTools.buildImage { name = "x"; copyToRoot = [ ⟦pkgs.python3Packages.numpy⟧ ]; }',
    'pkgs.dockerTools.buildLayeredImage { name = "x"; config.Cmd = [ "${⟦pkgs.python3Packages.gunicorn⟧}/bin/gunicorn" ]; }',
    'pkgs.mkShell { FOO = "${⟦pkgs.python3Packages.numpy⟧}"; }',
    'pkgs.buildFHSEnv { name = "x"; multiPkgs = p: [ ⟦p.python3Packages.numpy⟧ p.zlib ]; }',
    'pkgs.mkShell { inputsFrom = [ (pkgs.mkShell { packages = [ ⟦pkgs.python3Packages.numpy⟧ ]; }) ]; }',
    'pkgs.mkShell { inputsFrom = [ (pkgs.mkShell { packages = [ pkgs.zlib ]; }) ]; }',
  ].map((code, at) => file(`a sink, ${at + 1}`, `{ pkgs }: ${code}`)),
]

const output = (title: string, outputs: string): Form =>
  file(
    title,
    `{ outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { ${outputs} }; }`,
    'flake.nix',
  )

const outputs = [
  output('a package', 'packages.x86_64-linux.a = ⟦pkgs.python3Packages.numpy⟧;'),
  output(
    'an app',
    'apps.x86_64-linux.a = { type = "app"; program = "${⟦pkgs.python3Packages.jupyterlab⟧}/bin/jupyter"; };',
  ),
  output(
    'a check',
    'checks.x86_64-linux.a = pkgs.runCommand "a" { buildInputs = [ ⟦pkgs.python3Packages.pytest⟧ ]; } "";',
  ),
  output(
    'a re-export that is no Python package',
    'packages.x86_64-linux.default = pkgs.hello; devShells.x86_64-linux.default = pkgs.mkShell { inputsFrom = [ self.packages.x86_64-linux.default ]; };',
  ),
  file(
    'numtide/devshell',
    '{ outputs = { self, nixpkgs, devshell }: let pkgs = import nixpkgs { overlays = [ devshell.overlays.default ]; }; in { devShells.x86_64-linux.default = pkgs.devshell.mkShell { packages = [ ⟦pkgs.python3Packages.numpy⟧ ]; commands = [ { package = ⟦pkgs.poetry⟧; } { package = pkgs.uv; } ]; }; }; }',
    'flake.nix',
  ),
  file(
    'a function for each system',
    '{ outputs = { self, nixpkgs }: let forAllSystems = nixpkgs.lib.genAttrs [ "x86_64-linux" ]; in { devShells = forAllSystems (system: let pkgs = nixpkgs.legacyPackages.${system}; in { default = pkgs.mkShell { packages = [ pkgs.python3 ⟦pkgs.python3.pkgs.pytest⟧ ]; }; }); }; }',
    'flake.nix',
  ),
]

const values = [
  shell(
    'every name of an interpreter',
    '[ pkgs.python pkgs.python2 pkgs.python27 pkgs.python3 pkgs.python313 pkgs.pypy3 pkgs.pypy27 pkgs.python3Packages.python pkgs.python311.pkgs.python (pkgs.python3.withPackages (p: [ ])).python ]',
  ),
  shell(
    'sets of every interpreter',
    '[ ⟦pkgs.python2Packages.a⟧ ⟦pkgs.pythonPackages.b⟧ ⟦pkgs.python310Packages.c⟧ ⟦pkgs.pypy3Packages.d⟧ ⟦pkgs.pypy310Packages.e⟧ ⟦(pkgs.python3.override { }).pkgs.f⟧ ]',
  ),
  shell(
    'helpers of a set are no packages',
    '[ pkgs.python3Packages.pythonAtLeast pkgs.python3Packages.isPy3k pkgs.python3Packages.sitePackages pkgs.python3Packages.fetchPypi pkgs.python3Packages.pythonImportsCheckHook pkgs.python3Packages.wrapPython ]',
  ),
  shell('`pkgs` of no interpreter', '[ inputs.x.pkgs.numpy inputs.nixpkgs.pkgs.hello ]'),
  shell('an unknown name of nixpkgs', '(map (n: pkgs.${n}) [ "numpy" ])'),
  shell('the right side of `//` wins', '[ (pkgs.python3Packages // { numpy = pkgs.zlib; }).numpy ]'),
  shell('an unknown left side keeps the right', '[ (inputs.x // { a = ⟦pkgs.python3Packages.numpy⟧; }).a ]'),
  shell(
    'one that was overridden',
    '[ (⟦pkgs.python3Packages.numpy.overridePythonAttrs (o: { doCheck = false; })⟧) ]',
  ),
  shell(
    'nested `with`: what only the top level has',
    '(with pkgs; with python3Packages; [ gcc uv zlib python3 ⟦pandas⟧ ])'.replace(' uv ', ' '),
  ),
  shell('uv of the Python set', '[ ⟦pkgs.python3Packages.uv⟧ pkgs.uv ]'),
  shell(
    'managers whose work is only a part of what uv does, and tools that manage nothing here',
    '[ ⟦pkgs.pipx⟧ ⟦pkgs.hatch⟧ ⟦pkgs.pixi⟧ ⟦pkgs.pyenv⟧ pkgs.pip-audit pkgs.poethepoet pkgs.conda-lock ]',
  ),
  shell('all managers', '[ ⟦pkgs.conda⟧ ⟦pkgs.mamba⟧ ⟦pkgs.rye⟧ ⟦pkgs.poetry⟧ ⟦pkgs.pdm⟧ ]'),
  shell('applications written in Python', '[ pkgs.black pkgs.awscli2 pkgs.httpie pkgs.jupyter pkgs.mypy ]'),
  shell(
    'an empty environment',
    '[ (pkgs.python3.withPackages (p: [ ])) (pkgs.python3.withPackages (p: with p; [ ])) ]',
  ),
  shell('the standard library alone', '[ (pkgs.python3.withPackages (p: [ p.tkinter ])) ]'),
  shell(
    'the environment of an override',
    '[ (⟦(pkgs.python3.override { }).withPackages (p: [ p.numpy ])⟧) ]',
  ),
  shell('an optimised interpreter', '[ (pkgs.python3.override { enableOptimizations = true; }) ]'),
  shell(
    'interpreters and tools in an environment',
    '[ (pkgs.buildEnv { name = "x"; paths = [ pkgs.python3 pkgs.uv ]; }) ]',
  ),
  shell(
    'environments of other languages',
    '[ (pkgs.texlive.withPackages (p: [ p.numpy ])) (pkgs.lua.withPackages (p: [ p.numpy ])) (pkgs.ruby.withPackages (p: [ p.numpy ])) (pkgs.emacs.pkgs.withPackages (p: [ p.numpy ])) (pkgs.postgresql.withPackages (p: [ p.numpy ])) (pkgs.kodi.withPackages (p: [ p.numpy ])) (pkgs.octave.withPackages (p: [ p.numpy ])) (pkgs.rWrapper.override { packages = [ pkgs.rPackages.numpy ]; }) ]',
  ),
  shell(
    'sets of other languages',
    '[ pkgs.vimPlugins.numpy pkgs.emacsPackages.numpy pkgs.haskellPackages.numpy pkgs.cudaPackages.numpy pkgs.linuxPackages.numpy ]',
  ),
  shell('the package of a set in its own scope', '(with pkgs.python3Packages; [ ⟦numpy⟧ pkgs.zlib python ])'),
  shell(
    'an inner `with` of nixpkgs under one of the set',
    '(with pkgs.python3Packages; [ (with pkgs; zlib) ⟦numpy⟧ ])',
  ),
  shell(
    'a path by list',
    '[ (⟦lib.getAttrFromPath [ "python3Packages" "numpy" ] pkgs⟧) (lib.getAttrFromPath [ "zlib" ] pkgs) ]',
  ),
  shell('a quoted version', '[ ⟦pkgs."python311Packages"."numpy"⟧ pkgs."python311" ]'),
  file(
    'formals that tell a file of the Python set',
    '{ stdenv, fetchPypi, ⟦numpy⟧, pythonOlder, ⟦opencv4⟧, zlib }: stdenv.mkDerivation { name = "x"; buildInputs = [ numpy opencv4 zlib ]; }',
  ),
  file(
    'an interpreter in a string',
    "{ pkgs }: pkgs.writeShellScriptBin \"x\" ''${pkgs.python311}/bin/python x.py''",
  ),
  file(
    'an escaped antiquotation',
    "{ pkgs }: pkgs.mkShell { shellHook = ''\n  echo ''${pkgs.python3Packages.numpy} $${x}\n''; }",
  ),
  file(
    'libraries of a writer, by function',
    '{ pkgs }: pkgs.writers.writePython3Bin "a" { libraries = p: [ ⟦p.pyyaml⟧ ]; } "import yaml"',
  ),
  file(
    'a path to one’s own source',
    "{ pkgs }: pkgs.mkShell { shellHook = ''export PYTHONPATH=\"$PWD/src\"''; }",
  ),
  file('a test for a set', '{ pkgs }: if pkgs ? python3Packages then pkgs.hello else pkgs.mkShell { }'),
  file(
    'a set bound to the name of another language',
    '{ pkgs }: let pythonPackages = pkgs.perlPackages; in pkgs.mkShell { packages = [ pythonPackages.JSON ]; }',
  ),
  file(
    'through `self`',
    '{ pkgs }: let self = { python = pkgs.python3; set = self.python.pkgs; }; in pkgs.mkShell { packages = [ self.python ⟦self.set.numpy⟧ ]; }',
  ),
  file(
    'the same package by two ways',
    '{ pkgs }: let numpy = ⟦pkgs.python3Packages.numpy⟧; in pkgs.mkShell { packages = [ numpy ]; buildInputs = [ numpy ]; }',
  ),
]

const builders = [
  ['mach-nix.mkPython', '{ mach-nix }: ⟦mach-nix.mkPython { requirements = "numpy"; }⟧'],
  ['mach-nix.buildPythonPackage', '{ mach-nix }: ⟦mach-nix.buildPythonPackage { src = ./.; }⟧'],
  ['jupyterlabWith', '{ jupyterWith }: ⟦jupyterWith.jupyterlabWith { kernels = [ ]; }⟧'],
  [
    'an application',
    '{ pkgs }: ⟦pkgs.python3Packages.buildPythonApplication { pname = "x"; version = "1"; propagatedBuildInputs = [ pkgs.python3Packages.numpy ]; }⟧',
  ],
  [
    'with optional dependencies',
    '{ pkgs }: ⟦pkgs.python3.pkgs.buildPythonPackage { pname = "x"; version = "1"; optional-dependencies.fast = [ pkgs.python3Packages.numpy ]; nativeCheckInputs = [ pkgs.python3Packages.pytest ]; }⟧',
  ],
  [
    'that reaches a shell',
    '{ pkgs }: let x = ⟦pkgs.python3Packages.buildPythonPackage { pname = "x"; }⟧; in pkgs.mkShell { packages = [ x ]; }',
  ],
  [
    'a callPackage of the set',
    '{ pkgs }: pkgs.mkShell { packages = [ (⟦pkgs.python3.pkgs.callPackage ./x.nix { }⟧) ]; }',
  ],
  [
    'extensions of every set, in an overlay',
    'final: prev: { pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [ (⟦pf: pp: { x = pf.y; }⟧) ]; }',
  ],
  ['no builder: a comment', '{ pkgs }: pkgs.mkShell { } # pkgs.python3Packages.buildPythonPackage { }'],
  [
    'no builder: inherited only',
    '{ pkgs }: let inherit (pkgs.python3Packages) buildPythonPackage; in pkgs.mkShell { }',
  ],
  ['no builder: an empty override', '{ pkgs }: pkgs.python3.override { packageOverrides = _: _: { }; }'],
  [
    'no builder: overrides of nixpkgs',
    '{ nixpkgs }: import nixpkgs { config.packageOverrides = pkgs: { a = pkgs.hello; }; }',
  ],
  [
    'no builder: Rust',
    '{ pkgs, craneLib }: [ (pkgs.rustPlatform.buildRustPackage { pname = "x"; }) (craneLib.buildPackage { src = ./.; }) ]',
  ],
].map(([title = '', code = '']) => file(`builds: ${title}`, code, 'shell.nix', code.includes('⟦') ? 1 : 0))

const modules = [
  ['sets in sets', '{ languages.python = { poetry = { ⟦enable⟧ = true; }; }; }'],
  ['a half-dotted path', '{ languages = { ⟦python.poetry.enable⟧ = true; }; }'],
  ['a condition', '{ lib, ... }: { languages.python.poetry = lib.mkIf true { ⟦enable⟧ = true; }; }'],
  ['a value under a condition', '{ lib, ... }: { ⟦languages.python.poetry.enable⟧ = lib.mkIf true true; }'],
  ['merged', '{ lib, ... }: lib.mkMerge [ { ⟦languages.python.poetry.enable⟧ = true; } { } ]'],
  ['switched off', '{ languages.python.poetry.enable = false; languages.python.venv.enable = false; }'],
  [
    'the interpreter',
    '{ pkgs, ... }: { languages.python = { enable = true; package = pkgs.python312; uv.enable = true; }; }',
  ],
  ['packages', '{ pkgs, ... }: { packages = [ pkgs.uv ⟦pkgs.python3Packages.numpy⟧ ]; }'],
].map(([title = '', code = '']) => file(`devenv: ${title}`, code, 'devenv.nix'))

/** What the prose about the forms says: other spellings of them, and what stands beside them and is none. */
export const variants: readonly Form[] = [...lists, ...sinks, ...outputs, ...values, ...builders, ...modules]
