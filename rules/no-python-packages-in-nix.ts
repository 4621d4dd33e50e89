import * as v from 'valibot'
import { addTargetAt, isOwnOutput } from '../src/advise/nix-adding.ts'
import { fixOfUse } from '../src/advise/nix-package-fix.ts'
import { narrowed } from '../src/advise/nix-run-by-uv.ts'
import { idleSettings } from '../src/advise/nix-venv-hook.ts'
import { commandNext, commandPhrase, useNext, usePhrase, useRelated } from '../src/advise/nix-words.ts'
import { packagesOfCommand } from '../src/model/commands/nix-packages.ts'
import { grouped } from '../src/model/flake/group-uses.ts'
import type { Commands, DevShell, Documents, PackageUse, Related } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'

const flake = (packages: string) => `{
  outputs = { self, nixpkgs }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in
    {
      devShells.x86_64-linux.default = pkgs.mkShell {
        packages = ${packages};
      };
    };
}
`

export default rule({
  id: 'no-python-packages-in-nix',
  group: 'Nix',
  says: 'No Python package reaches a dev shell or an environment through Nix.',
  why: 'A package from nixpkgs shadows the one that `uv.lock` pins, so code runs with versions that are in no lock file.',
  leaves:
    'Configurations and modules of machines and homes (`nixosConfigurations`, `nixosModules`, `homeConfigurations`, `homeModules`, nix-darwin): their packages serve a machine, not this project’s code.',
  teaches: {
    never: 'a Python package in the flake',
    instead: '{add}; Nix brings system packages only',
  },
  severity: 'error',
  fixes: 'unsafe',
  needs: ['flake', 'documents', 'commands', 'projects'],
  options: v.strictObject({
    allow: v.optional(
      v.pipe(v.array(v.string()), v.description('Attribute names of packages that may come from Nix.')),
      [],
    ),
  }),

  check({ flake: { uses, documented, shells }, documents, commands, projects }, report, optionsAt) {
    const withInterpreter = new Set(shells.filter(hasInterpreter).map(({ owner }) => owner))
    const judged = [...uses, ...documented.uses]
      .filter(({ source, names }) => {
        const { allow } = optionsAt(source.path)
        return names.length === 0 || names.some((name) => !allow.includes(name))
      })
      .filter((use) => !isOwnOutput(use, addTargetAt(use.source.path, projects)))
    for (const found of grouped(judged, documents)) {
      const isSpare =
        found.kind === 'python-environment' && found.elements !== null && !found.names.includes('uv')
      const use = isSpare && withInterpreter.has(found.sink.owner) ? { ...found, replacement: null } : found
      const text = documents.get(use.source.path)?.file.text ?? ''
      const target = narrowed(use, text, addTargetAt(use.source.path, projects), projects)
      const calls = use.kind === 'foreign-manager' ? callsInNix(use, commands) : []
      // A hook that calls what is gone stops whoever enters the shell.
      const fix = calls.length > 0 ? null : fixOfUse(use, documents, target)
      report(use.source, {
        message: usePhrase(use),
        next: useNext(use, target),
        related: [...useRelated(use), ...calls, ...idleRelated(use, documents)],
        ...(fix && { fix }),
      })
    }
    for (const command of commands.all) {
      if (command.stance.value !== 'runs' || command.audience.value !== 'contributor') continue
      const { allow } = optionsAt(command.path)
      for (const { kind, names, word } of packagesOfCommand(command)) {
        if (names.length > 0 && names.every((name) => allow.includes(name))) continue
        const { path, origin } = command
        const next = commandNext(kind, names, addTargetAt(path, projects))
        report({ path, span: word.span }, { message: commandPhrase(kind, names), next, origin })
      }
    }
  },

  examples: [
    {
      title: 'packages among system packages',
      wrong: {
        'flake.nix': flake(
          '[\n          pkgs.uv\n          ⟦pkgs.python3Packages.numpy⟧ # arrays\n          pkgs.zlib\n        ]',
        ),
      },
      right: { 'flake.nix': flake('[\n          pkgs.uv\n          pkgs.zlib\n        ]') },
    },
    {
      title: 'an environment gives way to its interpreter',
      wrong: {
        'flake.nix': flake('[ pkgs.uv (⟦pkgs.python312.withPackages (ps: with ps; [ numpy torch-bin ])⟧) ]'),
      },
      right: { 'flake.nix': flake('[ pkgs.uv pkgs.python312 ]') },
    },
    {
      title: 'an environment beside an interpreter goes',
      wrong: {
        'flake.nix': flake('[ pkgs.python3 (⟦pkgs.python3.withPackages (ps: [ ps.pytest ])⟧) ]'),
      },
      right: { 'flake.nix': flake('[ pkgs.python3 ]') },
    },
    {
      title: 'neighbours of one set, under another name, beside its interpreter',
      wrong: {
        'flake.nix': flake('with pkgs.python3.pkgs; [ python ⟦numpy scipy⟧ ]'),
      },
      right: { 'flake.nix': flake('with pkgs.python3.pkgs; [ python ]') },
    },
    {
      title: 'an application that nixpkgs has by itself',
      wrong: { 'flake.nix': flake('[ ⟦pkgs.python3Packages.black⟧ ]') },
      right: { 'flake.nix': flake('[ pkgs.black ]') },
    },
    {
      title: 'another package manager',
      wrong: {
        'shell.nix':
          '{ pkgs ? import <nixpkgs> { } }:\npkgs.mkShell { packages = [ pkgs.python3 ⟦pkgs.poetry⟧ ]; }\n',
      },
      right: {
        'shell.nix': '{ pkgs ? import <nixpkgs> { } }:\npkgs.mkShell { packages = [ pkgs.python3 ]; }\n',
      },
    },
    {
      title: 'a package in a string can be moved by hand only',
      wrong: {
        'shell.nix':
          'with import <nixpkgs> { };\nmkShell { PYTHONPATH = "${⟦python3Packages.numpy⟧}/lib"; }\n',
      },
    },
    {
      title: 'commands of Nix in documents and scripts',
      given: { 'flake.nix': flake('[ pkgs.uv pkgs.python3 ]') },
      wrong: {
        'README.md':
          "```bash\nnix-shell -p ⟦python3Packages.numpy⟧ --run 'python x.py'\nnix shell ⟦nixpkgs#python311Packages.scipy⟧ nixpkgs#uv\n```\n",
        'run.sh':
          'nix run ⟦nixpkgs#poetry⟧ -- install\nnix-shell -p ⟦"python3.withPackages (ps: [ ps.requests ])"⟧\n',
      },
    },
    {
      title: 'Nix code in documents, also in pieces, and what they forbid',
      given: { 'flake.nix': flake('[ pkgs.uv pkgs.python3 ]') },
      wrong: {
        'docs/setup.md':
          '```nix\nbuildInputs = [\n  ⟦pkgs.python3Packages.numpy⟧\n  pkgs.zlib\n];\n```\n\nNever:\n\n```nix\npackages = [ pkgs.python3Packages.numpy ];\n```\n',
      },
      right: {
        'docs/setup.md':
          '```nix\nbuildInputs = [\n  pkgs.zlib\n];\n```\n\nNever:\n\n```nix\npackages = [ pkgs.python3Packages.numpy ];\n```\n',
      },
    },
    {
      title: 'interpreters, applications and native libraries',
      right: { 'flake.nix': flake('with pkgs; [ python312 uv ruff opencv4 zlib python3Packages.python ]') },
    },
    {
      options: { allow: ['pygobject3'] },
      right: { 'flake.nix': flake('[ pkgs.python3Packages.pygobject3 ]') },
    },
  ],
})

/** Commands in Nix code that call a manager. */
function callsInNix({ names }: PackageUse, commands: Commands): Related[] {
  return commands.all
    .filter(
      ({ program, host, stance }) =>
        host === 'nix' && stance.value === 'runs' && names.includes(program ?? ''),
    )
    .map(({ path, span, program }) => ({ path, span, message: `\`${program}\` is called here.` }))
}

/** Code that nothing runs once `venvShellHook` is gone. */
function idleRelated(use: PackageUse, documents: Documents): Related[] {
  return idleSettings(use, documents).code.map((place) => ({
    ...place,
    message: 'Only `venvShellHook` runs this; move what is still needed to `shellHook`.',
  }))
}

function hasInterpreter({ packages }: DevShell): boolean {
  return packages.some(({ kind, attribute }) => kind === 'interpreter' && attribute !== 'inputsFrom')
}
