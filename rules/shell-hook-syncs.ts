import type { UnsafeFix } from '../src/advise/finding.ts'
import { appendLine } from '../src/advise/nix-fix.ts'
import type { Command, Commands } from '../src/model/commands/command.ts'
import type { DevShell } from '../src/model/flake/flake.ts'
import type { Documents } from '../src/model/pages/documents.ts'
import { rule } from '../src/rule/rule.ts'
import type { Place } from '../src/text/span.ts'

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
  severity: 'warning',
  fixes: 'unsafe',
  needs: ['flake', 'commands', 'documents', 'projects'],

  check({ flake, commands, documents, projects }, report) {
    // Without a project there is nothing to sync.
    if (projects.roots.length + projects.broken.length === 0) return
    const shell = flake.shells.find(({ isRoot, name }) => isRoot && name === 'default')
    if (!shell || shell.syncs || runsSync(shell, commands)) return
    const [hook] = shell.hooks
    if (!shell.hooksKnown || (!hook && !shell.complete)) return
    const fix = fixOf(shell, documents)
    report(hook?.place ?? shell.place, {
      message: 'Entering the default dev shell does not run `uv sync`.',
      next: hook ? `Run \`uv sync\` in \`${hook.attribute}\`.` : 'Add `shellHook = "uv sync";` to it.',
      ...(fix && { fix }),
    })
  },

  examples: [
    {
      given,
      wrong: { 'flake.nix': flake("⟦shellHook⟧ = ''\n          echo \"uv sync first\"\n        '';") },
      right: {
        'flake.nix': flake(
          "shellHook = ''\n          echo \"uv sync first\"\n          uv sync\n        '';",
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
      title: 'in a script of the repository',
      given: { ...given, 'scripts/enter.sh': '#!/bin/sh\nuv sync\n' },
      right: { 'flake.nix': flake('shellHook = "source scripts/enter.sh";') },
    },
  ],
})

/** Whether a hook runs `uv sync`, itself or by a program of the flake or a script of the repository. */
function runsSync(shell: DevShell, commands: Commands): boolean {
  const syncs = commands.of('uv', 'sync').filter(({ stance, shown }) => stance.value === 'runs' && !shown)
  const queue: Place[] = shell.hooks.map(({ path, string }) => ({ path, span: string }))
  const seen = new Set<string>()
  for (const place of queue) {
    const key = `${place.path}:${place.span.start}`
    if (seen.has(key)) continue
    seen.add(key)
    if (syncs.some((command) => standsIn(command, place))) return true
    for (const command of commands.all.filter((each) => standsIn(each, place))) {
      if (command.words.some(({ text }) => text !== null && syncsIn(text, syncs))) return true
      const program = shell.programs.find(({ name }) => name === command.program)
      queue.push(...(program?.strings ?? []))
    }
  }
  return false
}

function standsIn({ path, script: { context } }: Command, place: Place): boolean {
  return context.kind === 'nix' && path === place.path && context.string.start === place.span.start
}

function syncsIn(path: string, syncs: readonly Command[]): boolean {
  const plain = path.replace(/^\.\//, '')
  return syncs.some((command) => command.path === plain && command.host === 'script')
}

function fixOf({ hooks }: DevShell, documents: Documents): UnsafeFix | null {
  const [hook] = hooks
  const text = hook && documents.get(hook.path)?.file.text
  const edit = hook && text && hooks.length === 1 ? appendLine(text, hook.string, 'uv sync') : null
  if (!hook || !edit) return null
  return {
    title: 'Run `uv sync` at the end of the hook',
    safety: 'unsafe',
    because: 'entering the shell then waits for uv, which may need the network',
    edits: [{ path: hook.path, ...edit }],
  }
}
