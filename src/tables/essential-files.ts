/** A file without which uv, Nix or an agent knows nothing of the repository. */
export interface EssentialFile {
  /** Matches the path. */
  readonly path: RegExp
  /** Who reads it, as the subject of a sentence. */
  readonly reader: string
  /** What does not work until it can be read. */
  readonly lost: string
  /** What to do about a mistake in it. */
  readonly mend: string
  /** What to do about a merge conflict left in it. */
  readonly settle: string
}

const restore = (name: string, command: string) => ({
  mend: `Restore the last version (\`git checkout HEAD -- ${name}\`), then run \`${command}\`.`,
  settle: `Take one side (\`git checkout --theirs ${name}\` while the merge is open) or delete the file, then run \`${command}\`.`,
})

const edit = {
  mend: 'Correct it here.',
  settle: 'Keep what is right of both sides and delete the three marker lines.',
}

/**
 * Files that must be readable, and what to do when one is not. `uv lock` and `nix flake lock` refuse a lock that
 * they cannot parse, so neither mends a conflict by itself.
 *
 * Source: facts on uv's lock (uv-resolver/src/lock/mod.rs reads before it writes; uv issues 9671, 16348);
 * nix src/libflake/lockfile.cc; the Agent Skills specification.
 * Renew: by hand.
 */
export const essentialFiles: readonly EssentialFile[] = [
  { path: /(?:^|\/)pyproject\.toml$/, reader: 'uv', lost: 'every command in this project', ...edit },
  { path: /(?:^|\/)uv\.toml$/, reader: 'uv', lost: 'every command below this directory', ...edit },
  {
    path: /(?:^|\/)uv\.lock$/,
    reader: 'uv',
    lost: 'every command that needs the lock, `uv lock` included',
    ...restore('uv.lock', 'uv lock'),
  },
  { path: /(?:^|\/)flake\.nix$/, reader: 'Nix', lost: 'the whole flake', ...edit },
  {
    path: /(?:^|\/)flake\.lock$/,
    reader: 'Nix',
    lost: 'the whole flake, `nix flake lock` included',
    ...restore('flake.lock', 'nix flake lock'),
  },
]

/** A skill document: agents read it whole, so only what is no text, or a conflict, makes it unreadable. */
export const skillDocument: Omit<EssentialFile, 'path'> = {
  reader: 'An agent',
  lost: 'the rules in it',
  ...edit,
}
