/**
 * Shells: programs that read shell code from a file, from their input, or from the word after `-c`.
 *
 * Source: the manuals of the shells (POSIX `sh`, "-c command_string"; bash(1), dash(1), zsh(1), ksh(1), busybox `ash`,
 * fish(1), PowerShell 7 "about_Special_Characters", cmd "SET /?", nu, ion, elvish, xonsh), and the tags that GitHub's Linguist knows for fences ("Shell", "ShellSession", "fish").
 * Read: bash 5.2 and dash 0.5.12; of the others no release is on record.
 * Renew: by hand; a shell is one row here and nowhere else.
 */

/** One shell. */
export interface Shell {
  /** The name of its program. */
  readonly name: string
  /** Whether it reads the language of POSIX; the grammar of bash reads what such a shell reads. */
  readonly posix: boolean
  /**
   * How a line of it that only starts a program is to be read when it is not POSIX: as such a line, or as Windows writes it.
   * Absent where its lines are no commands.
   */
  readonly lines?: 'posix' | 'powershell' | 'cmd'
  /** Whether its prompt is `> `, so that such lines of a fence are commands. */
  readonly angle?: true
  /** Whether its own forms go beyond those of bash, so that not all of its code can be read. */
  readonly dialect?: true
  /** What nixpkgs calls it, when that is not its name. */
  readonly nixpkgs?: string
  /** Endings of the files that hold its code, without the dot. */
  readonly extensions: readonly string[]
  /** Files of its own that have no ending. */
  readonly files: readonly string[]
  /** Tags of fences besides its name. */
  readonly tags: readonly string[]
  /** How the completions that policy-check writes for it are loaded; absent where it writes none. */
  readonly completions?: string
}

export const shells: readonly Shell[] = [
  {
    name: 'bash',
    completions: 'in ~/.bashrc: eval "$(policy-check completions bash)"',
    posix: true,
    extensions: ['bash'],
    files: ['.bashrc', '.bash_profile', '.envrc'],
    tags: ['shell', 'shellscript', 'sh-bash', 'envrc'],
  },
  { name: 'sh', posix: true, extensions: ['sh'], files: ['.profile'], tags: [] },
  {
    name: 'zsh',
    completions: 'in ~/.zshrc, after compinit: eval "$(policy-check completions zsh)"',
    posix: true,
    dialect: true,
    extensions: ['zsh'],
    files: ['.zshrc', '.zshenv'],
    tags: [],
  },
  { name: 'dash', posix: true, extensions: [], files: [], tags: [] },
  { name: 'ash', posix: true, extensions: [], files: [], tags: [] },
  { name: 'ksh', posix: true, dialect: true, extensions: ['ksh'], files: [], tags: [] },
  {
    name: 'fish',
    completions: 'once: policy-check completions fish > ~/.config/fish/completions/policy-check.fish',
    posix: false,
    lines: 'posix',
    extensions: ['fish'],
    files: [],
    tags: ['fishshell'],
  },
  {
    name: 'nu',
    posix: false,
    lines: 'posix',
    angle: true,
    nixpkgs: 'nushell',
    extensions: ['nu'],
    files: [],
    tags: ['nushell', 'nu-script'],
  },
  { name: 'ion', posix: false, lines: 'posix', extensions: [], files: [], tags: [] },
  { name: 'elvish', posix: false, lines: 'posix', extensions: [], files: [], tags: [] },
  {
    name: 'pwsh',
    posix: false,
    lines: 'powershell',
    nixpkgs: 'powershell',
    extensions: ['ps1', 'psm1'],
    files: [],
    tags: ['powershell', 'ps1', 'ps', 'posh', 'psh'],
  },
  {
    name: 'cmd',
    posix: false,
    lines: 'cmd',
    extensions: ['bat', 'cmd'],
    files: [],
    tags: ['bat', 'batch', 'batchfile', 'dos', 'dosbatch', 'winbatch', 'doscon'],
  },
  { name: 'xonsh', posix: false, extensions: [], files: [], tags: [] },
]

/** Tags of fences that hold what a terminal shows: prompts, commands and their output. */
export const consoleTags: readonly string[] = [
  'console',
  'shell-session',
  'shellsession',
  'sh-session',
  'bash-session',
  'terminal',
  'zsh-session',
  'pwsh-session',
  'powershell-session',
  'ps1-session',
  'pwsh-interactive',
]

/**
 * Builtins of bash and dash, which no program of the search path takes the place of. Source: `compgen -b` of bash 5.2 and the
 * BUILTINS of dash(1).
 */
export const shellBuiltins: ReadonlySet<string> = new Set(
  `. : [ alias bg bind break builtin caller cd chdir command compgen complete compopt continue declare dirs disown echo enable
  eval exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read
  readarray readonly return set shift shopt source suspend test times trap true type typeset ulimit umask unalias unset
  wait`.split(/\s+/),
)

/** Builtins that run a file of shell code in the shell that calls them. */
export const sourcing: readonly string[] = ['source', '.']

/** Interpreters whose code is no list of commands, where a setting names what reads it (`SHELL`, `shell:`). */
export const otherInterpreters: readonly string[] = ['python', 'perl', 'node', 'ruby', 'nu', 'cmd']

/** Programs that run the code in the word after one of these options, besides the shells themselves. */
export const codeOptions: Readonly<Record<string, readonly string[]>> = {
  'nix-shell': ['--run', '--command'],
  su: ['-c', '--command'],
  runuser: ['-c', '--command'],
  script: ['-c', '--command'],
}

/** Names of all shells. */
export const shellNames: ReadonlySet<string> = new Set(shells.map(({ name }) => name))

/** Names of the shells that read the language of POSIX. */
export const posixShells: ReadonlySet<string> = new Set(
  shells.flatMap(({ name, posix }) => (posix ? [name] : [])),
)

/** `(?:bash|sh|…)`, the source of a pattern for the name of a POSIX shell, the longest name first. */
export const posixShellPattern = `(?:${[...posixShells].sort((a, b) => b.length - a.length).join('|')})`

/** Keys under which a line of a list names its shell (AppVeyor). */
export const lineShells: ReadonlySet<string> = new Set(['sh', 'bash', 'cmd', 'ps', 'pwsh'])
