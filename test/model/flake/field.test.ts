import { expect, it } from 'vitest'
import tools from '../../../rules/flake-provides-tools.ts'
import builds from '../../../rules/no-python-builds-in-nix.ts'
import packages from '../../../rules/no-python-packages-in-nix.ts'
import oneFlake from '../../../rules/one-flake.ts'
import syncs from '../../../rules/shell-hook-syncs.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { checkFiles } from '../../support/repair.ts'

const rules = [builds, oneFlake, packages, syncs, tools]
const project = { 'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n' }

const flake = (outputs: string, lets = '') =>
  `{\n  inputs.nixpkgs.url = "github:NixOS/nixpkgs";\n  outputs = { self, nixpkgs, ... }@inputs: let pkgs = nixpkgs.legacyPackages.x86_64-linux; lib = pkgs.lib;\n    ${lets}\n  in {\n    ${outputs}\n  };\n}\n`
const shell = (attributes: string, lets = '') =>
  flake(`devShells.x86_64-linux.default = pkgs.mkShell { shellHook = "uv sync"; ${attributes} };`, lets)

const managers = 'pipx pixi hatch pyenv pip-tools poetry pdm pipenv conda micromamba virtualenv rye'.split(
  ' ',
)
const applications =
  'black isort ruff pre-commit awscli2 pyright cookiecutter yt-dlp httpie cmake ninja'.split(' ')

/** What field tests on public flakes showed, one piece each: the files, and what is said of them. */
const cases: Record<string, [Files, string[]]> = {
  'UV_PYTHON by interpreter': [
    { 'flake.nix': shell('packages = [ pkgs.uv ]; UV_PYTHON = pkgs.python312.interpreter;') },
    [],
  ],
  'UV_PYTHON exported': [
    {
      'flake.nix': flake(
        'devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv ]; shellHook = "export UV_PYTHON=${pkgs.python312}/bin/python\\nuv sync"; };',
      ),
    },
    [],
  ],
  'env UV_PYTHON': [
    { 'flake.nix': shell('packages = [ pkgs.uv ]; env.UV_PYTHON = lib.getExe pkgs.python312;') },
    [],
  ],
  'wrapper of uv': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.python3 uv ];',
        'uv = pkgs.symlinkJoin { name = "uv"; paths = [ pkgs.uv ]; buildInputs = [ pkgs.makeWrapper ]; postBuild = "wrapProgram $out/bin/uv --set A b"; };',
      ),
    },
    [],
  ],
  'environment of tools': [
    {
      'flake.nix': shell('packages = [ (pkgs.buildEnv { name = "t"; paths = [ pkgs.uv pkgs.python3 ]; }) ];'),
    },
    [],
  ],
  'a program called uv': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.python3 (pkgs.writeShellScriptBin "uv" "exec ${pkgs.uv}/bin/uv \\"$@\\"") ];',
      ),
    },
    [],
  ],
  'uv that the flake builds itself': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.python3 uv ];',
        'uv = pkgs.stdenv.mkDerivation { pname = "uv-bin"; version = "1"; };',
      ),
    },
    [],
  ],
  'a module in a file called flake.nix': [
    {
      'flake.nix': shell('packages = [ pkgs.uv pkgs.python3 ];'),
      'parts/flake.nix': '{ self, ... }: { perSystem = { pkgs, ... }: { formatter = pkgs.nixfmt; }; }\n',
    },
    [],
  ],
  'a project of the repository by its name in the Python set': [
    {
      'flake.nix': flake(
        'packages.x86_64-linux.default = pkgs.python3Packages.evio; devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 ]; shellHook = "uv sync"; };',
      ),
    },
    [],
  ],
  'names of an environment that are computed': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.uv (pkgs.python3.withPackages (ps: [ ps.rich ] ++ map (n: ps.${n}) (lib.splitString "," inputs.x))) ];',
      ),
    },
    [
      'A Python environment with `rich`, and others, reaches `packages` of devShell `default`. Use `pkgs.python3` and run `uv add rich`. Do the same with what else it lists.',
    ],
  ],
  'uv of another nixpkgs': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.python3 inputs.unstable.legacyPackages.x86_64-linux.uv ];',
      ).replace('outputs', 'inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";\n  outputs'),
    },
    [],
  ],
  'uv by an overlay of its own': [
    {
      'flake.nix': shell(
        'packages = [ p.python3 p.uv ];',
        'p = import nixpkgs { system = "x86_64-linux"; overlays = [ (final: prev: { uv = prev.uv.overrideAttrs { doCheck = false; }; }) ]; };',
      ),
    },
    [],
  ],
  'a Python that is too old': [
    {
      'flake.nix': shell('packages = [ pkgs.uv ];'),
      'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\nrequires-python = ">=3.8,<3.9"\n',
    },
    [
      'The default dev shell does not provide `python`. Add a Python of the version that the project asks for (`==3.8.*`), which nixpkgs may not have any more.',
    ],
  ],
  'the name of the called file': [
    {
      'flake.nix': flake(
        'packages.x86_64-linux.default = pkgs.python3Packages.callPackage ./package.nix { }; devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 ]; shellHook = "uv sync"; };',
      ),
      'package.nix':
        '{ buildPythonApplication }: buildPythonApplication { pname = "evio"; version = "1"; }\n',
    },
    [
      '`buildPythonApplication` builds the Python package `evio` in Nix. `evio` is a project of this repository: `uv sync` installs it, and `uv build` builds it.',
    ],
  ],
  'the project itself by its package in nixpkgs': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.uv pkgs.python3 (pkgs.python3Packages.evio.overrideAttrs { src = ./.; }) ];',
      ),
    },
    [
      'Python package `evio` reaches `packages` of devShell `default`. Remove it. `evio` is a project of this repository, which `uv sync` installs.',
    ],
  ],
  'environments by map': [
    {
      'flake.nix': flake(
        'packages.x86_64-linux = lib.listToAttrs (map (dist: { name = dist.pname; value = dist.withPackages (ps: [ ps.rich ]); }) [ pkgs.python312 ]); devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 ]; shellHook = "uv sync"; };',
      ),
    },
    [
      'A Python environment with `rich` reaches a package of the flake. Run its programs by uv, as in `uv run python …`. Run `uv add rich` first.',
    ],
  ],
  'a command of a page with pip and pipenv': [
    {
      'flake.nix': shell('packages = [ pkgs.uv pkgs.python3 ];'),
      'README.md': '```bash\nnix-shell --pure -p python311Full python311Packages.pip pipenv\n```\n',
    },
    [
      'This command takes the Python package `pip` from Nix. Leave it out; uv does its work.',
      'This command brings `pipenv`, another Python package manager. Leave it out; uv does its work.',
    ],
  ],
  'template by output': [
    {
      'flake.nix': flake(
        'templates.default = { path = ./skeleton; }; devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 ]; shellHook = "uv sync"; };',
      ),
      'skeleton/flake.nix': shell('packages = [ pkgs.poetry ];'),
    },
    [],
  ],
  'template by path': [
    {
      'flake.nix': shell('packages = [ pkgs.uv pkgs.python3 ];'),
      'src/init/templates/flake.nix': shell('packages = [ pkgs.poetry ];'),
      '{{cookiecutter.name}}/flake.nix': shell('packages = [ pkgs.poetry ];'),
    },
    [],
  ],
  'project only in a template': [
    {
      'flake.nix': flake(''),
      'pyproject.toml': '',
      'templates/python/pyproject.toml': '[project]\nname = "x"\nversion = "1"\n',
    },
    [],
  ],
  'devenv requirements by path': [
    {
      'flake.nix': shell('packages = [ pkgs.uv pkgs.python3 ];'),
      'devenv.nix': '{ ... }: { languages.python.venv.requirements = ./requirements.txt; }\n',
    },
    [
      'A list of Python packages reaches `languages.python.venv.requirements` of devenv shell. Remove it and run `uv add …` with what it lists.',
    ],
  ],
  'inputsFrom a Python package': [
    { 'flake.nix': shell('inputsFrom = [ pkgs.python3Packages.qtile ];') },
    [
      'The default dev shell does not provide `uv`. Add `uv` from nixpkgs to its packages.',
      'Python package `qtile` reaches `inputsFrom` of devShell `default`. Remove it and run `uv add qtile`.',
    ],
  ],
  'an import of a path that is looked for': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.uv ] ++ (import (lib.findFirst builtins.pathExists ./x.nix [ ./tools.nix ]) { inherit pkgs; });',
      ),
      'tools.nix': '{ pkgs }: [ (pkgs.python3.withPackages (ps: [ ps.rich ])) ]\n',
    },
    [
      'A Python environment with `rich` reaches `packages` of devShell `default`. Use `pkgs.python3` and run `uv add rich`.',
    ],
  ],
  'managers at the top level': [
    { 'flake.nix': shell('packages = with pkgs; [ uv python3 ' + managers.join(' ') + ' ];') },
    managers.map(
      (name) =>
        `\`${name}\`, another ${name === 'pyenv' ? 'manager of Python versions' : 'Python package manager'}, reaches \`packages\` of devShell \`default\`. Remove it; uv does its work.`,
    ),
  ],
  'tools of the Python set': [
    {
      'flake.nix': shell(
        'packages = with pkgs.python3Packages; [ pkgs.uv python twine autoflake glances ansible-core supervisor bpython jedi-language-server hatch ];',
      ),
    },
    [
      'Python packages `twine`, `autoflake`, `glances`, `ansible-core`, `supervisor` and 3 more reach `packages` of devShell `default`. Remove them and run `uv add --dev autoflake glances ansible-core supervisor bpython jedi-language-server`.',
    ],
  ],
  'applications of the Python set': [
    {
      'flake.nix': shell(
        'packages = with pkgs.python3Packages; [ pkgs.uv python ' + applications.join(' ') + ' ];',
      ),
    },
    applications.map(
      (name) =>
        `Python package \`${name}\` reaches \`packages\` of devShell \`default\`. Use \`pkgs.${name}\`, the application.`,
    ),
  ],
  'applications that nixpkgs has by itself': [
    {
      'flake.nix': shell(
        'packages = with pkgs; [ uv python3 ruff black pre-commit awscli2 jupyter ansible mypy pyright basedpyright sphinx mkdocs tox nox httpie yt-dlp isort pylint flake8 bandit twine cookiecutter ];',
      ),
    },
    [],
  ],
  'a module of NixOS': [
    {
      'flake.nix': flake(
        'nixosModules.default = { pkgs, ... }: { environment.systemPackages = [ (pkgs.python3.withPackages (ps: [ ps.rich ])) ]; }; devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 ]; shellHook = "uv sync"; };',
      ),
    },
    [],
  ],
}

it.each(Object.entries(cases))('%s', async (_, [files, expected]) => {
  const { findings } = await checkFiles({ ...project, ...files }, everyRuleOn(rules), rules)
  expect(findings.map(({ message, next }) => `${message} ${next}`)).toEqual(expected)
})
