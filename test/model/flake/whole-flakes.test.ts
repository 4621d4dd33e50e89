import { describe, expect, it } from 'vitest'
import { readMarks } from '../../../src/rule/example.ts'
import { flakeOf } from '../../support/flake-of.ts'
import type { Files } from '../../support/in-memory.ts'
import { describePlaces } from '../../support/places.ts'
import { flake, parts, wholeFlakes } from './whole-flakes.ts'

describe.each(Object.entries(wholeFlakes))('%s', (_, marked) => {
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
