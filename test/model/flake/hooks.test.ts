import { describe, expect, it } from 'vitest'
import syncs from '../../../rules/shell-hook-syncs.ts'
import uvOnly from '../../../rules/uv-only.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { checkFiles } from '../../support/repair.ts'

const project = { 'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n' }

/** A flake whose default dev shell is this expression of `pkgs`, `lib`, `inputs`. */
const shellOf = (shell: string, lets = ''): string =>
  `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  inputs.devshell.url = "github:numtide/devshell";
  outputs = { self, nixpkgs, ... }@inputs: let pkgs = nixpkgs.legacyPackages.x86_64-linux; lib = pkgs.lib;
    ${lets}
  in { devShells.x86_64-linux.default = ${shell}; };
}
`

const mkShell = (hook: string, lets = '', packages = 'pkgs.uv pkgs.python3') =>
  shellOf(`pkgs.mkShell { packages = [ ${packages} ]; shellHook = ${hook}; }`, lets)

/** Hooks that run `uv sync`, or may: nothing is said of them. */
const silent: Readonly<Record<string, Files>> = {
  'a function that makes the hook': {
    'flake.nix': mkShell('mk "3.12"', "mk = v: ''\n      echo ${v}\n      uv sync\n    '';"),
  },
  'a string by another name': { 'flake.nix': mkShell('hooks.dev', 'hooks = { dev = "uv sync"; };') },
  'a filtered list of strings': {
    'flake.nix': mkShell(
      'lib.concatStringsSep "\\n" (lib.filter (l: l != "") [ "./init" extra ])',
      'extra = "echo hi";',
    ),
    init: '#!/bin/sh\nuv sync --all-groups\n',
  },
  'a file by readFile': { 'flake.nix': mkShell('builtins.readFile ./hook.sh'), 'hook.sh': 'uv sync\n' },
  'a file by readFile whose language is not known': {
    'flake.nix': mkShell('builtins.readFile ./hook'),
    hook: 'uv sync\n',
  },
  'a sourced file': { 'flake.nix': mkShell('"source ${./hook.sh}"'), 'hook.sh': 'uv sync\n' },
  'a sourced program': { 'flake.nix': mkShell('". ${pkgs.writeShellScript "s" "uv sync"}"') },
  'a program by getExe': {
    'flake.nix': mkShell('lib.getExe setup', 'setup = pkgs.writeShellScriptBin "setup" "uv sync";'),
  },
  'a program by its path': {
    'flake.nix': mkShell('"${setup}/bin/setup"', 'setup = pkgs.writeShellScriptBin "setup" "uv sync";'),
  },
  'a program among the packages': {
    'flake.nix': mkShell(
      '"setup"',
      'setup = pkgs.writeShellApplication { name = "setup"; text = "uv sync"; };',
      'setup',
    ),
  },
  'a condition': { 'flake.nix': mkShell('lib.optionalString pkgs.stdenv.isLinux "uv sync"') },
  'a concatenation': { 'flake.nix': mkShell('common + "\\nuv sync"', 'common = "echo hi";') },
  'lines of a list': { 'flake.nix': mkShell('lib.concatLines [ "echo hi" "uv sync" ]') },
  'an unknown hook': { 'flake.nix': mkShell('inputs.hooks.lib.x86_64-linux.shellHook') },
  'an unknown part': { 'flake.nix': mkShell('"echo hi\\n${inputs.hooks.lib.setup}"') },
  'an unknown part of a list': {
    'flake.nix': mkShell('lib.concatStringsSep "\\n" ([ "echo hi" ] ++ inputs.hooks.lib.lines)'),
  },
  'a recipe of just': { 'flake.nix': mkShell('"just setup"'), justfile: 'setup:\n    uv sync\n' },
  'a recipe of make': { 'flake.nix': mkShell('"make setup"'), Makefile: 'setup:\n\tuv sync\n' },
  'a recipe that is not there': { 'flake.nix': mkShell('"just setup"') },
  'a script that starts another': {
    'flake.nix': mkShell('"./scripts/enter.sh"'),
    'scripts/enter.sh': '#!/bin/sh\n./scripts/setup.sh\n',
    'scripts/setup.sh': '#!/bin/sh\nuv sync\n',
  },
  'profile of an FHS environment': {
    'flake.nix': shellOf(
      '(pkgs.buildFHSEnv { name = "x"; targetPkgs = p: [ p.uv p.python3 ]; profile = "uv sync"; runScript = "bash"; }).env',
    ),
  },
  'runScript that is a program': {
    'flake.nix': shellOf(
      '(pkgs.buildFHSEnv { name = "x"; targetPkgs = p: [ p.uv ]; runScript = pkgs.writeShellScript "s" "uv sync; exec bash"; }).env',
    ),
  },
  'a hook that enters an FHS environment': {
    'flake.nix': mkShell(
      '"exec ${fhs}/bin/x"',
      'fhs = pkgs.buildFHSEnv { name = "x"; profile = "uv sync"; runScript = "bash"; };',
    ),
  },
  "startup of numtide's devshell": {
    'flake.nix': shellOf(
      'inputs.devshell.legacyPackages.x86_64-linux.mkShell { devshell.packages = [ pkgs.uv pkgs.python3 ]; devshell.startup.sync.text = "uv sync"; }',
    ),
  },
  'another shell by inputsFrom': {
    'flake.nix': mkShell('""', 'base = pkgs.mkShell { shellHook = "uv sync"; };').replace(
      'shellHook = "";',
      'inputsFrom = [ base ];',
    ),
  },
}

/** Hooks that surely do not: what to do about it. */
const reported: Readonly<Record<string, readonly [Files, string]>> = {
  'a hook that only speaks': [{ 'flake.nix': mkShell('"echo hi"') }, 'Run `uv sync` in `shellHook`.'],
  'a sourced file that does not': [
    { 'flake.nix': mkShell('"source ${./hook.sh}"'), 'hook.sh': 'echo hi\n' },
    'Run `uv sync` in `shellHook`.',
  ],
  'a recipe that does not': [
    { 'flake.nix': mkShell('"just setup"'), justfile: 'setup:\n    npm ci\n' },
    'Run `uv sync` in `shellHook`.',
  ],
  'an FHS environment without a hook': [
    {
      'flake.nix': shellOf(
        '(pkgs.buildFHSEnv { name = "x"; targetPkgs = p: [ p.uv p.python3 ]; runScript = "bash"; }).env',
      ),
    },
    'Add `profile = "uv sync";` to it.',
  ],
  "numtide's devshell without a hook": [
    {
      'flake.nix': shellOf(
        'inputs.devshell.legacyPackages.x86_64-linux.mkShell { devshell.packages = [ pkgs.uv pkgs.python3 ]; }',
      ),
    },
    'Add `devshell.startup.sync.text = "uv sync";` to it.',
  ],
  "a hook of numtide's devshell": [
    {
      'flake.nix': shellOf(
        'inputs.devshell.legacyPackages.x86_64-linux.mkShell { packages = [ pkgs.uv ]; devshell.startup.hi.text = "echo hi"; }',
      ),
    },
    'Run `uv sync` in `devshell.startup.hi.text`.',
  ],
  'hooks that only venvShellHook would run': [
    { 'flake.nix': shellOf('pkgs.mkShell { packages = [ pkgs.uv ]; postShellHook = "uv sync"; }') },
    'Add `shellHook = "uv sync";` to it.',
  ],
  'devenv with uv and without its sync': [
    {
      'flake.nix': shellOf(
        'inputs.devenv.lib.mkShell { inherit inputs pkgs; modules = [ { languages.python = { enable = true; uv.enable = true; }; } ]; }',
      ).replace('inputs.devshell.url', 'inputs.devenv.url = "github:cachix/devenv";\n  inputs.devshell.url'),
    },
    'Set `languages.python.uv.sync.enable = true;` beside it.',
  ],
  'another shell by inputsFrom without it': [
    {
      'flake.nix': mkShell('""', 'base = pkgs.mkShell { packages = [ pkgs.git ]; };').replace(
        'shellHook = "";',
        'inputsFrom = [ base ];',
      ),
    },
    'Add `shellHook = "uv sync";` to it.',
  ],
}

const said = async (files: Files) => {
  const { findings } = await checkFiles({ ...project, ...files }, everyRuleOn([syncs]), [syncs])
  return findings.map(({ next }) => next)
}

describe('entering the shell', () => {
  it.each(Object.entries(silent))('runs `uv sync`, or may: %s', async (_, files) => {
    expect(await said(files)).toEqual([])
  })

  it.each(Object.entries(reported).map(([title, [files, next]]) => [title, files, next] as const))(
    'does not run `uv sync`: %s',
    async (_, files, next) => {
      expect(await said(files)).toEqual([next])
    },
  )
})

describe('code that reaches a hook is judged by the rules on commands', () => {
  it.each(
    Object.entries({
      'from a function': mkShell('mk "3.12"', "mk = v: ''\n      echo ${v}\n      pip install evio\n    '';"),
      'from a string by another name': mkShell('hooks.dev', 'hooks = { dev = "pip install evio"; };'),
      'from profile': shellOf(
        '(pkgs.buildFHSEnv { name = "x"; profile = "pip install evio"; runScript = "bash"; }).env',
      ),
      'from startup': shellOf(
        'inputs.devshell.legacyPackages.x86_64-linux.mkShell { devshell.startup.a.text = "pip install evio"; }',
      ),
    }),
  )('%s', async (_, code) => {
    const { findings } = await checkFiles({ ...project, 'flake.nix': code }, everyRuleOn([uvOnly]), [uvOnly])
    expect(findings.map(({ span }) => code.slice(span.start, span.end))).toEqual(['pip install evio'])
  })
})
