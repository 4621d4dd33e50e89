import { expect, test } from 'vitest'
import rule from '../../../rules/no-python-packages-in-nix.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { checkFiles } from '../../support/repair.ts'

/** The words that are judged in files beside a harmless flake. */
async function judged(files: Files): Promise<string[]> {
  const all: Files = { 'flake.nix': '{ outputs = { self }: { }; }', ...files }
  const { findings } = await checkFiles(all, everyRuleOn([rule]), [rule])
  return findings.map(({ path, span }) => (all[path] ?? '').slice(span.start, span.end))
}

test.each([
  ["nix-shell -p python3Packages.numpy --run 'python x.py'", ['python3Packages.numpy']],
  ['nix shell nixpkgs#python311Packages.scipy', ['nixpkgs#python311Packages.scipy']],
  [
    'nix shell nixpkgs#uv nixpkgs#python311Packages.scipy nixpkgs#poetry',
    ['nixpkgs#python311Packages.scipy', 'nixpkgs#poetry'],
  ],
  ['nix run nixpkgs#poetry -- install', ['nixpkgs#poetry']],
  ['nix run github:NixOS/nixpkgs/nixos-24.11#pipenv', ['github:NixOS/nixpkgs/nixos-24.11#pipenv']],
  [
    'nix-shell -p "python3.withPackages (ps: [ ps.requests ])"',
    ['"python3.withPackages (ps: [ ps.requests ])"'],
  ],
  ["nix-shell -p 'python311.pkgs.requests'", ["'python311.pkgs.requests'"]],
  ['nix-env -iA nixpkgs.python3Packages.pip', ['nixpkgs.python3Packages.pip']],
  ['nix develop', []],
  ['nix shell nixpkgs#uv nixpkgs#python311', []],
  ['nix run nixpkgs#ruff', []],
  ['nix develop --command uv run x nixpkgs#poetry', []],
  ['nix-shell -p uv python3 --run "echo python3Packages.numpy"', []],
  ['nix-shell -p python3Packages.python nodePackages.prettier', []],
  ['nix run .#poetry', []],
])('%s', async (command, expected) => {
  expect(await judged({ 'CONTRIBUTING.md': `# Development\n\n\`\`\`bash\n${command}\n\`\`\`\n` })).toEqual(
    expected,
  )
  expect(await judged({ 'x.sh': `#!/bin/sh\n${command}\n` })).toEqual(expected)
  const steps = `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          ${command}\n`
  expect(await judged({ '.github/workflows/ci.yml': steps })).toEqual(expected)
})

test('the lines of a script that nix-shell reads', async () => {
  const script =
    '#!/usr/bin/env nix-shell\n#!nix-shell -i bash -p python3Packages.requests uv\n#! nix-shell -p poetry\nuv sync\n'
  expect(await judged({ 'x.sh': script, run: script })).toEqual([
    'python3Packages.requests',
    'poetry',
    'python3Packages.requests',
    'poetry',
  ])
  expect(await judged({ 'x.sh': script.replace('env nix-shell', 'env bash') })).toEqual([])
})

test.each([
  [
    'an expression',
    '{ pkgs }: pkgs.mkShell { packages = [ pkgs.uv pkgs.python3Packages.numpy ]; }',
    ['pkgs.python3Packages.numpy'],
  ],
  [
    'attributes',
    'devShells.default = pkgs.mkShell {\n  buildInputs = with pkgs; [ uv python311Packages.numpy ];\n};',
    ['python311Packages.numpy'],
  ],
  [
    'an attribute without its semicolon',
    'packages = [ pkgs.python3Packages.numpy ]',
    ['pkgs.python3Packages.numpy'],
  ],
  [
    'what breaks off',
    'devShell = pkgs.mkShell {\n  buildInputs = [\n    python\n    pythonPackages.pip\n    zlib\n  ]);\n',
    ['pythonPackages.pip'],
  ],
  ['a call that makes no shell', 'hacks.prebuilt { from = pkgs.python3Packages.numpy; }', []],
  ['free names that are harmless', 'packages = [ python uv zlib pythonPackages.python ];', []],
])('a fence of Nix: %s', async (_, code, expected) => {
  expect(await judged({ 'README.md': `# Development\n\n\`\`\`nix\n${code}\n\`\`\`\n` })).toEqual(expected)
})
