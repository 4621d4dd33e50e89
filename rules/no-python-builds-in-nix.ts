import * as v from 'valibot'
import { type AddTarget, addTargetAt } from '../src/advise/nix-adding.ts'
import { normalizeName } from '../src/model/python/names.ts'
import type { Forest, PackageBuild } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'

const flake = (body: string) => `{
  inputs.uv2nix.url = "github:pyproject-nix/uv2nix";
  outputs = { self, nixpkgs, uv2nix }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      workspace = uv2nix.lib.workspace.loadWorkspace { workspaceRoot = ./.; };
    in
    {
      ${body}
    };
}
`

const virtualEnvironment = flake(
  'packages.x86_64-linux.default = ⟦workspace.pythonSet.mkVirtualEnv "evio" workspace.deps.all⟧;',
)

export default rule({
  id: 'no-python-builds-in-nix',
  group: 'Nix',
  says: 'The flake builds no Python package.',
  why: 'A package that Nix builds brings its own dependencies, which `uv.lock` does not list and uv cannot update.',
  leaves:
    'Configurations and modules of machines and homes (`nixosConfigurations`, `nixosModules`, `homeConfigurations`, `homeModules`, nix-darwin): their packages serve a machine, not this project’s code.',
  teaches: {
    never: 'a Python package built by the flake',
    instead: 'uv builds it',
  },
  severity: 'error',
  needs: ['flake', 'projects'],
  options: v.strictObject({
    uv2nix: v.optional(
      v.pipe(v.boolean(), v.description('Whether uv2nix may build environments from `uv.lock`.')),
      false,
    ),
  }),

  check({ flake: { builds, documented }, projects }, report, optionsAt) {
    for (const build of [...builds, ...documented.builds]) {
      if (fromLock.has(build.builder) && optionsAt(build.source.path).uv2nix) continue
      report(build.source, {
        message: messageOf(build),
        next: nextOf(build, ownName(build, projects), addTargetAt(build.source.path, projects)),
      })
    }
  },

  examples: [
    {
      wrong: {
        'flake.nix': flake(`packages.x86_64-linux.default = ⟦pkgs.python3Packages.buildPythonApplication {
        pname = "evio";
        version = "1";
        src = ./.;
        dependencies = [ pkgs.python3Packages.numpy ];
      }⟧;`),
      },
    },
    {
      title: 'an overlay that changes a Python package',
      wrong: {
        'flake.nix': flake(
          'overlays.default = final: prev: { python3 = ⟦prev.python3.override { packageOverrides = self: super: { numpy = super.numpy.overrideAttrs { doCheck = false; }; }; }⟧; };',
        ),
      },
    },
    { title: 'an environment built from the lock', wrong: { 'flake.nix': virtualEnvironment } },
    {
      title: 'an environment built from the lock, where that is allowed',
      options: { uv2nix: true },
      right: { 'flake.nix': virtualEnvironment.replaceAll(/[⟦⟧]/g, '') },
    },
    {
      title: 'other builders, and a variant of the interpreter',
      right: {
        'flake.nix': flake(
          'packages.x86_64-linux.default = pkgs.stdenv.mkDerivation { name = "evlib"; src = ./.; buildInputs = [ (pkgs.python3.override { enableOptimizations = true; }) ]; };',
        ),
      },
    },
  ],
})

/** Builders that take their versions from `uv.lock`. */
const fromLock = new Set(['mkVirtualEnv', 'languages.python.import'])

/** Functions that change the set of Python packages itself. */
const maintainers = new Set(['packageOverrides', 'overrideScope', 'pythonPackagesExtensions'])

function messageOf({ builder, name }: PackageBuild): string {
  if (maintainers.has(builder)) return `\`${builder}\` maintains Python packages in Nix.`
  const what = name === null ? 'a Python package' : `the Python package \`${name}\``
  return fromLock.has(builder)
    ? `\`${builder}\` builds a Python environment in Nix.`
    : `\`${builder}\` builds ${what} in Nix.`
}

/** The project of the repository that a build makes, by its name or by the directory that it is built from. */
function ownName({ name, directory }: PackageBuild, { roots }: Forest): string | null {
  const members = roots.flatMap((root) => root.members)
  const named = name !== null && members.some((member) => normalizeName(member.name) === normalizeName(name))
  return named ? name : (members.find((member) => member.directory === directory)?.name ?? null)
}

function nextOf({ builder }: PackageBuild, own: string | null, target: AddTarget): string {
  if (fromLock.has(builder)) return 'Run `uv sync` instead, or allow it with the option `uv2nix`.'
  if (maintainers.has(builder))
    return `Remove it and choose the package with uv: \`uv add${target.option} <package>\`.`
  if (own !== null)
    return `\`${own}\` is a project of this repository: \`uv sync\` installs it, and \`uv build\` builds it.`
  return `Make it a member of the uv workspace, or depend on it with \`uv add${target.option} <package>\`.`
}
