/** Words that people give uv from the habit of other tools, and pairs of options that uv refuses together. */

/** A subcommand that uv does not have, and what people who write it want. */
export interface MisusedWord {
  /** The subcommand as it is written. */
  readonly word: string
  /** What to type; null where nothing of uv stands for it. */
  readonly instead: string
}

/**
 * Source: questions that the issue tracker of astral-sh/uv answers again and again, and subcommands of poetry, pdm, pipenv
 * and npm. None of them is a subcommand of uv 0.13.
 * Renew: by hand; a test asks the real uv.
 */
export const misusedUvCommands: readonly MisusedWord[] = [
  {
    word: 'shell',
    instead: '`uv run <command>` runs in the environment; `source .venv/bin/activate` enters it',
  },
  {
    word: 'activate',
    instead: '`uv run <command>` runs in the environment; `source .venv/bin/activate` enters it',
  },
  { word: 'install', instead: '`uv sync` installs the project; `uv add <package>` adds a dependency' },
  { word: 'uninstall', instead: '`uv remove <package>` removes a dependency' },
  { word: 'update', instead: '`uv lock --upgrade` takes newer versions' },
  { word: 'test', instead: '`uv run pytest`' },
  { word: 'exec', instead: '`uv run <command>`' },
  { word: 'list', instead: '`uv pip list`, or `uv tree`' },
  { word: 'show', instead: '`uv pip show <package>`, or `uv tree --package <package>`' },
  { word: 'freeze', instead: '`uv export`' },
  { word: 'outdated', instead: '`uv tree --outdated`' },
  { word: 'new', instead: '`uv init`' },
  { word: 'create', instead: '`uv init`' },
  { word: 'env', instead: '`uv venv`' },
  { word: 'ci', instead: '`uv sync --locked`' },
]

/** Options of which uv refuses one beside another, by subcommand. */
export interface RefusedPair {
  /** Subcommands, separated by `, `. */
  readonly commands: string
  readonly one: string
  /** Separated by spaces. */
  readonly others: string
}

/**
 * Source: `conflicts_with` in uv-cli/src/lib.rs.
 * Renew: by hand; a test asks the real uv for each pair.
 */
export const refusedPairs: readonly RefusedPair[] = [
  { commands: 'sync, run, export, lock, add, remove, tree', one: '--frozen', others: '--locked' },
  { commands: 'sync, run, export', one: '--all-packages', others: '--package' },
  { commands: 'sync, run, export', one: '--all-extras', others: '--extra' },
  {
    commands: 'sync, run, export',
    one: '--only-group',
    others: '--group --dev --all-groups --extra --all-extras',
  },
  { commands: 'sync, run, export', one: '--only-dev', others: '--no-dev --group --all-groups' },
  { commands: 'add', one: '--dev', others: '--optional --group' },
  { commands: 'add', one: '--optional', others: '--group' },
]
