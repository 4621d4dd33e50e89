/**
 * Actions of GitHub that bring a package manager or run one, by `owner/name` in lower case (GitHub ignores case there).
 *
 * Source: the `action.yml` and README of each on GitHub.
 * Read: 2026, no commit is on record.
 * Renew: by hand.
 */

/** The action that brings uv. */
export const uvAction = 'astral-sh/setup-uv'

/** The image that brings uv (docs.astral.sh/uv, "Using uv in Docker"). */
export const uvImage = 'ghcr.io/astral-sh/uv'

/** The repository of uv's own pre-commit hooks. */
export const uvHooks = 'astral-sh/uv-pre-commit'

/** The action that brings Python, and the managers for which its input `cache` keeps downloads. */
export const pythonAction = { name: 'actions/setup-python', caches: ['pip', 'pipenv', 'poetry'] } as const

/** Owners whose actions install Python packages with pip themselves, so that a cache of pip serves them. */
export const ownersUsingPip: ReadonlySet<string> = new Set(['pre-commit'])

/**
 * Actions that work in the Python that stands first on the path of their job, with the command that does the same, the
 * distribution's program first; null where they only have to be told of `.venv`.
 */
export const actionsInPython: ReadonlyMap<string, readonly string[] | null> = new Map([
  ['pre-commit/action', ['pre-commit', 'run', '--all-files']],
  ['pypa/gh-action-pip-audit', null],
  ['snyk/actions/setup', null],
  ['jakebailey/pyright-action', ['pyright']],
])

/** Actions that bring another manager, with its name. */
export const installerActions: ReadonlyMap<string, string> = new Map([
  ['snok/install-poetry', 'poetry'],
  ['abatilo/actions-poetry', 'poetry'],
  ['gr1n/setup-poetry', 'poetry'],
  ['dschep/install-poetry-action', 'poetry'],
  ['jrubics/poetry-publish', 'poetry'],
  ['pdm-project/setup-pdm', 'pdm'],
  ['conda-incubator/setup-miniconda', 'conda'],
  ['goanpeca/setup-miniconda', 'conda'],
  ['s-weigand/setup-conda', 'conda'],
  ['mamba-org/setup-micromamba', 'micromamba'],
  ['mamba-org/provision-with-micromamba', 'micromamba'],
  ['prefix-dev/setup-pixi', 'pixi'],
  ['eifinger/setup-rye', 'rye'],
  ['dschep/install-pipenv-action', 'pipenv'],
  ['vaultvulp/action-pipenv', 'pipenv'],
  ['tiagovrtr/actions-pipenv', 'pipenv'],
  ['py-actions/py-dependency-install', 'pip'],
])

/** Managers whose actions bring nothing but the manager; those of conda and pixi fill an environment, too. */
export const bareInstallers: ReadonlySet<string> = new Set(['poetry', 'pdm', 'rye', 'pipenv'])

/** Repositories of pre-commit hooks that run another manager, by `owner/name` in lower case, with its name. */
export const managerHooks: ReadonlyMap<string, string> = new Map([
  ['python-poetry/poetry', 'poetry'],
  ['jazzband/pip-tools', 'pip-compile'],
  ['pdm-project/pdm', 'pdm'],
  ['pypa/pipenv', 'pipenv'],
  ['pypa/hatch', 'hatch'],
  ['conda/conda-lock', 'conda-lock'],
  ['conda-incubator/conda-lock', 'conda-lock'],
  ['conda/grayskull', 'conda'],
  ['prefix-dev/pixi', 'pixi'],
])

/**
 * Actions and reusable workflows that send packages to an index, or build them as an index gets them, by the beginning of
 * `owner/name`.
 */
export const publishActions =
  /^(?:openastronomy\/github-actions\/\.github\/workflows\/publish(?:_pure_python)?\.ya?ml|(?:pypa\/gh-action-pypi-publish|hynek\/build-and-inspect-python-package|etils-actions\/pypi-auto-publish|casperdcl\/deploy-pypi|jrubics\/poetry-publish|pdm-project\/publish|python-semantic-release\/publish-action))(?:@|$)/i

/** The action that checks a repository out, this one unless its input `repository` names another. */
export const checkoutAction = /^actions\/checkout(?:@|$)/i

/** Inputs of actions whose value is shell code, by `owner/name` in lower case. */
export const codeInputs: ReadonlyMap<string, readonly string[]> = new Map([
  ['nick-fields/retry', ['command', 'on_retry_command']],
  ['nick-invision/retry', ['command', 'on_retry_command']],
  ['wandalen/wretry.action', ['command']],
  ['addnab/docker-run-action', ['run']],
  ['uraimo/run-on-arch-action', ['setup', 'install', 'run']],
  ['reactivecircus/android-emulator-runner', ['script']],
  ['coactions/setup-xvfb', ['run']],
  ['gabrielbb/xvfb-action', ['run']],
  ['workflow/nix-shell-action', ['script']],
  ['pyo3/maturin-action', ['before-script-linux']],
  ['vmactions/freebsd-vm', ['prepare', 'run']],
  ['cypress-io/github-action', ['build', 'start', 'command']],
])

/** Inputs of reusable workflows whose value is shell code by their name. */
export const codeInputNames = /(?:^|[-_])(?:commands?|cmd|run|scripts?)$/

/** Variables of the environment whose value is shell code: those of cibuildwheel, with or without a platform. */
export const codeVariables = /^CIBW_(?:BEFORE_(?:ALL|BUILD|TEST)|TEST_COMMAND)(?:_[A-Z]+)?$/

/** Hooks of `uvHooks` that bring `uv.lock` in step. Source: its `.pre-commit-hooks.yaml`. */
export const lockingHooks: ReadonlySet<string> = new Set(['uv-lock', 'uv-sync'])
