import type { Files } from '../../support/in-memory.ts'

/** A flake whose default dev shell is this expression of `pkgs`, `lib`, `inputs`. */
export const shellOf = (shell: string, lets = ''): string =>
  `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  inputs.devshell.url = "github:numtide/devshell";
  outputs = { self, nixpkgs, ... }@inputs: let pkgs = nixpkgs.legacyPackages.x86_64-linux; lib = pkgs.lib;
    ${lets}
  in { devShells.x86_64-linux.default = ${shell}; };
}
`

/** A flake whose default dev shell has this hook. */
export const mkShell = (hook: string, lets = '', packages = 'pkgs.uv pkgs.python3') =>
  shellOf(`pkgs.mkShell { packages = [ ${packages} ]; shellHook = ${hook}; }`, lets)

/** Hooks that run `uv sync`, or may: nothing is said of them. */
export const silent: Readonly<Record<string, Files>> = {
  'a function that makes the hook': {
    'flake.nix': mkShell('mk "3.12"', "mk = v: ''\n      echo ${v}\n      uv sync\n    '';"),
  },
  'a string that another one holds': { 'flake.nix': mkShell('"${start}; echo x"', 'start = "uv sync";') },
  'an argument of a function': { 'flake.nix': mkShell('greet "uv sync"', 'greet = command: "${command}";') },
  'words of a list in commands': {
    'flake.nix': mkShell('lib.concatMapStringsSep "\\n" (n: "uv ${n}") [ "sync" "pip list" ]'),
  },
  'a string by another name': { 'flake.nix': mkShell('hooks.dev', 'hooks = { dev = "uv sync"; };') },
  'a filtered list of strings': {
    'flake.nix': mkShell(
      'lib.concatStringsSep "\\n" (lib.filter (l: l != "") [ "./init" extra ])',
      'extra = "echo hi";',
    ),
    init: '#!/bin/sh\nuv sync --all-groups\n',
  },
  'a file by readFile': { 'flake.nix': mkShell('builtins.readFile ./hook.sh'), 'hook.sh': 'uv sync\n' },
  'a file by readFile whose language is not known': {
    'flake.nix': mkShell('builtins.readFile ./hook'),
    hook: 'uv sync\n',
  },
  'a sourced file': { 'flake.nix': mkShell('"source ${./hook.sh}"'), 'hook.sh': 'uv sync\n' },
  'a sourced program': { 'flake.nix': mkShell('". ${pkgs.writeShellScript "s" "uv sync"}"') },
  'a program by getExe': {
    'flake.nix': mkShell('lib.getExe setup', 'setup = pkgs.writeShellScriptBin "setup" "uv sync";'),
  },
  'a program by its path': {
    'flake.nix': mkShell('"${setup}/bin/setup"', 'setup = pkgs.writeShellScriptBin "setup" "uv sync";'),
  },
  'a program among the packages': {
    'flake.nix': mkShell(
      '"setup"',
      'setup = pkgs.writeShellApplication { name = "setup"; text = "uv sync"; };',
      'setup',
    ),
  },
  'a condition': { 'flake.nix': mkShell('lib.optionalString pkgs.stdenv.isLinux "uv sync"') },
  'a concatenation': { 'flake.nix': mkShell('common + "\\nuv sync"', 'common = "echo hi";') },
  'lines of a list': { 'flake.nix': mkShell('lib.concatLines [ "echo hi" "uv sync" ]') },
  'an unknown hook': { 'flake.nix': mkShell('inputs.hooks.lib.x86_64-linux.shellHook') },
  'an unknown part': { 'flake.nix': mkShell('"echo hi\\n${inputs.hooks.lib.setup}"') },
  'an unknown part of a list': {
    'flake.nix': mkShell('lib.concatStringsSep "\\n" ([ "echo hi" ] ++ inputs.hooks.lib.lines)'),
  },
  'a recipe of just': { 'flake.nix': mkShell('"just setup"'), justfile: 'setup:\n    uv sync\n' },
  'a recipe of make': { 'flake.nix': mkShell('"make setup"'), Makefile: 'setup:\n\tuv sync\n' },
  'a recipe that is not there': { 'flake.nix': mkShell('"just setup"') },
  'a script that starts another': {
    'flake.nix': mkShell('"./scripts/enter.sh"'),
    'scripts/enter.sh': '#!/bin/sh\n./scripts/setup.sh\n',
    'scripts/setup.sh': '#!/bin/sh\nuv sync\n',
  },
  'a sourced file by the directory of the shell': {
    'flake.nix': mkShell(`"\n. \\"$PWD/scripts/enter.sh\\"\n"`),
    'scripts/enter.sh': 'uv sync\n',
  },
  'a sourced file by the root of the checkout': {
    'flake.nix': mkShell(`"source \\"$(git rev-parse --show-toplevel)/scripts/enter.sh\\""`),
    'scripts/enter.sh': 'uv sync\n',
  },
  'a sourced file by a variable of the hook': {
    'flake.nix': mkShell(`''\n  root=$(git rev-parse --show-toplevel)\n  "$root/scripts/enter.sh"\n''`),
    'scripts/enter.sh': '#!/bin/sh\nuv sync\n',
  },
  'a sourced file by a variable that something else sets': {
    'flake.nix': mkShell('"source $SETUP/enter.sh"'),
  },
  'a file of a directory in the store': {
    'flake.nix': mkShell('"source ${./scripts}/enter.sh"'),
    'scripts/enter.sh': 'uv sync\n',
  },
  'a file of the whole source in the store': {
    'flake.nix': mkShell('"source ${self}/scripts/enter.sh"'),
    'scripts/enter.sh': 'uv sync\n',
  },
  'a file of the whole source by a path': {
    'flake.nix': mkShell('"${./.}/scripts/enter.sh"'),
    'scripts/enter.sh': '#!/bin/sh\nuv sync\n',
  },
  'a shell that runs a file': {
    'flake.nix': mkShell('"bash scripts/enter.sh"'),
    'scripts/enter.sh': 'uv sync\n',
  },
  'a script in another language': {
    'flake.nix': mkShell('"python scripts/enter.py"'),
    'scripts/enter.py': 'import subprocess\nsubprocess.run("uv sync".split())\n',
  },
  'a program of the repository in another language': {
    'flake.nix': mkShell('"./scripts/enter"'),
    'scripts/enter': '#!/usr/bin/env node\nrequire("child_process").execSync("uv sync")\n',
  },
  'a file by readFile with replaced text': {
    'flake.nix': mkShell('builtins.replaceStrings [ "@x@" ] [ "y" ] (builtins.readFile ./hook.sh)'),
    'hook.sh': 'uv sync\n',
  },
  'a file by readFile of a path that is put together': {
    'flake.nix': mkShell('builtins.readFile (./. + "/hook.sh")'),
    'hook.sh': 'uv sync\n',
  },
  'a file by fileContents': { 'flake.nix': mkShell('lib.fileContents ./hook.sh'), 'hook.sh': 'uv sync\n' },
  'a file of Nix that is the text': { 'flake.nix': mkShell('import ./hook.nix'), 'hook.nix': '"uv sync"\n' },
  'a file of Nix that makes the text': {
    'flake.nix': mkShell('import ./hook.nix { inherit pkgs; }'),
    'hook.nix': "{ pkgs }: ''\n  ${pkgs.uv}/bin/uv sync\n''\n",
  },
  'a text file of the store': { 'flake.nix': mkShell('"source ${pkgs.writeText "e.sh" "uv sync"}"') },
  'a script of the store': { 'flake.nix': mkShell('"${pkgs.writeScript "e" "#!/bin/sh\\nuv sync"}"') },
  'a file with substitutions': {
    'flake.nix': mkShell('"source ${pkgs.replaceVars ./hook.sh { uv = pkgs.uv; }}"'),
    'hook.sh': '@uv@/bin/uv sync\n',
  },
  'a file with substitutions, the old way': {
    'flake.nix': mkShell('"source ${pkgs.substituteAll { src = ./hook.sh; uv = pkgs.uv; }}"'),
    'hook.sh': '@uv@/bin/uv sync\n',
  },
  'a program whose text is a file': {
    'flake.nix': mkShell(
      '"${setup}/bin/setup"',
      'setup = pkgs.writeShellApplication { name = "setup"; text = builtins.readFile ./setup.sh; };',
    ),
    'setup.sh': 'uv sync\n',
  },
  'a program among the packages whose text is a file': {
    'flake.nix': mkShell(
      '"setup"',
      'setup = pkgs.writeShellScriptBin "setup" (builtins.readFile ./setup.sh);',
      'setup',
    ),
    'setup.sh': 'uv sync\n',
  },
  'a program of another package of the flake': {
    'flake.nix': mkShell('"${self.packages.x86_64-linux.setup}/bin/setup"').replace(
      'devShells.',
      'packages.x86_64-linux.setup = pkgs.writeShellScriptBin "setup" "uv sync"; devShells.',
    ),
  },
  'an app of the flake': {
    'flake.nix': mkShell('"nix run .#setup"').replace(
      'devShells.',
      'packages.x86_64-linux.setup = pkgs.writeShellScriptBin "setup" "uv sync"; devShells.',
    ),
  },
  'an unknown program of an input': {
    'flake.nix': mkShell('"${inputs.tools.packages.x86_64-linux.setup}/bin/setup"'),
  },
  'a recipe that others need': {
    'flake.nix': mkShell('"just setup"'),
    justfile: 'setup: sync\n    echo hi\n\nsync:\n    uv sync\n',
  },
  'a recipe of make that others need': {
    'flake.nix': mkShell('"make -s setup"'),
    Makefile: 'setup: .venv\n\n.venv: uv.lock\n\tuv sync\n',
  },
  'a recipe that runs another': {
    'flake.nix': mkShell('"just setup"'),
    justfile: 'setup:\n    just sync\n\nsync:\n    uv sync\n',
  },
  'a recipe without a name': { 'flake.nix': mkShell('"make"'), Makefile: 'all:\n\tuv sync\n' },
  'a recipe of a file of another directory': {
    'flake.nix': mkShell('"make -C tools setup"'),
    'tools/Makefile': 'setup:\n\tuv sync\n',
  },
  'a task of Task that depends on another': {
    'flake.nix': mkShell('"task setup"'),
    'Taskfile.yml': "version: '3'\ntasks:\n  setup:\n    deps: [sync]\n  sync:\n    cmds:\n      - uv sync\n",
  },
  'a script of package.json': {
    'flake.nix': mkShell('"npm run setup"'),
    'package.json': '{ "name": "x", "scripts": { "setup": "uv sync" } }\n',
  },
  'a function of the hook': { 'flake.nix': mkShell("''\n  enter() {\n    uv sync\n  }\n  enter\n''") },
  'a hook of a derivation by overrideAttrs': {
    'flake.nix': shellOf(
      '(pkgs.mkShell { packages = [ pkgs.uv ]; }).overrideAttrs (old: { shellHook = "uv sync"; })',
    ),
  },
  'a package that another flake names for a hook': {
    'flake.nix': shellOf(
      'pkgs.mkShell { packages = [ pkgs.uv pkgs.python3 inputs.hooks.packages.x86_64-linux.uvVenvShellHook ]; }',
    ),
  },
  'a hook of an overlay that cannot be read': {
    'flake.nix': shellOf('pkgs.mkShell { packages = [ pkgs.python3Packages.uvVenvShellHook ]; }', '').replace(
      'nixpkgs.legacyPackages.x86_64-linux',
      'import nixpkgs { system = "x86_64-linux"; overlays = [ inputs.hooks.overlays.default ]; }',
    ),
  },
  'a command that uv runs': { 'flake.nix': mkShell('"uv run pre-commit install"') },
  'a hook in env': {
    'flake.nix': shellOf('pkgs.mkShell { packages = [ pkgs.uv ]; env.shellHook = "uv sync"; }'),
  },
  'a hook of a package that the shell takes': {
    'flake.nix': shellOf(
      'pkgs.mkShell { packages = [ pkgs.uv ]; inputsFrom = [ (pkgs.stdenv.mkDerivation { name = "a"; shellHook = "uv sync"; }) ]; }',
    ),
  },
  'profile of an FHS environment': {
    'flake.nix': shellOf(
      '(pkgs.buildFHSEnv { name = "x"; targetPkgs = p: [ p.uv p.python3 ]; profile = "uv sync"; runScript = "bash"; }).env',
    ),
  },
  'runScript that is a program': {
    'flake.nix': shellOf(
      '(pkgs.buildFHSEnv { name = "x"; targetPkgs = p: [ p.uv ]; runScript = pkgs.writeShellScript "s" "uv sync; exec bash"; }).env',
    ),
  },
  'a hook that enters an FHS environment': {
    'flake.nix': mkShell(
      '"exec ${fhs}/bin/x"',
      'fhs = pkgs.buildFHSEnv { name = "x"; profile = "uv sync"; runScript = "bash"; };',
    ),
  },
  "startup of numtide's devshell": {
    'flake.nix': shellOf(
      'inputs.devshell.legacyPackages.x86_64-linux.mkShell { devshell.packages = [ pkgs.uv pkgs.python3 ]; devshell.startup.sync.text = "uv sync"; }',
    ),
  },
  'another shell by inputsFrom': {
    'flake.nix': mkShell('""', 'base = pkgs.mkShell { shellHook = "uv sync"; };').replace(
      'shellHook = "";',
      'inputsFrom = [ base ];',
    ),
  },
}
