import { readFlakeLock } from '../src/model/flake/flake-lock.ts'
import { lockDifferences } from '../src/model/flake/lock-differences.ts'
import { roleOfNested } from '../src/model/flake/nested-flakes.ts'
import { rule } from '../src/rule/rule.ts'
import { parentOf } from '../src/text/paths.ts'

const flake = (inputs: string, outputs = '{ self, nixpkgs }: { }') =>
  `{\n  ${inputs}\n  outputs = ${outputs};\n}\n`

const locked = (inputs: string, nodes: string) =>
  `{ "nodes": { ${nodes}, "root": { "inputs": ${inputs} } }, "root": "root", "version": 7 }\n`

const nixpkgs =
  '"nixpkgs": { "locked": {}, "original": { "owner": "NixOS", "ref": "nixos-unstable", "repo": "nixpkgs", "type": "github" } }'

const unstable = 'inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";'

export default rule({
  id: 'flake-lock-in-step',
  group: 'Nix',
  says: '`flake.lock` exists and locks exactly the inputs of the flake.',
  leaves: 'Templates, and flakes below the root without a lock that no partition of flake-parts names.',
  why: 'Nix locks a missing input when someone enters the shell, so two people on the same commit get different tools.',
  teaches: 'Commit a changed flake input with `flake.lock`.',
  severity: 'error',
  needs: ['flake', 'documents', 'tree'],

  check({ flake, documents, tree }, report) {
    for (const { path, inputs, place } of flake.declared) {
      const role = path === 'flake.nix' ? 'root' : roleOfNested(path, flake)
      if (!place || inputs.length === 0 || role === 'template') continue
      const directory = parentOf(path)
      const lockPath = directory === '.' ? 'flake.lock' : `${directory}/flake.lock`
      const next = `Run \`nix flake lock${directory === '.' ? '' : ` ./${directory}`}\` and commit \`${lockPath}\`.`
      const parsed = documents.get(lockPath)
      // `valid-manifests` speaks of a lock that is no JSON.
      if (parsed && parsed.document.troubles.length > 0) continue
      if (!parsed) {
        // Of an input, the root's lock holds the inputs as well; of a flake that nobody uses, nobody needs a lock.
        if (tree.hasFile(lockPath) || role === 'input' || role === 'other') continue
        const message = tree.isIgnored(lockPath)
          ? `\`${lockPath}\` is ignored by git, so nobody else gets it.`
          : `The flake has inputs but no \`${lockPath}\`.`
        report(place, { message, next })
        continue
      }
      const lock = readFlakeLock(parsed.file.text, parsed.file.path)
      if ('problem' in lock) {
        report(lock.place, {
          message: `\`${lockPath}\` ${lock.problem}.`,
          next: `Restore it, or remove it. ${next}`,
        })
        continue
      }
      for (const { place: at, message, other } of lockDifferences(inputs, lock)) {
        const related = other ? [{ ...other, message: `\`${lockPath}\` says so here.` }] : []
        report(at, { message, next, related })
      }
    }
  },

  examples: [
    { title: 'no lock', wrong: { 'flake.nix': flake(unstable).replace('inputs', '⟦$&⟧') } },
    {
      title: 'an input changed, one added, one removed',
      wrong: {
        'flake.nix': flake(
          'inputs.nixpkgs.url = ⟦"github:NixOS/nixpkgs/nixos-24.11"⟧;\n  inputs.⟦flake-utils⟧.url = "github:numtide/flake-utils";',
        ),
        'flake.lock': locked('{ "nixpkgs": "nixpkgs", "systems": ⟦"nixpkgs"⟧ }', nixpkgs),
      },
    },
    {
      title: 'an input that follows another, and one that does so no more',
      wrong: {
        'flake.nix': flake(
          `${unstable}\n  inputs.a = { url = "github:o/a"; inputs.nixpkgs.follows = ⟦"nixpkgs"⟧; };\n  inputs.⟦b⟧.url = "github:o/b";`,
        ),
        'flake.lock': locked(
          '{ "nixpkgs": "nixpkgs", "a": "a", "b": "b" }',
          `${nixpkgs}, "a": { "inputs": { "nixpkgs": "nixpkgs" }, "original": { "owner": "o", "repo": "a", "type": "github" } }, "b": { "inputs": { "nixpkgs": ["nixpkgs"], "own": ["b", "nixpkgs"] }, "original": { "owner": "o", "repo": "b", "type": "github" } }`,
        ),
      },
    },
    {
      title: 'a lock of a version that Nix does not read',
      wrong: {
        'flake.nix': flake(unstable),
        'flake.lock': '{ "nodes": {}, "root": "root", "version": ⟦99⟧ }',
      },
    },
    { right: { 'flake.nix': flake(unstable), 'flake.lock': locked('{ "nixpkgs": "nixpkgs" }', nixpkgs) } },
    {
      title: 'how the flake itself is fetched',
      right: {
        'flake.nix': flake(`inputs.self.submodules = true;\n  ${unstable}`),
        'flake.lock': locked('{ "nixpkgs": "nixpkgs" }', nixpkgs),
      },
    },
    {
      title: 'flakes below the root that have a lock, and those of partitions',
      given: {
        'flake.nix': flake(
          'inputs.flake-parts.url = "github:hercules-ci/flake-parts";',
          '{ flake-parts, ... }@inputs: flake-parts.lib.mkFlake { inherit inputs; } { partitions.dev = { module = ./dev; extraInputsFlake = ./dev; }; }',
        ),
        'flake.lock': locked(
          '{ "flake-parts": "flake-parts" }',
          '"flake-parts": { "original": { "owner": "hercules-ci", "repo": "flake-parts", "type": "github" } }',
        ),
        'templates/app/flake.nix': flake(unstable),
        'tools/flake.nix': flake(unstable),
      },
      wrong: {
        'dev/flake.nix': flake(unstable, '{ ... }: { }').replace('inputs', '⟦$&⟧'),
        'nix/flake.nix': flake(unstable.replace('nixpkgs', '⟦$&⟧'), '{ ... }: { }'),
        'nix/flake.lock': locked('{ }', nixpkgs),
      },
    },
    { title: 'a flake without inputs needs no lock', right: { 'flake.nix': flake('', '{ self }: { }') } },
  ],
})
