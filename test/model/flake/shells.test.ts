import { describe, expect, it } from 'vitest'
import type { DevShell } from '../../../src/model/flake/flake.ts'
import { flakeOf } from '../../support/flake-of.ts'

/** The default dev shell of a flake that makes it so. */
function shellOf(shell: string, lets = ''): DevShell {
  const code = `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  inputs.devshell.url = "github:numtide/devshell";
  outputs = { self, nixpkgs, ... }@inputs: let pkgs = nixpkgs.legacyPackages.x86_64-linux; lib = pkgs.lib; ${lets}
  in { devShells.x86_64-linux.default = ${shell}; };
}
`
  const [found] = flakeOf({ 'flake.nix': code }).shells
  if (!found) throw new Error('no shell')
  return found
}

const tools = ({ packages }: DevShell) => ({
  python: packages.some(({ kind }) => kind === 'interpreter' || kind === 'python-environment'),
  uv: packages.some(({ name }) => name === 'uv'),
})

const devshell = 'inputs.devshell.legacyPackages.x86_64-linux.mkShell'

describe('a shell provides python and uv', () => {
  it.each([
    ["devshell's own packages", `${devshell} { devshell.packages = [ pkgs.python3 pkgs.uv ]; }`],
    [
      "devshell's commands",
      `${devshell} { packages = [ pkgs.python3 ]; commands = [ { package = pkgs.uv; } ]; }`,
    ],
    [
      "devshell's variables",
      `${devshell} { packages = [ pkgs.uv ]; env = [ { name = "UV_PYTHON"; value = lib.getExe pkgs.python312; } ]; }`,
    ],
    [
      'a wrapper',
      'pkgs.mkShell { packages = [ pkgs.python3 (pkgs.symlinkJoin { name = "uv"; paths = [ pkgs.uv ]; postBuild = "wrapProgram $out/bin/uv"; }) ]; }',
    ],
    [
      'one environment',
      'pkgs.mkShell { packages = [ (pkgs.buildEnv { name = "x"; paths = [ pkgs.uv pkgs.python3 ]; }) ]; }',
    ],
    [
      'UV_PYTHON as the interpreter',
      'pkgs.mkShell { packages = [ pkgs.uv ]; UV_PYTHON = pkgs.python312.interpreter; }',
    ],
    [
      'UV_PYTHON in the hook',
      'pkgs.mkShell { packages = [ pkgs.uv ]; shellHook = "export UV_PYTHON=${pkgs.python312}/bin/python"; }',
    ],
    [
      'another shell',
      'pkgs.mkShell { inputsFrom = [ base ]; }',
      'base = pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 ]; };',
    ],
    [
      'an environment with uv',
      'pkgs.mkShell { packages = [ (pkgs.python3.withPackages (ps: [ ps.uv ])) ]; }',
    ],
    ['an FHS environment', '(pkgs.buildFHSEnv { name = "x"; targetPkgs = p: with p; [ uv python3 ]; }).env'],
  ])('%s', (_, shell, lets = '') => {
    expect(tools(shellOf(shell, lets))).toEqual({ python: true, uv: true })
  })
})

describe('what a shell is missing is known', () => {
  it.each([
    ['devshell', `${devshell} { devshell.packages = [ pkgs.python3 ]; }`, true],
    ['devshell with modules', `${devshell} { imports = [ inputs.x.module ]; }`, false],
    ['a Python package by inputsFrom', 'pkgs.mkShell { inputsFrom = [ pkgs.python3Packages.numpy ]; }', true],
    ['an application by inputsFrom', 'pkgs.mkShell { inputsFrom = [ pkgs.hello ]; }', false],
    [
      'a shell by inputsFrom',
      'pkgs.mkShell { inputsFrom = [ (pkgs.mkShell { packages = [ pkgs.git ]; }) ]; }',
      true,
    ],
    [
      'a bundle of unknown things',
      'pkgs.mkShell { packages = [ (pkgs.buildEnv { name = "x"; paths = [ inputs.x.tools ]; }) ]; }',
      false,
    ],
  ])('%s', (_, shell, complete) => {
    expect(shellOf(shell).complete).toBe(complete)
  })
})

it('says where a part is that was not understood', () => {
  const { gaps } = shellOf(
    'pkgs.mkShell { packages = [ inputs.x.tool pkgs.git ]; shellHook = inputs.x.hook; }',
  )
  expect(gaps.map(({ part }) => part)).toEqual(['packages', 'hook'])
})
