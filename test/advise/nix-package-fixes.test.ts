import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import tools from '../../rules/flake-provides-tools.ts'
import rule from '../../rules/no-python-packages-in-nix.ts'
import { everyRuleOn, type Files } from '../support/in-memory.ts'
import { oracle } from '../support/oracles.ts'
import { checkFiles, repair } from '../support/repair.ts'

const nix = oracle('nix-instantiate')
const rules = [rule, tools]

const project = { 'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n' }
const workspace = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'libs/evio-core/pyproject.toml': '[project]\nname = "evio-core"\nversion = "1"\n',
  'libs/evio-ui/pyproject.toml': '[project]\nname = "evio-ui"\nversion = "1"\n',
}

const flake = (packages: string, { lets = '', rest = '' } = {}) => `{
  outputs = { self, nixpkgs, ... }@inputs:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      ${lets}
    in
    {
      devShells.x86_64-linux.default = pkgs.mkShell {
        packages = ${packages};
        ${rest}
      };
    };
}
`

interface Case {
  readonly code: string
  readonly files?: Files
  /** What the advice says of each finding. */
  readonly next: readonly string[]
  /** The flake after every fix; the same where there is none. */
  readonly after?: string
}

const cases: Readonly<Record<string, Case>> = {
  'the project itself is not added': {
    code: flake('[ pkgs.uv pkgs.python3 pkgs.python3Packages.evio ]'),
    next: ['Remove it. `evio` is a project of this repository, which `uv sync` installs.'],
    after: flake('[ pkgs.uv pkgs.python3 ]'),
  },
  'members and others in one environment': {
    code: flake('[ pkgs.uv (pkgs.python3.withPackages (ps: [ ps.evio-core ps.numpy ])) ]'),
    files: workspace,
    next: [
      'Use `pkgs.python3` and run `uv add --package <member> numpy`. `evio-core` is a project of this repository, which `uv sync` installs.',
    ],
    after: flake('[ pkgs.uv pkgs.python3 ]'),
  },
  'one project needs no --package': {
    code: flake('[ pkgs.uv pkgs.python3 pkgs.python3Packages.numpy ]'),
    next: ['Remove it and run `uv add numpy`.'],
    after: flake('[ pkgs.uv pkgs.python3 ]'),
  },
  'uv in an environment': {
    code: flake('[ (pkgs.python312.withPackages (ps: [ ps.uv ])) ]'),
    next: ['Use `pkgs.python312` and `uv` from nixpkgs.'],
    after: flake('[ pkgs.python312 pkgs.uv ]'),
  },
  'uv in an environment under with': {
    code: flake('with pkgs; [ git (python312.withPackages (ps: [ ps.uv ps.rich ])) ]'),
    next: ['Use `python312` and `uv` from nixpkgs and run `uv add rich`.'],
    after: flake('with pkgs; [ git python312 uv ]'),
  },
  'an unknown part of an environment': {
    code: flake('[ pkgs.uv (pkgs.python3.withPackages (ps: [ ps.numpy ] ++ inputs.x.extra ps)) ]'),
    next: ['Use `pkgs.python3` and run `uv add numpy`. Do the same with what else it lists.'].map((next) =>
      next.replace('`pkgs.python3` and', '`pkgs.python3` and'),
    ),
  },
  'an environment of which nothing is known': {
    code: flake('[ pkgs.uv (pkgs.python3.withPackages inputs.x.packages) ]'),
    next: ['Use `pkgs.python3`. Run `uv add …` with what it lists.'],
  },
  'an environment that runs a program': {
    code: flake('[ pkgs.uv pkgs.python3 run ]', {
      lets: 'env = pkgs.python3.withPackages (ps: [ ps.numpy ]);\n      run = pkgs.writeShellScriptBin "run" "${env}/bin/python ${./a.py}";',
    }),
    next: ['Run its programs by uv, as in `uv run python …`. Run `uv add numpy` first.'],
  },
  'an environment that runs one program in place': {
    code: flake('[ pkgs.uv pkgs.python3 ]', {
      rest: "shellHook = ''\n          ${pkgs.python3.withPackages (ps: [ ps.numpy ])}/bin/python a.py\n        '';",
    }),
    next: ['Run its programs by uv, as in `uv run python …`. Run `uv add numpy` first.'],
    after: flake('[ pkgs.uv pkgs.python3 ]', {
      rest: "shellHook = ''\n          ${pkgs.uv}/bin/uv run python a.py\n        '';",
    }),
  },
  'an environment that runs the script of a member': {
    code: flake('[ pkgs.uv pkgs.python3 ]', {
      rest: "shellHook = ''\n          ${pkgs.python3.withPackages (ps: [ ps.numpy ])}/bin/python libs/evio-ui/a.py\n        '';",
    }),
    files: { ...workspace, 'libs/evio-ui/a.py': '' },
    next: [
      'Run its programs by uv, as in `uv run --package evio-ui python …`. Run `uv add --package evio-ui numpy` first.',
    ],
    after: flake('[ pkgs.uv pkgs.python3 ]', {
      rest: "shellHook = ''\n          ${pkgs.uv}/bin/uv run --package evio-ui python libs/evio-ui/a.py\n        '';",
    }),
  },
  'an environment that runs the script of a member by its path in Nix': {
    code: flake('[ pkgs.uv pkgs.python3 ]', {
      rest: 'shellHook = "${pkgs.python3.withPackages (ps: [ ps.numpy ])}/bin/python ${./libs/evio-core/a.py}";',
    }),
    files: { ...workspace, 'libs/evio-core/a.py': '' },
    next: [
      'Run its programs by uv, as in `uv run --package evio-core python …`. Run `uv add --package evio-core numpy` first.',
    ],
    after: flake('[ pkgs.uv pkgs.python3 ]', {
      rest: 'shellHook = "${pkgs.uv}/bin/uv run --package evio-core python ${./libs/evio-core/a.py}";',
    }),
  },
  'an environment that runs a script which several projects may own': {
    code: flake('[ pkgs.uv pkgs.python3 ]', {
      rest: "shellHook = ''\n          ${pkgs.python3.withPackages (ps: [ ps.numpy ])}/bin/python tools/a.py\n        '';",
    }),
    files: { ...workspace, 'tools/a.py': '' },
    next: [
      'Run its programs by uv, as in `uv run --package <member> python …`. Run `uv add --package <member> numpy` first.',
    ],
  },
  'no project to add to': {
    code: flake('[ pkgs.uv pkgs.python3 pkgs.python3Packages.numpy pkgs.python3Packages.pytest ]'),
    files: { 'pyproject.toml': '' },
    next: ['Remove them and run `uv init --bare`, `uv add numpy` and `uv add --dev pytest`.'],
    after: flake('[ pkgs.uv pkgs.python3 ]'),
  },
  'an environment that runs a program in a build': {
    code: flake('[ pkgs.uv pkgs.python3 x ]', {
      lets: 'x = pkgs.runCommand "x" { } "${pkgs.python3.withPackages (ps: [ ps.numpy ])}/bin/python a.py";',
    }),
    next: ['Run its programs by uv, as in `uv run python …`. Run `uv add numpy` first.'],
  },
  'an environment that a package is built with': {
    code: flake('[ pkgs.uv pkgs.python3 ]').replace(
      'devShells',
      'packages.x86_64-linux.x = pkgs.stdenv.mkDerivation { name = "x"; nativeBuildInputs = [ (pkgs.python3.withPackages (ps: [ ps.numpy ])) ]; };\n      devShells',
    ),
    next: ['Run its programs by uv, as in `uv run python …`. Run `uv add numpy` first.'],
  },
  'an environment in a list and in a text': {
    code: flake('[ pkgs.uv env ]', {
      lets: 'env = pkgs.python3.withPackages (ps: [ ps.numpy ]);',
      rest: 'MYPY = "${env}/bin/mypy";',
    }),
    next: ['Run its programs by uv, as in `uv run python …`. Run `uv add numpy` first.'],
  },
  'programs on the path of a package': {
    code: flake('[ pkgs.uv pkgs.python3 tool ]', {
      lets: 'tool = pkgs.writeShellScriptBin "tool" "PATH=${pkgs.lib.makeBinPath [ pkgs.python3Packages.pwntools ]} x";',
    }),
    next: ['Remove it and run `uv add pwntools`.'],
  },
  'names that are not known': {
    code: flake(
      '[ pkgs.uv pkgs.python3 ] ++ map (n: pkgs.python3Packages.${n}) (pkgs.lib.splitString "\\n" (builtins.readFile ./reqs.txt))',
    ),
    next: ['Remove it and run `uv add …` with the name that it has on PyPI.'],
  },
  'names through map': {
    code: flake('[ pkgs.uv pkgs.python3 ] ++ map (n: pkgs.python3Packages.${n}) [ "numpy" "scipy" ]'),
    next: ['Remove them and run `uv add numpy scipy`.'],
  },
  'versions that nixpkgs keeps beside the newest': {
    code: flake('[ pkgs.uv pkgs.python3 pkgs.python3Packages.pytest_7 ]'),
    next: ['Remove it and run `uv add --dev pytest`.'],
    after: flake('[ pkgs.uv pkgs.python3 ]'),
  },
  'a build system': {
    code: flake('[ pkgs.uv pkgs.python3 pkgs.python3Packages.hatchling ]'),
    next: ['Remove it. Name `hatchling` under `[build-system] requires` of what it builds.'],
    after: flake('[ pkgs.uv pkgs.python3 ]'),
  },
  'what uv does itself': {
    code: flake('with pkgs.python3Packages; [ pkgs.uv pkgs.python3 pip-tools build ]'),
    next: ['Remove them; uv does their work.'],
    after: flake('with pkgs.python3Packages; [ pkgs.uv pkgs.python3 ]'),
  },
  'venvShellHook and its directory': {
    code: flake('[ pkgs.uv pkgs.python3 pkgs.python3Packages.venvShellHook ]', {
      rest: 'venvDir = ".venv";',
    }),
    next: ['Remove it; uv does its work.'],
    after: flake('[ pkgs.uv pkgs.python3 ]', { rest: 'venvDir = ".venv";' }).replace(
      '        venvDir = ".venv";\n',
      '',
    ),
  },
  'venvShellHook and code that only it runs': {
    code: flake('[ pkgs.uv pkgs.python3 pkgs.python3Packages.venvShellHook ]', {
      rest: 'postShellHook = "echo hi";',
    }),
    next: ['Remove it; uv does its work.'],
  },
  'a manager that the hook calls': {
    code: flake('[ pkgs.uv pkgs.python3 pkgs.poetry ]', { rest: 'shellHook = "poetry install";' }),
    next: ['Remove it; uv does its work.'],
  },
  'groups of a list, each with its comment, of which nothing is left': {
    code: flake(
      'with pkgs.python3Packages; [\n          # Runtime\n          attrs\n          rich\n\n          # Tests\n          pytest\n        ] ++ [ pkgs.uv pkgs.python3 ]',
    ),
    next: ['Remove them and run `uv add attrs rich` and `uv add --dev pytest`.'],
    after: flake('with pkgs.python3Packages; [\n        ] ++ [ pkgs.uv pkgs.python3 ]'),
  },
  'the last group of a list': {
    code: flake(
      '[\n          pkgs.uv\n          pkgs.python3\n\n          # Tests\n          pkgs.python3Packages.pytest\n        ]',
    ),
    next: ['Remove it and run `uv add --dev pytest`.'],
    after: flake('[\n          pkgs.uv\n          pkgs.python3\n        ]'),
  },
  'a group between two': {
    code: flake(
      '[\n          pkgs.uv\n\n          # Tests\n          pkgs.python3Packages.pytest\n\n          # Others\n          pkgs.python3\n        ]',
    ),
    next: ['Remove it and run `uv add --dev pytest`.'],
    after: flake('[\n          pkgs.uv\n\n          # Others\n          pkgs.python3\n        ]'),
  },
  'comments that spoke of what is gone': {
    code: flake(
      '[\n          pkgs.uv\n          pkgs.python3\n          # docs building\n          pkgs.python3Packages.sphinx\n          # tests\n          pkgs.python3Packages.pytest # quick\n        ]',
    ),
    next: ['Remove them and run `uv add --dev sphinx pytest`.'],
    after: flake('[\n          pkgs.uv\n          pkgs.python3\n        ]'),
  },
}

describe.each(Object.entries(cases))('%s', (_, { code, files = project, next, after = code }) => {
  const all = { ...files, 'flake.nix': code, 'reqs.txt': '', 'a.py': '' }

  it('is advised and fixed so', async () => {
    const { findings } = await checkFiles(all, everyRuleOn(rules), rules)
    expect(findings.filter(({ rule: id }) => id === rule.id).map((one) => one.next)).toEqual(next)
    expect((await repair(all, everyRuleOn(rules), rules))['flake.nix']).toBe(after)
  })

  it.skipIf(!nix)('is Nix afterwards (needs nix-instantiate)', () => {
    const { status, stderr } = spawnSync(nix ?? '', ['--parse', '-'], { input: after })
    expect(status, `${stderr}`).toBe(0)
  })
})

it('takes nothing out of what a package file builds', async () => {
  const files = {
    ...project,
    'flake.nix': flake('[ pkgs.uv pkgs.python3 ]'),
    'nix/a/package.nix':
      '{ python3, runCommand }: runCommand "a" { buildInputs = [ (python3.withPackages (ps: [ ps.pytest ])) ]; } "pytest"\n',
  }
  const { findings } = await checkFiles(files, everyRuleOn([rule]), [rule])
  expect(findings).toHaveLength(1)
  expect(await repair(files, everyRuleOn([rule]), [rule])).toEqual(files)
})

it('shows where a manager that goes is still called', async () => {
  const code = flake('[ pkgs.uv pkgs.python3 pkgs.poetry ]', { rest: 'shellHook = "poetry install";' })
  const { findings } = await checkFiles({ ...project, 'flake.nix': code }, everyRuleOn([rule]), [rule])
  expect(findings.flatMap(({ related }) => related.map(({ message }) => message))).toContain(
    '`poetry` is called here.',
  )
})
