import * as v from 'valibot'
import { roleOfNested } from '../src/model/flake/nested-flakes.ts'
import { rule } from '../src/rule/rule.ts'

const flake = '{ outputs = { self }: { }; }\n'
const marked = flake.replace('outputs', '⟦outputs⟧')

export default rule({
  id: 'one-flake',
  group: 'Nix',
  says: 'The repository has one flake, at its root.',
  why: 'Every extra flake has its own lock and its own tools, so anyone who enters its shell works with different versions from everyone else.',
  severity: 'warning',
  needs: ['flake'],
  options: v.strictObject({
    nested: v.optional(
      v.pipe(
        v.record(v.string(), v.pipe(v.string(), v.minLength(1))),
        v.description('Paths of further flakes that may stay, each with the reason.'),
      ),
      {},
    ),
  }),

  check({ flake }, report, optionsAt) {
    for (const place of flake.flakes) {
      const { path } = place
      if (path === 'flake.nix' || roleOfNested(path, flake) !== 'other') continue
      if (path in optionsAt(path).nested) continue
      const hasRoot = flake.path !== null
      report(place, {
        message: hasRoot
          ? 'This is a second flake, beside the one at the root.'
          : 'This flake is not at the root.',
        next: hasRoot
          ? 'Move what is needed into the flake at the root, or name this one under `nested` with the reason.'
          : 'Move it to the root, or name it under `nested` with the reason.',
      })
    }
  },

  examples: [
    { given: { 'flake.nix': flake }, wrong: { 'evio/flake.nix': marked } },
    { title: 'no flake at the root', wrong: { 'nix/flake.nix': marked } },
    {
      options: { nested: { 'evio/flake.nix': 'kept for reference, not used' } },
      right: { 'flake.nix': flake, 'evio/flake.nix': flake },
    },
    {
      title: 'templates and inputs of the flake at the root',
      right: {
        'flake.nix':
          '{\n  inputs.tools.url = "path:./tools";\n  outputs = { self, tools }: { templates.app = { path = ./templates/app; description = "An app"; }; };\n}\n',
        'templates/app/flake.nix': flake,
        'tools/flake.nix': flake,
      },
    },
    {
      title: 'templates that no output names, and of cookiecutter',
      right: {
        'flake.nix': flake,
        'templates/app/flake.nix': flake,
        '{{cookiecutter.name}}/flake.nix': flake,
      },
    },
    {
      title: 'the inputs of a partition of flake-parts',
      right: {
        'flake.nix':
          '{\n  outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } { partitions.dev = { module = ./dev; extraInputsFlake = ./dev; }; };\n}\n',
        'dev/flake.nix': flake,
      },
    },
  ],
})
