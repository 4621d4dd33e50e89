import { expect, test } from 'vitest'
import { codePosition, mayHoldCode, setWriters, writers } from '../../src/parse/hosts/nix/code-positions.ts'
import { parse } from '../../src/parse/parse.ts'

const path = 'modules/a.nix'

test('a valid file without code and Python is only skimmed', async () => {
  const text = '{ lib, ... }: { options.x = lib.mkOption { default = [ ]; }; }'
  expect((await parse({ path, text }, { skim: true })).nix).toBeUndefined()
  expect((await parse({ path, text })).nix?.kind).toBe('lambda')
  expect((await parse({ path: 'flake.nix', text }, { skim: true })).nix?.kind).toBe('lambda')
})

test.each([
  '{ x = ; }',
  `${'['.repeat(2000)}${']'.repeat(2000)}`,
  '{ x = "pypy"; }',
  '{ pkgs }: pkgs.mkShell { }',
  '# policy-check: ignore[uv-only] -- no\n{ }',
])('a broken, deep or interesting file is read as ever: %.40s', async (text) => {
  expect(await parse({ path, text }, { skim: true })).toEqual(await parse({ path, text }))
})

test('every name that makes a string shell code keeps its file from being skimmed', () => {
  const names = [
    ...[
      'shellHook',
      'buildCommand',
      'enterShell',
      'enterTest',
      'preBuild',
      'postShellHook',
      'installPhase',
      'exec',
    ],
    ...[
      'ExecStartPre',
      'script',
      'shellInit',
      'promptInit',
      'initExtra',
      'bashrcExtra',
      'profileExtra',
      'extraInit',
    ],
    ...[
      'initContent',
      'loginExtra',
      'extraInstallCommands',
      'postSwitch',
      'interactiveShellInit',
      'shellInitLast',
    ],
  ]
  expect(names.filter((name) => codePosition([name]) === null)).toEqual([])
  const paths = [...['command', 'entry', 'text', 'x'], ...names].flatMap((name) =>
    ['commands', 'processes', 'hooks', 'startup', 'activation', 'activationScripts', 'shellAliases'].map(
      (parent) => [parent, name],
    ),
  )
  const code = paths
    .filter((attributes) => codePosition(attributes) !== null)
    .map((attributes) => attributes.join('.'))
  expect(code.length).toBeGreaterThan(names.length)
  expect(
    [...code, ...Object.keys(writers), ...setWriters].filter((name) => !mayHoldCode(`{ ${name} = 1; }`)),
  ).toEqual([])
})
