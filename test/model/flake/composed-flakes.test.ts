import { describe, expect, it } from 'vitest'
import tools from '../../../rules/flake-provides-tools.ts'
import builds from '../../../rules/no-python-builds-in-nix.ts'
import packages from '../../../rules/no-python-packages-in-nix.ts'
import oneFlake from '../../../rules/one-flake.ts'
import syncs from '../../../rules/shell-hook-syncs.ts'
import { readMarks } from '../../../src/rule/example.ts'
import { flakeOf } from '../../support/flake-of.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { describePlaces } from '../../support/places.ts'
import { checkFiles, repair } from '../../support/repair.ts'
import { composedFlakes, flake, parts, plain } from './composed-flakes.ts'

it.each(Object.entries(composedFlakes))('%s: comes back whole', (_, marked) => {
  const { files, places } = readMarks(marked)
  const read = flakeOf(files)
  const judged = [...read.uses, ...read.builds].map(({ source }) => source)
  expect(new Set(describePlaces(files, judged))).toEqual(new Set(describePlaces(files, places)))
})

const rules = [builds, oneFlake, packages, syncs, tools]
const project = { 'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n' }
const shell = (attributes: string, outputs = '') =>
  plain(`devShells.x86_64-linux.default = pkgs.mkShell { ${attributes} }; ${outputs}`)
const hooked = (outputs: string, shellOf = '') =>
  flake(
    `{ self, nixpkgs, git-hooks, ... }: let inherit (self) inputs; pkgs = nixpkgs.legacyPackages.x86_64-linux; hooks = inputs.git-hooks.lib.x86_64-linux.run { src = ./.; hooks = { ruff.enable = true; ${outputs} }; }; in { devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.python3 ] ++ hooks.enabledPackages; ${shellOf} }; }`,
  )
const noUv = 'The default dev shell does not provide `uv`.'
const noSync = 'Entering the default dev shell does not run `uv sync`.'

/** What is said of flakes that use options of others. */
const said: Readonly<Record<string, readonly [Files, readonly string[]]>> = {
  'hooks of git-hooks bring neither uv nor a sync': [
    { 'flake.nix': hooked('', 'shellHook = hooks.shellHook + "\\necho hi\\n";') },
    [noUv, noSync],
  ],
  'a hook of git-hooks for the lock brings uv': [
    { 'flake.nix': hooked('uv-lock.enable = true;', 'shellHook = "uv sync";') },
    [],
  ],
  'hooks of git-hooks that are not known': [
    { 'flake.nix': hooked('} // inputs.own.hooks // {', 'shellHook = "uv sync";') },
    [],
  ],
  'the installation of hooks in flake-parts, and a search path with what is not known': [
    {
      'flake.nix': parts(
        "{ imports = [ inputs.git-hooks.flakeModule ]; perSystem = { pkgs, lib, config, inputs', ... }: { pre-commit.settings.hooks.ruff.enable = true; devShells.default = pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 ]; shellHook = ''\n  ${config.pre-commit.installationScript}\n  export PATH=${lib.makeBinPath [ inputs'.own.packages.tool ]}:$PATH\n''; }; }; }",
      ),
    },
    [noSync],
  ],
  'a program at the end of a search path': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.uv pkgs.python3 ]; shellHook = "${pkgs.lib.makeBinPath [ inputs.own.packages.x86_64-linux.tool ]}/setup";',
      ),
    },
    [],
  ],
  'a shell that is checked too is still entered': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.uv (pkgs.python3.withPackages (ps: [ ps.pytest ])) ]; shellHook = "uv sync";',
        'checks = self.devShells;',
      ),
    },
    [
      'A Python environment with `pytest` reaches `packages` of devShell `default`. Use `pkgs.python3` and run `uv add --dev pytest`.',
    ],
  ],
  'a build of the project under another name': [
    {
      'flake.nix': shell(
        'packages = [ pkgs.uv pkgs.python3 ]; shellHook = "uv sync";',
        'packages.x86_64-linux.a = pkgs.python3Packages.buildPythonApplication { pname = "evio-cli"; version = "1"; src = pkgs.lib.cleanSource ./.; };',
      ),
    },
    [
      '`buildPythonApplication` builds the Python package `evio-cli` in Nix. `evio` is a project of this repository: `uv sync` installs it, and `uv build` builds it.',
    ],
  ],
}

describe('with options of others', () => {
  it.each(Object.entries(said))('%s', async (_, [files, expected]) => {
    const { findings } = await checkFiles({ ...project, ...files }, everyRuleOn(rules), rules)
    const words = findings.map(({ rule, message, next }) =>
      rule === 'flake-provides-tools' || rule === 'shell-hook-syncs' ? message : `${message} ${next}`,
    )
    expect(words).toEqual(expected)
  })
})

describe('fixes', () => {
  it.each<[string, Files]>([
    [
      'a list that a build shares with the shell',
      {
        'flake.nix': plain(
          'devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 ] ++ deps; shellHook = "uv sync"; }; packages.x86_64-linux.a = pkgs.python3Packages.buildPythonPackage { pname = "a"; version = "1"; dependencies = deps; };',
        ).replace('in {', 'deps = [ pkgs.python3Packages.numpy pkgs.python3Packages.black ]; in {'),
      },
    ],
    [
      'what a checker needs',
      {
        'flake.nix': parts(
          '{ perSystem = { pkgs, ... }: { treefmt.programs.mypy = { enable = true; directories.a.extraPythonPackages = [ pkgs.python3Packages.numpy ]; }; }; }',
        ),
      },
    ],
    [
      'what a derivation of a legacy file is built with',
      {
        'default.nix':
          '{ pkgs ? import <nixpkgs> { } }: rec { docs = pkgs.stdenv.mkDerivation { name = "a"; nativeBuildInputs = [ pkgs.python3Packages.sphinx ]; }; shell = pkgs.mkShell { inputsFrom = [ docs ]; }; }',
      },
    ],
  ])('keep %s', async (_, files) => {
    const { findings } = await checkFiles({ ...project, ...files }, everyRuleOn([packages]), [packages])
    expect(findings.map(({ fix }) => fix ?? null)).toEqual([null])
  })

  it('takes what only the shell of a legacy file lists', async () => {
    const code = (list: string) =>
      `{ pkgs ? import <nixpkgs> { } }: { shell = pkgs.mkShell { packages = ${list}; }; }\n`
    const files = { ...project, 'default.nix': code('[ pkgs.git pkgs.python3Packages.numpy ]') }
    const fixed = await repair(files, everyRuleOn([packages]), [packages])
    expect(fixed['default.nix']).toBe(code('[ pkgs.git ]'))
  })
})

describe('devenv brings uv', () => {
  const devenv = (module: string): Files => ({
    'flake.nix': flake(
      `{ nixpkgs, devenv, own, ... }@inputs: { devShells.x86_64-linux.default = devenv.lib.mkShell { inherit inputs; pkgs = nixpkgs.legacyPackages.x86_64-linux; modules = [ { languages.python.enable = true; enterShell = "uv sync"; } ${module} ]; }; }`,
    ),
  })
  it.each([
    ['by no option', '{ }', [noUv]],
    ['by its option', '{ languages.python.uv.enable = true; }', []],
    ['by an option that is not known', '{ languages.python.uv.enable = own.isOn; }', []],
    ['for a hook', '{ git-hooks.hooks.uv-lock.enable = true; }', []],
    ['perhaps by a module of others', 'own.devenvModules.python', []],
    ['as a package', '({ pkgs, ... }: { packages = [ pkgs.uv ]; })', []],
  ])('%s', async (_, module, expected) => {
    const { findings } = await checkFiles({ ...project, ...devenv(module) }, everyRuleOn([tools]), [tools])
    expect(findings.map(({ message }) => message)).toEqual(expected)
  })
})
