/**
 * Options of tools that take their settings from where the files lie that they are pointed at, and so do the same from the
 * root when they are pointed at the same files. All others (mypy, pyright, flake8, pylint, coverage, tox, mkdocs, alembic,
 * uvicorn …) look into the working directory for their settings or for the code, and cannot be told to do the same from
 * elsewhere.
 *
 * Source: pytest "Finding the rootdir" (it begins at the common ancestor of the arguments), ruff "Hierarchical
 * configuration" (the closest one to each file), black "Where Black looks for the file" (the common parent of the arguments).
 * Read: every option and whether it takes a value against `pytest --help` 9.2.0 (with pytest-xdist 3.8.0, pytest-cov 7.1.0,
 * pytest-timeout 2.4.0, pytest-rerunfailures 16.7 and pytest-asyncio 1.5.0), `ruff help` 0.17.6 (`--no-fix`, `--no-preview` and
 * `--extend-ignore` are hidden there) and `black --help` 26.10.1.
 * Renew: by hand, from the help of each tool.
 */

/** The options of one tool. An option that is not named here may look into the working directory. */
export interface ToolOptions {
  /** Verbs, one of which comes first. */
  readonly verbs?: readonly string[]
  /** Options without a value, separated by spaces. */
  readonly flags: string
  /** Options with a value that is no path, separated by spaces. */
  readonly valued: string
  /** What it works on without a path: its directory, its tests, or nothing. */
  readonly otherwise: 'directory' | 'tests' | null
}

export const toolOptions: Readonly<Record<string, ToolOptions>> = {
  pytest: {
    flags:
      '-v -q -x -s -l --lf --ff --nf --sw --pdb --co --last-failed --failed-first --new-first --stepwise --exitfirst ' +
      '--verbose --quiet --collect-only --showlocals --no-header --no-summary --strict --strict-markers --strict-config ' +
      '--disable-warnings --runxfail --full-trace --setup-show --no-cov',
    valued:
      '-k -m -n -p -W -r --tb --maxfail --durations --durations-min --color --capture --import-mode --numprocesses --dist ' +
      '--timeout --reruns --log-level --log-cli-level --asyncio-mode --show-capture --verbosity',
    otherwise: 'tests',
  },
  ruff: {
    verbs: ['check', 'format'],
    flags:
      '-q -v -s --fix --no-fix --fix-only --unsafe-fixes --show-fixes --diff --check --quiet --verbose --silent --preview ' +
      '--no-preview --no-cache --exit-zero --exit-non-zero-on-fix --show-files --statistics --add-noqa --watch',
    valued:
      '--select --ignore --extend-select --extend-ignore --fixable --unfixable --line-length --target-version --output-format',
    otherwise: 'directory',
  },
  black: {
    flags:
      '-q -v -S -C --check --diff --quiet --verbose --fast --safe --color --no-color --preview ' +
      '--skip-string-normalization --skip-magic-trailing-comma',
    valued: '-l -t --line-length --target-version',
    otherwise: null,
  },
}
