import { readFlakeLock } from '../src/model/flake/flake-lock.ts'
import { lockDifferences } from '../src/model/flake/lock-differences.ts'
import { rule } from '../src/rule/rule.ts'

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
  why: 'Nix locks a missing input when someone enters the shell, so two people on the same commit get different tools.',
  severity: 'error',
  needs: ['flake', 'documents', 'tree'],

  check({ flake, documents, tree }, report) {
    const next = 'Run `nix flake lock` and commit `flake.lock`.'
    const at = flake.inputsPlace ?? flake.outputsPlace
    if (flake.path === null || !at || flake.inputs.length === 0) return
    const parsed = documents.get('flake.lock')
    // `valid-manifests` speaks of a lock that is no JSON.
    if (parsed && parsed.document.troubles.length > 0) return
    const file = parsed?.file
    if (!file) {
      if (tree.hasFile('flake.lock')) return
      const message = tree.isIgnored('flake.lock')
        ? '`flake.lock` is ignored by git, so nobody else gets it.'
        : 'The flake has inputs but no `flake.lock`.'
      report(at, { message, next })
      return
    }
    const lock = readFlakeLock(file.text, file.path)
    if ('problem' in lock) {
      report(lock.place, {
        message: `\`flake.lock\` ${lock.problem}.`,
        next: `Restore it, or remove it. ${next}`,
      })
      return
    }
    for (const { place, message, other } of lockDifferences(flake.inputs, lock)) {
      const related = other ? [{ ...other, message: '`flake.lock` says so here.' }] : []
      report(place, { message, next, related })
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
    { title: 'a flake without inputs needs no lock', right: { 'flake.nix': flake('', '{ self }: { }') } },
  ],
})
