import { expect, test } from 'vitest'
import { readMarks } from '../../../src/rule/example.ts'
import { nixpkgsManagers } from '../../../src/tables/managers.ts'
import { flakeOf } from '../../support/flake-of.ts'
import type { Files } from '../../support/in-memory.ts'
import { errorOf, stage } from '../../support/nix/stage.ts'
import { oracle } from '../../support/oracles.ts'
import { composedFlakes } from './composed-flakes.ts'
import { forms } from './forms.ts'
import { frameworks } from './frameworks.ts'
import { notJudged } from './not-judged.ts'
import { variants } from './variants.ts'
import { wholeFlakes } from './whole-flakes.ts'

const nix = oracle('nix-instantiate')

/** Constructs that Nix cannot evaluate over the stand-ins, each with the reason. */
const beyond: Readonly<Record<string, string>> = {
  ...of('the input is not known here either', [
    'a builder for the inputs of nixpkgs-python',
    'an unknown name',
    '`pkgs` of no interpreter',
    'an unknown left side keeps the right',
    'builds: no builder: Rust',
    '34. PEP 723 scripts through uv2nix',
    'a function of another flake over all systems',
    'a list that a function chooses from nixpkgs, and one from the Python set',
    'a package file that only an unknown function calls',
    'tests that an overlay adds to a set which is not known',
    'packages that an option of a module makes of one set',
  ]),
  ...of('a framework that the stand-ins do not have', [
    'blueprint at the root',
    'blueprint below a prefix, with packages of its own and functions under lib',
    "blueprint with numtide's devshell",
    'blueprint in a flake below the root',
    'flakelight',
    'flakelight whose shell is a function, and packages by name',
    'outputsBuilder of flake-utils-plus',
    'simpleFlake of flake-utils',
    'arguments that a module gives to the others',
  ]),
  ...of('Nix would fetch something', ['a tarball of a channel in shell.nix', 'mach-nix by fetchGit']),
  ...of('Nix refuses it, on purpose', ['a cycle', 'attributes under a condition']),
}

function of(reason: string, titles: readonly string[]): Record<string, string> {
  return Object.fromEntries(titles.map((title) => [title, reason]))
}

/** Differences that are meant. */
const accepted = [
  // Where both scopes have the name, it is taken for that of the top level: docs/facts/nix-python.md, form 4.
  '4. Nested with pkgs; with python3Packages; (shell.nix): missed cmake',
  // What stands under a condition counts as being there.
  '13. or default, assert, let in place (shell.nix): invented numpy',
  '14. withPackages, all lambda spellings (shell.nix): invented torch',
  // Modules of machines and homes are none of the project's.
  '36. Other options that take Python packages (shell.nix): missed ipython,ipykernel',
  'modules of a machine (default.nix): missed numpy',
  'a list, 4 (shell.nix): invented scipy',
  // For the stand-in every name is a Python package too.
  'a scope over both sets of packages (flake.nix): missed cachix,nix-eval-jobs',
]

/** Files that constructs name beside their own. */
const beside: Files = {
  'play.py': 'print(1)\n',
  'x.nix': '{ buildPythonPackage }: buildPythonPackage { pname = "x"; version = "1"; }\n',
  'tool.nix': '{ buildPythonPackage }: buildPythonPackage { pname = "tool"; version = "1"; }\n',
  'other.nix': '{ hello, python ? null }: hello\n',
  'python-packages.nix': 'ps: [ ps.requests ]\n',
}

interface Construct {
  readonly title: string
  readonly path: string
  readonly files: Files
}

/** The files, and those of `beside` that they name. */
function withBeside(files: Files): Files {
  const named = Object.entries(beside).filter(([name]) =>
    Object.values(files).some((code) => code.includes(`./${name}`)),
  )
  return { ...Object.fromEntries(named), ...files }
}

const single = [...forms, ...notJudged, ...variants].map(
  ({ title, path, code }): Construct => ({
    title,
    path,
    files: withBeside(readMarks({ [path]: code }).files),
  }),
)
const several = Object.entries({ ...wholeFlakes, ...frameworks, ...composedFlakes }).flatMap(
  ([title, marked]): Construct[] => {
    const { files } = readMarks(marked)
    const path = ['flake.nix', 'devenv.nix', 'shell.nix'].find((name) => name in files)
    return path === undefined ? [] : [{ title, path, files }]
  },
)

test.skipIf(!nix)('what Nix finds is found here, and nothing else', { timeout: 120_000 }, () => {
  const constructs = [...single, ...several].filter(({ title }) => !(title in beyond))
  const found = evaluate(constructs)
  const differing = constructs.flatMap((construct, at) => compare(construct, found[at] ?? ''))
  expect(differing).toEqual(accepted)
  expect(constructs.length).toBeGreaterThan(200)
})

/** What each construct comes to for Nix, as text with the store paths of all that it brings. */
function evaluate(constructs: readonly Construct[]): readonly string[] {
  const { directories, run } = stage(
    nix ?? '',
    constructs.map(({ files }) => files),
  )
  const calls = constructs.map(({ path }, at) => {
    const kind = path === 'flake.nix' ? 'flake' : path === 'devenv.nix' ? 'devenv' : 'file'
    return `(import (support + "/evaluate-construct.nix") packages { path = ${directories[at]}/${path}; kind = "${kind}"; })`
  })
  const whole = run(`[ ${calls.join(' ')} ]`)
  if (whole.status === 0) return JSON.parse(whole.stdout) as string[]
  const failed = constructs.flatMap(({ title }, at) => {
    const one = run(calls[at] ?? '')
    return one.status === 0 ? [] : [`${title}: ${errorOf(one)}`]
  })
  throw new Error(failed.join('\n'))
}

function compare({ title, path, files }: Construct, text: string): string[] {
  const flake = flakeOf(files)
  const ours = new Set(flake.uses.flatMap(({ names }) => names))
  const marks = [...text.matchAll(/\/nix\/store\/(py|top|env|build)--(.*?)--/g)]
  const theirs = new Set(
    marks.flatMap(([, kind, name = '']) =>
      kind === 'py'
        ? [name]
        : kind === 'env'
          ? name.split('+')
          : kind === 'top' && nixpkgsManagers.has(name)
            ? [name]
            : [],
    ),
  )
  const isBuilt = marks.some(([, kind]) => kind === 'build')
  const missed = [...theirs].filter((name) => !ours.has(name))
  const invented = [...ours].filter((name) => !theirs.has(name))
  const wrong = [
    ...(missed.length > 0 ? [`missed ${missed}`] : []),
    ...(invented.length > 0 ? [`invented ${invented}`] : []),
    ...(isBuilt && flake.builds.length === 0 ? ['missed a build'] : []),
  ]
  return wrong.map((what) => `${title} (${path}): ${what}`)
}
