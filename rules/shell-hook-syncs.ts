import { syncCommands } from '../src/advise/at-root.ts'
import { appendLines } from '../src/advise/nix-fix.ts'
import { hasOwnFlake, isTemplate } from '../src/model/flake/nested-flakes.ts'
import { ownRoots } from '../src/model/projects/own-roots.ts'
import { runsOnEntering } from '../src/model/targets/runs-on-entering.ts'
import type { Command, DevShell, Documents, ShellMaker, UnsafeFix } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'
import { listed } from '../src/text/words.ts'

const given = { 'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n' }

const flake = (shell: string) => `{
  outputs = { self, nixpkgs }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      setup = pkgs.writeShellScriptBin "setup" ''
        [ -d .venv ] || uv sync --quiet
      '';
    in
    {
      devShells.x86_64-linux.default = pkgs.mkShell {
        ${shell}
      };
    };
}
`

export default rule({
  id: 'shell-hook-syncs',
  group: 'Nix',
  says: 'Entering the default dev shell runs `uv sync`.',
  why: 'Anyone who enters the shell then has the packages that this commit’s lock names, without having to know the command.',
  leaves:
    'A hook that starts code which was not understood; `--verbose` and `inspect flake` say what, and where.',
  severity: 'warning',
  fixes: 'unsafe',
  needs: ['flake', 'commands', 'documents', 'projects', 'tree'],

  check({ flake, commands, documents, projects, tree }, report) {
    // Without a project there is nothing to sync.
    const roots = ownRoots(projects, { documents, tree }).filter(
      ({ root, manifest }) => !isTemplate(manifest, flake.templates) && !hasOwnFlake(root, tree),
    )
    if (roots.length + projects.broken.length === 0) return
    const shell = flake.shells.find(({ isRoot, name }) => isRoot && name === 'default')
    if (!shell || shell.syncs) return
    if (runsOnEntering(shell, { commands, documents, tree }, isSync) !== false) return
    const message = 'Entering the default dev shell does not run `uv sync`.'
    const hook = shell.hooks.find(({ attribute }) => !unfit.test(attribute))
    if (shell.syncsNot) {
      report(shell.syncsNot, { message, next: 'Set `languages.python.uv.sync.enable = true;` beside it.' })
      return
    }
    if (!hook && shell.mayHook) return
    const syncs = syncCommands({ ...projects, roots })
    const fix = fixOf(shell, documents, syncs)
    report(hook?.place ?? shell.place, {
      message,
      next: hook
        ? `Run ${listed(syncs)} in \`${hook.attribute}\`.`
        : `Add \`${syncing[shell.maker]} = "${syncs.join('; ')}";\` to it.`,
      ...(fix && { fix }),
    })
  },

  examples: [
    {
      given,
      wrong: {
        'flake.nix': flake(
          "packages = [ pkgs.uv ];\n        ⟦shellHook⟧ = ''\n          echo \"uv sync first\"\n        '';",
        ),
      },
      right: {
        'flake.nix': flake(
          "packages = [ pkgs.uv ];\n        shellHook = ''\n          echo \"uv sync first\"\n          uv sync\n        '';",
        ),
      },
    },
    {
      title: 'with an environment that Nix built from the lock',
      given,
      right: {
        'flake.nix': flake(
          'packages = [ pkgs.uv (workspace.pythonSet.mkVirtualEnv "evio" workspace.deps.all) ];\n        shellHook = "unset PYTHONPATH";',
        )
          .replace('{ self, nixpkgs }', '{ self, nixpkgs, uv2nix }')
          .replace(
            'setup =',
            'workspace = uv2nix.lib.workspace.loadWorkspace { workspaceRoot = ./.; };\n      setup =',
          ),
      },
    },
    {
      title: 'where uv has to come first',
      given,
      wrong: { 'flake.nix': flake("⟦shellHook⟧ = ''\n          echo hi\n        '';") },
    },
    {
      title: 'a hook whose code is broken',
      given,
      wrong: {
        'flake.nix': flake(
          "packages = [ pkgs.uv ];\n        ⟦shellHook⟧ = ''\n          echo \"hi\n        '';",
        ),
      },
    },
    {
      title: 'no hook at all',
      given,
      wrong: {
        'flake.nix': flake('packages = [ pkgs.uv ];').replace('devShells.x86_64-linux.default', '⟦$&⟧'),
      },
    },
    {
      title: 'behind a condition',
      given,
      right: {
        'flake.nix': flake(
          "shellHook = ''\n          if [ -t 0 ]; then ${pkgs.uv}/bin/uv sync; fi\n        '';",
        ),
      },
    },
    {
      title: 'in a program of the flake',
      given,
      right: { 'flake.nix': flake('packages = [ setup ];\n        shellHook = "setup";') },
    },
    {
      title: 'projects for tests and templates alone, and one with a flake of its own',
      given: {
        'templates/app/pyproject.toml': given['pyproject.toml'],
        'tests/fixtures/app/pyproject.toml': given['pyproject.toml'],
        'docs/app/pyproject.toml': given['pyproject.toml'],
        'docs/app/flake.nix': flake(''),
      },
      right: { 'flake.nix': flake('packages = [ pkgs.uv ];') },
    },
    {
      title: 'in a script of the repository',
      given: { ...given, 'scripts/enter.sh': '#!/bin/sh\nuv sync\n' },
      right: { 'flake.nix': flake('shellHook = "source scripts/enter.sh";') },
    },
  ],
})

/** The option of each kind of shell that holds what runs on entering. */
const syncing: Readonly<Record<ShellMaker, string>> = {
  mkShell: 'shellHook',
  fhs: 'profile',
  devshell: 'devshell.startup.sync.text',
  devenv: 'enterShell',
}

/** Attributes that run on entering and are no place for it: a program's name, and code of prompts. */
const unfit = /^(runScript$|devshell\.interactive\.)/

/** `uv run` syncs as well before it runs anything, unless it is told not to. */
function isSync(command: Command): boolean {
  const { uv } = command
  if (uv?.subcommand !== 'run') return uv?.subcommand === 'sync'
  return !command.has('--no-sync', '--no-project', '--isolated', '--script', '-s')
}

/** The edit, where uv is: without it nobody could enter the shell any more. */
function fixOf(
  { hooks, packages, programs }: DevShell,
  documents: Documents,
  syncs: readonly string[],
): UnsafeFix | null {
  const brought = [...packages, ...programs].flatMap(({ name }) => name.split(' '))
  if (!brought.includes('uv')) return null
  const [hook] = hooks
  const parsed = hook && documents.get(hook.path)
  const text = parsed?.file.text
  // Behind a quote that is never closed, a line is no command.
  const isWhole = parsed?.document.scripts.every(
    ({ context, incomplete }) =>
      !incomplete || context.kind !== 'nix' || context.string.start !== hook?.string.start,
  )
  const edit = hook && text && isWhole && hooks.length === 1 ? appendLines(text, hook.string, syncs) : null
  if (!hook || !edit) return null
  return {
    title: 'Run `uv sync` at the end of the hook',
    safety: 'unsafe',
    because: 'entering the shell then waits for uv, which may need the network',
    edits: [{ path: hook.path, ...edit }],
  }
}
