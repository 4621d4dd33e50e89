/**
 * Names of nixpkgs that decide what an expression is: interpreters, sets of packages, builders, helpers.
 *
 * Source: nixpkgs `pkgs/top-level/all-packages.nix`, `pkgs/top-level/python-packages.nix`,
 * `pkgs/development/interpreters/python` and the manual "Python", poetry2nix, uv2nix and pyproject.nix.
 * Read: 2026, no commit is on record.
 * Renew: by hand.
 */

/** Interpreters at the top level of nixpkgs. */
export const interpreterName =
  /^(python|pypy)(2|3|2\d{1,2}|3\d{1,2})?(Full|Minimal|FreeThreading|Optimizations)?$|^python3-(full|minimal)$/

/** Hosts and repositories that hand out nixpkgs: the channels' archives, and mirrors under another name. */
export const nixpkgsSources =
  /\b(?:channels|releases)?\.?nixos\.org\/(?:channels\/)?(?:nixos|nixpkgs)\b|[/:]devenv-nixpkgs\b|\/nixpkgs(?:-weekly)?\//i

/** Flakes whose overlays add these names to nixpkgs and leave every other name as it is. */
export const quietOverlays: ReadonlyMap<string, readonly string[]> = new Map([
  ['rust-overlay', ['rust-bin']],
  ['fenix', ['fenix']],
  ['devshell', ['devshell']],
  ['poetry2nix', ['poetry2nix']],
  ['gomod2nix', ['buildGoApplication', 'mkGoEnv', 'gomod2nix']],
  ['nixgl', ['nixgl']],
  ['nix-vscode-extensions', ['vscode-marketplace', 'open-vsx']],
  ['pre-commit-hooks', []],
  ['git-hooks', []],
])

/**
 * Functions that flakes define or take from others to make one set for every system; the value says whether the system
 * stands before the names of the outputs (`lifted`) or is the set's only level.
 */
export const systemFunctions: ReadonlyMap<string, 'set' | 'lifted'> = new Map([
  ['forAllSystems', 'set'],
  ['forEachSystem', 'set'],
  ['forEachDefaultSystem', 'set'],
  ['forSystems', 'set'],
  ['forEachSupportedSystem', 'set'],
  ['genSystems', 'set'],
  ['eachSystem', 'lifted'],
  ['eachDefaultSystem', 'lifted'],
])

/** Sets of Python packages at the top level of nixpkgs. */
export const pythonSetName = /^(python|pypy)(2|3|2\d{1,2}|3\d{1,2})?(FreeThreading)?Packages$/

/** nixpkgs within nixpkgs. */
export const nestedNixpkgs = new Set([
  'pkgs',
  'buildPackages',
  'targetPackages',
  'pkgsStatic',
  'pkgsMusl',
  'pkgsi686Linux',
  'pkgsHostTarget',
  'pkgsBuildHost',
  'pkgsBuildBuild',
  'pkgsHostHost',
  'pkgsBuildTarget',
  'pkgsTargetTarget',
])

/** Standard environments that have `mkDerivation`. */
export const standardEnvironment = /^([a-z]+\d*)?(stdenv|Stdenv)(NoCC|_32bit|NoLibs|Adapters)?$/

/** Attributes of a Python package set that are no packages but helpers. */
export const pythonHelpers: ReadonlySet<string> = new Set([
  'fetchPypi',
  'lib',
  'pythonAtLeast',
  'pythonOlder',
  'pythonNamespaces',
  'pythonRelaxDepsHook',
  'recurseForDerivations',
  'removePythonPrefix',
  'requiredPythonModules',
  'sitePackages',
  'stdenv',
  'wrapPython',
  'disabled',
  'disabledIf',
  'hasPythonModule',
  'toPythonApplication',
  'isPy27',
  'isPy2k',
  'isPy3k',
  'isPyPy',
  'isPy310',
  'isPy311',
  'isPy312',
  'isPy313',
  'isPy314',
])

/** Functions of a Python package set that make Python packages, with the number of their arguments. */
export const pythonBuilders: ReadonlyMap<string, number> = new Map([
  ['buildPythonPackage', 1],
  ['buildPythonApplication', 1],
  ['mkPythonMetaPackage', 1],
  ['mkPythonEditablePackage', 1],
  ['toPythonModule', 1],
  ['callPackage', 2],
])

/** Functions so named build Python packages, whoever provides them, with the number of their arguments. */
export const builderNames: ReadonlyMap<string, number> = new Map([
  ['buildPythonPackage', 1],
  ['buildPythonApplication', 1],
  ['mkPoetryApplication', 1],
  ['mkPoetryEnv', 1],
  ['mkPoetryPackages', 1],
  ['mkPoetryEditablePackage', 1],
  ['mkPoetryScriptsPackage', 1],
  ['mkPythonEditablePackage', 1],
  ['mkPythonShell', 1],
  ['jupyterlabWith', 1],
])

/** Functions that make a virtual environment from `uv.lock`; for a script, one set is the only argument. */
export const lockBuilders: ReadonlyMap<string, number> = new Map([['mkVirtualEnv', 2]])

/** Text attributes of derivations. */
export const textAttributes: ReadonlySet<string> = new Set([
  'version',
  'pname',
  'name',
  'interpreter',
  'executable',
  'sitePackages',
  'libPrefix',
  'pythonVersion',
  'outPath',
  'drvPath',
  'system',
  'implementation',
  'stdenv.system',
])

/** Sets of arguments that nixpkgs hands out for its builders; they bring libraries, and neither Python nor a hook. */
export const argumentSets: ReadonlySet<string> = new Set(['appimageTools.defaultFhsEnvArgs'])

/** Flakes whose modules for flake-parts define no dev shell, by their usual names among the inputs. */
export const quietModules: ReadonlySet<string> = new Set([
  'flake-parts',
  'flake-root',
  'treefmt-nix',
  'git-hooks',
  'git-hooks-nix',
  'pre-commit-hooks',
  'pre-commit-hooks-nix',
  'process-compose-flake',
  'services-flake',
  'just-flake',
  'hercules-ci-effects',
  'home-manager',
  'nix-unit',
  'nix-topology',
])

/** Functions that put values into the text of a file (`src` of a set, or a path), with the number of their arguments. */
export const fileCopies: ReadonlyMap<string, number> = new Map([
  ['substitute', 1],
  ['substituteAll', 1],
  ['replaceVarsWith', 1],
  ['replaceVars', 2],
])

/** Attributes of derivations that hold packages. */
export const packageLists =
  /^(packages|(propagated)?(native)?[bB]uildInputs|propagatedNativeBuildInputs|(native|install)?[cC]heckInputs|depsBuildBuild|pythonPath|runtimeInputs|paths|contents|copyToRoot|libraries|extraLibs|extraPackages|extraPython3?Packages|targetPkgs|multiPkgs|dependencies|build-system)$/
