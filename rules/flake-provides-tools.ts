import * as v from 'valibot'
import type { SafeFix } from '../src/advise/finding.ts'
import { insertBefore } from '../src/advise/nix-fix.ts'
import type { DevShell, Flake, ShellPackage } from '../src/model/flake/flake.ts'
import type { Documents } from '../src/model/pages/documents.ts'
import { rule } from '../src/rule/rule.ts'
import { listed } from '../src/text/words.ts'

const flake = (shell: string) => `{
  outputs = { self, nixpkgs }:
    let pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in {
      ${shell}
    };
}
`

const shell = (packages: string, mark = true) => {
  const name = 'devShells.x86_64-linux.default'
  return flake(`${mark ? `⟦${name}⟧` : name} = pkgs.mkShell {
        packages = ${packages};
      };`)
}

const given = { 'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n' }

export default rule({
  id: 'flake-provides-tools',
  group: 'Nix',
  says: 'The default dev shell provides a Python interpreter and uv.',
  why: 'Anyone who enters the shell needs both, in the versions that the flake locks rather than whatever the machine happens to have.',
  severity: 'error',
  fixes: 'safe',
  needs: ['flake', 'documents'],
  options: v.strictObject({
    tools: v.optional(
      v.pipe(
        v.array(v.pipe(v.string(), v.minLength(1))),
        v.description(
          'What the default dev shell provides, as nixpkgs names it; `python` stands for any interpreter.',
        ),
      ),
      ['python', 'uv'],
    ),
  }),

  check({ flake, documents }, report, optionsAt) {
    const { tools } = optionsAt('flake.nix')
    const shell = flake.shells.find(({ isRoot, name }) => isRoot && name === 'default')
    if (!shell) {
      if (!hasNoShell(flake) || !flake.outputsPlace || tools.length === 0) return
      const next = `Add \`devShells.<system>.default\` with ${listed(tools)}.`
      report(flake.outputsPlace, { message: 'The flake has no default dev shell.', next })
      return
    }
    const missing = tools.filter((tool) => !provides(shell, tool))
    if (missing.length === 0 || !shell.complete) return
    const attributes = missing.map((tool) => (tool === 'python' ? 'python3' : tool))
    const fix = fixOf(shell, attributes, documents)
    report(shell.place, {
      message: `The default dev shell does not provide ${listed(missing)}.`,
      next: `Add ${listed(attributes)} from nixpkgs to its packages.`,
      ...(fix && { fix }),
    })
  },

  examples: [
    {
      given,
      wrong: {
        'flake.nix': shell(
          '[\n          # Tools\n          pkgs.python312\n          pkgs.git # for CI\n        ]',
        ),
      },
      right: {
        'flake.nix': shell(
          '[\n          # Tools\n          pkgs.uv\n          pkgs.python312\n          pkgs.git # for CI\n        ]',
          false,
        ),
      },
    },
    {
      title: 'under `with`, both missing',
      given,
      wrong: { 'flake.nix': shell('with pkgs; [ git ]') },
      right: { 'flake.nix': shell('with pkgs; [ python3 uv git ]', false) },
    },
    {
      title: 'a list of other tools, and no list to add to',
      options: { tools: ['just', 'uv'] },
      given,
      wrong: { 'flake.nix': shell('[ ]') },
    },
    {
      title: 'no dev shell at all',
      given,
      wrong: {
        'flake.nix': flake('packages.x86_64-linux.default = pkgs.hello;').replace('outputs', '⟦outputs⟧'),
      },
    },
    { given, right: { 'flake.nix': shell('[ pkgs.uv pkgs.python312 ]', false) } },
    {
      title: 'packages that are not known may be anything',
      given,
      right: { 'flake.nix': shell('[ pkgs.git ] ++ self.lib.tools', false) },
    },
  ],
})

/** Whether the repository surely has no default dev shell: no flake's, and no `shell.nix` or `devenv.nix` at its root. */
function hasNoShell({ shellsKnown, shells, complete }: Flake): boolean {
  return shellsKnown && complete && shells.every(({ isRoot, place }) => !isRoot && place.path.includes('/'))
}

function provides({ packages, programs }: DevShell, tool: string): boolean {
  if (programs.some(({ name }) => name === tool)) return true
  return packages.some(({ kind, name }) =>
    tool === 'python' ? kind === 'interpreter' || kind === 'python-environment' : name === tool,
  )
}

function fixOf(shell: DevShell, attributes: readonly string[], documents: Documents): SafeFix | null {
  const own = shell.packages.filter(({ element, nixpkgs }) => element !== null && nixpkgs !== null)
  const anchor: ShellPackage | undefined = own.find(({ attribute }) => attribute === 'packages') ?? own[0]
  const place = anchor?.element
  const text = place && documents.get(place.path)?.file.text
  if (!place || !text) return null
  const names = attributes.map((attribute) => `${anchor.nixpkgs}${attribute}`)
  return {
    title: `Add ${listed(names)}`,
    safety: 'safe',
    edits: [{ path: place.path, ...insertBefore(text, place.span, names) }],
  }
}
