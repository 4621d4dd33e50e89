import * as v from 'valibot'
import { insertBefore } from '../src/advise/nix-fix.ts'
import { pythonFor } from '../src/advise/nix-python.ts'
import { isTemplate } from '../src/model/flake/nested-flakes.ts'
import type { DevShell, Documents, Flake, Place, SafeFix, ShellPackage } from '../src/rule/facts.ts'
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
  leaves:
    'A shell of which a part was not understood; `--verbose` and `inspect flake` say which part, and where.',
  severity: 'error',
  fixes: 'safe',
  needs: ['flake', 'documents', 'projects'],
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

  check({ flake, documents, projects }, report, optionsAt) {
    // Without a project nobody needs them.
    if (
      !projects.broken.length &&
      projects.roots.every(({ manifest }) => isTemplate(manifest, flake.templates))
    )
      return
    const { tools } = optionsAt('flake.nix')
    const shell = flake.shells.find(({ isRoot, name }) => isRoot && name === 'default')
    if (!shell) {
      if (!hasNoShell(flake) || !flake.outputsPlace || tools.length === 0) return
      const next = `Add \`devShells.<system>.default\` with ${listed(tools)}.`
      report(flake.outputsPlace, { message: 'The flake has no default dev shell.', next })
      return
    }
    const lacking = tools.filter((tool) => !provides(shell, tool))
    const missing = shell.complete
      ? lacking
      : isKnownDevenv(shell)
        ? lacking.filter((tool) => tool === 'uv')
        : []
    if (missing.length === 0) return
    const message = `The default dev shell does not provide ${listed(missing)}.`
    const python = pythonFor(projects.rootFor('flake.nix'), documents)
    if (missing.includes('python') && 'wanted' in python) {
      const others = missing.filter((tool) => tool !== 'python')
      const also = others.length > 0 ? `, and ${listed(others)} from nixpkgs` : ''
      report(shell.place, {
        message,
        next: `Add a Python of the version that the project asks for (\`${python.wanted}\`), which nixpkgs may not have any more${also}.`,
      })
      return
    }
    if (isKnownDevenv(shell) && provides(shell, 'python')) {
      report(shell.place, { message, next: 'Set `languages.python.uv.enable = true;`.' })
      return
    }
    const attribute = 'attribute' in python ? python.attribute : 'python3'
    const attributes = missing.map((tool) => (tool === 'python' ? attribute : tool))
    const fix = fixOf(shell, flake.shells, attributes, documents)
    report(shell.place, {
      message,
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
    {
      title: 'the Python that the project asks for',
      given: {
        'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\nrequires-python = ">=3.11,<3.12"\n',
      },
      wrong: { 'flake.nix': shell('[ pkgs.uv ]') },
      right: { 'flake.nix': shell('[ pkgs.python311 pkgs.uv ]', false) },
    },
    {
      title: 'a Python that nixpkgs has no more',
      given: { ...given, '.python-version': '3.8\n' },
      wrong: { 'flake.nix': shell('[ pkgs.uv ]') },
    },
    {
      title: 'devenv, which has an option for uv',
      given,
      wrong: {
        'flake.nix': `{
  inputs.devenv.url = "github:cachix/devenv";
  outputs = { self, nixpkgs, devenv, ... }@inputs: {
    ⟦devShells.x86_64-linux.default⟧ = devenv.lib.mkShell {
      inherit inputs;
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      modules = [ { languages.python.enable = true; } ];
    };
  };
}
`,
      },
    },
    {
      title: 'never into a list under a condition',
      given,
      wrong: { 'flake.nix': shell('pkgs.lib.optionals pkgs.stdenv.isLinux [ pkgs.git ] ++ [ pkgs.jq ]') },
      right: {
        'flake.nix': shell(
          'pkgs.lib.optionals pkgs.stdenv.isLinux [ pkgs.git ] ++ [ pkgs.python3 pkgs.uv pkgs.jq ]',
          false,
        ),
      },
    },
    {
      title: 'no list that is the shell’s own',
      given,
      wrong: {
        'flake.nix': shell('tools').replace(
          'in {',
          'tools = [ pkgs.git ]; in {\n      packages.x86_64-linux.a = pkgs.buildEnv { name = "a"; paths = tools; };',
        ),
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

/** nixpkgs' Python packages propagate their interpreter; hooks are no packages. */
function bringsPython(kind: ShellPackage['kind'], name: string): boolean {
  return (
    kind === 'interpreter' ||
    kind === 'python-environment' ||
    (kind === 'python-package' && !name.endsWith('Hook'))
  )
}

function isSame(a: Place | null, b: Place): boolean {
  return a !== null && a.path === b.path && a.span.start === b.span.start
}

/** A program of the flake named after the tool, such as `uv-bin` or `uv-wrapped`, may well be it. */
function provides({ packages, programs }: DevShell, tool: string): boolean {
  if (programs.some(({ name }) => name.split(/[-_]/).includes(tool))) return true
  return packages.some(({ kind, name }) => (tool === 'python' ? bringsPython(kind, name) : name === tool))
}

/** devenv adds packages of its own accord, but uv only where an option asks for it. */
function isKnownDevenv({ maker, gaps }: DevShell): boolean {
  return maker === 'devenv' && gaps.every(({ part }) => part !== 'packages')
}

function fixOf(
  shell: DevShell,
  shells: readonly DevShell[],
  attributes: readonly string[],
  documents: Documents,
): SafeFix | null {
  const elsewhere = shells.filter((other) => other !== shell).flatMap(({ packages }) => packages)
  const own = shell.packages.filter(
    ({ element, nixpkgs }) =>
      element !== null && nixpkgs !== null && !elsewhere.some((other) => isSame(other.element, element)),
  )
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
