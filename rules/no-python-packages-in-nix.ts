import * as v from 'valibot'
import type { Documents } from '../src/model/documents/documents.ts'
import { packagesOfCommand } from '../src/model/flake/command-packages.ts'
import type { DevShell, PackageUse } from '../src/model/flake/flake.ts'
import { grouped } from '../src/model/flake/group-uses.ts'
import type { UnsafeFix } from '../src/rule/finding.ts'
import { removeElements, replaceExpression } from '../src/rule/nix-fix.ts'
import { addCommands, usePhrase, useRelated } from '../src/rule/nix-words.ts'
import { rule } from '../src/rule/rule.ts'
import { listed } from '../src/text/words.ts'

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
  why: 'A package from nixpkgs hides the one that `uv.lock` pins, so that code runs with versions no lock file states.',
  severity: 'error',
  fixes: 'unsafe',
  needs: ['flake', 'documents', 'commands'],
  options: v.strictObject({
    allow: v.optional(
      v.pipe(v.array(v.string()), v.description('Attribute names of packages that may come from Nix.')),
      [],
    ),
  }),

  check({ flake: { uses, shells }, documents, commands }, report, optionsAt) {
    const withInterpreter = new Set(shells.filter(hasInterpreter).map(({ owner }) => owner))
    const judged = uses.filter(({ source, names }) => {
      const { allow } = optionsAt(source.path)
      return names.length === 0 || names.some((name) => !allow.includes(name))
    })
    for (const found of grouped(judged, documents)) {
      const isSpare = found.kind === 'python-environment' && found.elements !== null
      const use = isSpare && withInterpreter.has(found.sink.owner) ? { ...found, replacement: null } : found
      const fix = fixOf(use, documents)
      report(use.source, {
        message: usePhrase(use),
        next: nextOf(use),
        related: useRelated(use),
        ...(fix && { fix }),
      })
    }
    for (const command of commands.all) {
      if (command.stance.value !== 'runs' || command.audience.value !== 'contributor') continue
      const { allow } = optionsAt(command.path)
      for (const { kind, names, word } of packagesOfCommand(command)) {
        if (names.length > 0 && names.every((name) => allow.includes(name))) continue
        const { path, origin } = command
        const next = commandNext(names)
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
      right: {
        'flake.nix': flake('[\n          pkgs.uv\n          # arrays\n          pkgs.zlib\n        ]'),
      },
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
      title: 'interpreters, applications and native libraries',
      right: { 'flake.nix': flake('with pkgs; [ python312 uv ruff opencv4 zlib python3Packages.python ]') },
    },
    {
      options: { allow: ['pygobject3'] },
      right: { 'flake.nix': flake('[ pkgs.python3Packages.pygobject3 ]') },
    },
  ],
})

function commandPhrase(kind: PackageUse['kind'], names: readonly string[]): string {
  if (kind === 'python-environment') return 'This command makes a Python environment with Nix.'
  if (kind === 'foreign-manager')
    return `This command brings ${listed(names)}, another Python package manager.`
  return `This command takes the Python package ${listed(names)} from Nix.`
}

function commandNext(names: readonly string[]): string {
  const [command] = addCommands(names)
  if (command) return `Run \`${command}\` once, and then \`uv run --package <member> …\`.`
  return 'Run it with `uv run --package <member> …`.'
}

function hasInterpreter({ packages }: DevShell): boolean {
  return packages.some(({ kind }) => kind === 'interpreter')
}

function nextOf(use: PackageUse): string {
  if (use.kind === 'foreign-manager') return 'Remove it; uv does its work.'
  if (use.names.length === 0 && use.kind === 'python-package') {
    return 'Remove the option and run `uv add --package <member> …` with what it lists.'
  }
  const commands = addCommands(use.names)
  const run = commands.map((command) => `\`${command}\``).join(' and ')
  if (use.kind === 'python-environment' && (use.replacement !== null || !use.elements)) {
    const bare = use.replacement === null ? 'the bare interpreter' : `\`${use.replacement}\``
    return run === '' ? `Use ${bare}.` : `Use ${bare} and run ${run}.`
  }
  if (use.replacement !== null) return `Use \`${use.replacement}\`, the application.`
  return run === '' ? 'Remove it; uv does its work.' : `Remove it and run ${run}.`
}

function fixOf(use: PackageUse, documents: Documents): UnsafeFix | null {
  const { path, span } = use.source
  const text = documents.get(path)?.file.text
  if (text === undefined) return null
  const unsafe = { safety: 'unsafe', because: becauseOf(use) } as const
  if (use.replacement !== null) {
    const edits = [{ path, ...replaceExpression(text, span, use.replacement) }]
    return { title: `Use \`${use.replacement}\``, ...unsafe, edits }
  }
  if (!use.elements) return null
  const files = [...new Set(use.elements.map((element) => element.path))]
  const edits = files.flatMap((file) => {
    const spans =
      use.elements?.filter((element) => element.path === file).map((element) => element.span) ?? []
    return removeElements(documents.get(file)?.file.text ?? '', spans).map((edit) => ({
      path: file,
      ...edit,
    }))
  })
  return { title: `Remove ${listed(use.names)}`, ...unsafe, edits }
}

function becauseOf(use: PackageUse): string {
  const [binding] = use.via
  const unused = binding && use.elements ? `; \`${binding.name}\` may be unused afterwards` : ''
  if (use.kind === 'foreign-manager')
    return `commands that call ${listed(use.names)} fail afterwards${unused}`
  return `code that needs it fails until a member depends on it${unused}`
}
