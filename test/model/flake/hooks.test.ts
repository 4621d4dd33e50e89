import { describe, expect, it } from 'vitest'
import syncs from '../../../rules/shell-hook-syncs.ts'
import uvOnly from '../../../rules/uv-only.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { checkFiles } from '../../support/repair.ts'
import { mkShell, shellOf, silent } from './syncing-hooks.ts'

const project = { 'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n' }

/** Hooks that surely do not: what to do about it. */
const reported: Readonly<Record<string, readonly [Files, string]>> = {
  'a hook that only speaks': [{ 'flake.nix': mkShell('"echo hi"') }, 'Run `uv sync` in `shellHook`.'],
  'a sourced file that does not': [
    { 'flake.nix': mkShell('"source ${./hook.sh}"'), 'hook.sh': 'echo hi\n' },
    'Run `uv sync` in `shellHook`.',
  ],
  'a command that uv runs outside of the project': [
    { 'flake.nix': mkShell('"uv run --no-project true"') },
    'Run `uv sync` in `shellHook`.',
  ],
  'an activation': [
    { 'flake.nix': mkShell('"source \\"$VENV/bin/activate\\""') },
    'Run `uv sync` in `shellHook`.',
  ],
  'a package that another flake names': [
    {
      'flake.nix': shellOf(
        'pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 inputs.cli.packages.x86_64-linux.cli ]; }',
      ).replace('inputs.devshell', 'inputs.cli.url = "github:acme/cli";\n  inputs.devshell'),
    },
    'Add `shellHook = "uv sync";` to it.',
  ],
  'an FHS environment of the usual libraries': [
    {
      'flake.nix': shellOf(
        '(pkgs.buildFHSEnv (pkgs.appimageTools.defaultFhsEnvArgs // { name = "x"; targetPkgs = p: [ p.uv p.python3 ]; profile = "echo hi"; })).env',
      ),
    },
    'Run `uv sync` in `profile`.',
  ],
  'a file beside one that would': [
    { 'flake.nix': mkShell('"cat ${./.}/README.md"'), 'README.md': '# evio\n', 'hook.sh': 'uv sync\n' },
    'Run `uv sync` in `shellHook`.',
  ],
  'a program that names itself': [
    {
      'flake.nix': mkShell('"hello"', 'hello = pkgs.writeShellScriptBin "hello" "echo hello";', 'hello'),
    },
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
