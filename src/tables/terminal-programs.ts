/**
 * Programs of a terminal that have nothing to do with Python: by their name a line without any tag is taken for a command.
 * Managers, tools, shells and task runners have tables of their own.
 *
 * Source: the first words of untagged fences in READMEs.
 * Renew: by hand.
 */
export const terminalPrograms: readonly string[] = [
  ...['uv', 'uvx', 'sudo', 'env', 'exec'],
  ...['nix', 'nix-shell', 'nix-env', 'nix-build', 'nixos-rebuild', 'home-manager'],
  ...['devenv', 'direnv', 'flox', 'devbox'],
  ...['git', 'gh', 'cd', 'ls', 'mkdir', 'cp', 'mv', 'rm', 'cat', 'echo', 'export', 'chmod', 'ln', 'touch'],
  ...['curl', 'wget', 'ssh', 'scp', 'rsync', 'tar', 'unzip', 'sed', 'grep', 'find'],
  ...['pushd', 'popd', 'alias', 'set', 'eval'],
  ...['apt', 'apt-get', 'brew', 'dnf', 'pacman'],
  ...['docker', 'docker-compose', 'podman', 'kubectl', 'terraform', 'helm', 'systemctl'],
  ...['npm', 'npx', 'pnpm', 'yarn', 'bun', 'node', 'cargo', 'rustup', 'go', 'cmake'],
]

/** Programs that only take the words of a command for text, such as a search or a request for help. */
export const textPrograms: readonly string[] = [
  ...[
    'printf',
    'print',
    'which',
    'type',
    'man',
    'help',
    'tldr',
    'rg',
    'ag',
    'awk',
    'jq',
    'test',
    'say',
    'log',
  ],
  ...['choco', 'scoop', 'winget', 'apk', 'yum', 'zypper', 'snap', 'port', 'gem', 'logger', 'wall', 'expr'],
]

/** Programs that are no Python, so that they need no `uv run`: what they run in turn may be. */
export const otherBuilders: readonly string[] = [
  'cmake',
  'ninja',
  'npm',
  'npx',
  'pnpm',
  'yarn',
  'node',
  'cargo',
]

/** First words of names that belong to families of system programs, such as `git-lfs` and `docker-compose`. */
export const programFamilies: ReadonlySet<string> = new Set([
  ...[
    'git',
    'gh',
    'nix',
    'home',
    'docker',
    'apt',
    'dpkg',
    'add',
    'update',
    'lsb',
    'systemd',
    'ssh',
    'brew',
    'pkg',
  ],
  ...['aws', 'kubectl', 'x86', 'clang', 'llvm', 'gcc', 'make', 'cargo', 'rust', 'go', 'node', 'npm'],
  ...['python', 'pip', 'uv', 'pre', 'sphinx', 'django'],
])
