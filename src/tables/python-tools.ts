/**
 * Programs of the Python world: which distribution brings them, where that belongs, and what they look at.
 *
 * Names that are programs of every system as well (`cmake`, `ninja`, `make`, `node`, `aws` …) are left out: nothing
 * tells which one is meant. So are tox, nox and poe, which run what they start in environments of their own choice
 * (`task-runners.ts`).
 *
 * Source: `[project.scripts]` of the released distributions, and of each tool the page that says from where it reads its
 * settings and code.
 * Read: 2026, no release is on record.
 * Renew: by hand; a tool is one row here and nowhere else. `distributions.ts` has what brings no program.
 */

/** What is known of a program. */
export interface PythonTool {
  /** Distributions that bring it; the one of its name when absent. */
  readonly from?: readonly string[]
  /**
   * Where its distribution belongs: among the dependencies of the project that runs it, in a group of those who develop it,
   * or in an environment of its own (`uv tool install`).
   */
  readonly home: 'project' | 'group' | 'tool'
  /** Whether it imports the project's code or plugins, or reads what is installed beside it. */
  readonly looksIntoEnvironment: boolean
  /** Whether it takes the code or the settings that it works on from the directory it is started in. */
  readonly bound?: true
  /** Whether it only starts other Python code: the script that it names, or the module behind `-m` or `--module`. */
  readonly launches?: true
}

export const pythonTools: Readonly<Record<string, PythonTool>> = {
  pytest: { home: 'group', looksIntoEnvironment: true, bound: true },
  'py.test': { from: ['pytest'], home: 'group', looksIntoEnvironment: true, bound: true },
  mypy: { home: 'group', looksIntoEnvironment: true, bound: true },
  pyright: { home: 'group', looksIntoEnvironment: true, bound: true },
  ty: { home: 'group', looksIntoEnvironment: true, bound: true },
  ruff: { home: 'group', looksIntoEnvironment: false, bound: true },
  black: { home: 'group', looksIntoEnvironment: false, bound: true },
  isort: { home: 'group', looksIntoEnvironment: false, bound: true },
  flake8: { home: 'group', looksIntoEnvironment: false, bound: true },
  pylint: { home: 'group', looksIntoEnvironment: true, bound: true },
  basedpyright: { home: 'group', looksIntoEnvironment: true, bound: true },
  pyrefly: { home: 'group', looksIntoEnvironment: true, bound: true },
  ipython: {
    from: ['ipython', 'jupyter', 'ipykernel'],
    home: 'group',
    looksIntoEnvironment: true,
    bound: true,
  },
  coverage: { from: ['coverage', 'pytest-cov'], home: 'group', looksIntoEnvironment: true, bound: true },
  'sphinx-build': { from: ['sphinx'], home: 'group', looksIntoEnvironment: true, bound: true },
  'sphinx-autobuild': { home: 'group', looksIntoEnvironment: true },
  'sphinx-apidoc': { from: ['sphinx'], home: 'group', looksIntoEnvironment: true },
  mkdocs: { from: ['mkdocs', 'mkdocs-material'], home: 'group', looksIntoEnvironment: true, bound: true },
  mike: { home: 'group', looksIntoEnvironment: true },
  alembic: { home: 'project', looksIntoEnvironment: true, bound: true },
  uvicorn: { home: 'project', looksIntoEnvironment: true, bound: true },
  gunicorn: { home: 'project', looksIntoEnvironment: true, bound: true },
  hypercorn: { home: 'project', looksIntoEnvironment: true, bound: true },
  daphne: { home: 'project', looksIntoEnvironment: true },
  granian: { home: 'project', looksIntoEnvironment: true },
  celery: { home: 'project', looksIntoEnvironment: true, bound: true },
  flask: { home: 'project', looksIntoEnvironment: true, bound: true },
  fastapi: { from: ['fastapi', 'fastapi-cli'], home: 'project', looksIntoEnvironment: true, bound: true },
  litestar: { home: 'project', looksIntoEnvironment: true },
  streamlit: { home: 'project', looksIntoEnvironment: true, bound: true },
  gradio: { home: 'project', looksIntoEnvironment: true },
  jupyter: {
    from: ['jupyter', 'jupyterlab', 'notebook', 'jupyter-core', 'nbconvert'],
    home: 'group',
    looksIntoEnvironment: true,
    bound: true,
  },
  'jupyter-lab': { from: ['jupyterlab', 'jupyter'], home: 'group', looksIntoEnvironment: true },
  jupytext: { home: 'group', looksIntoEnvironment: true },
  papermill: { home: 'project', looksIntoEnvironment: true },
  voila: { home: 'project', looksIntoEnvironment: true },
  chainlit: { home: 'project', looksIntoEnvironment: true },
  maturin: { home: 'group', looksIntoEnvironment: false, bound: true },
  'django-admin': { from: ['django'], home: 'project', looksIntoEnvironment: true, bound: true },
  dagster: { home: 'project', looksIntoEnvironment: true, bound: true },
  prefect: { home: 'project', looksIntoEnvironment: true },
  airflow: { from: ['apache-airflow'], home: 'project', looksIntoEnvironment: true },
  kedro: { home: 'project', looksIntoEnvironment: true },
  dvc: { home: 'project', looksIntoEnvironment: true },
  mlflow: { home: 'project', looksIntoEnvironment: true },
  tensorboard: { home: 'project', looksIntoEnvironment: true },
  accelerate: { home: 'project', looksIntoEnvironment: true, launches: true },
  deepspeed: { home: 'project', looksIntoEnvironment: true, launches: true },
  torchrun: { from: ['torch'], home: 'project', looksIntoEnvironment: true, launches: true },
  playwright: { from: ['playwright', 'pytest-playwright'], home: 'project', looksIntoEnvironment: true },
  marimo: { home: 'project', looksIntoEnvironment: true },
  twine: { home: 'group', looksIntoEnvironment: false },
  bandit: { home: 'tool', looksIntoEnvironment: false },
  'pre-commit': { home: 'tool', looksIntoEnvironment: false },
  pyink: { home: 'group', looksIntoEnvironment: false },
  towncrier: { home: 'tool', looksIntoEnvironment: false },
  pyupgrade: { home: 'group', looksIntoEnvironment: false },
  autoflake: { home: 'group', looksIntoEnvironment: false },
  vulture: { home: 'group', looksIntoEnvironment: false },
  dbt: {
    from: ['dbt-core', 'dbt-postgres', 'dbt-duckdb', 'dbt-bigquery', 'dbt-snowflake', 'dbt-redshift'],
    home: 'project',
    looksIntoEnvironment: true,
  },
  interrogate: { home: 'group', looksIntoEnvironment: false },
  codespell: { home: 'tool', looksIntoEnvironment: false },
  pydocstyle: { home: 'group', looksIntoEnvironment: false },
  pycodestyle: { home: 'group', looksIntoEnvironment: false },
  pyflakes: { home: 'group', looksIntoEnvironment: false },
  yapf: { home: 'group', looksIntoEnvironment: false },
  autopep8: { home: 'group', looksIntoEnvironment: false },
  docformatter: { home: 'group', looksIntoEnvironment: false },
  'pip-audit': { home: 'group', looksIntoEnvironment: true },
  semgrep: { home: 'tool', looksIntoEnvironment: false },
  locust: { home: 'group', looksIntoEnvironment: true },
  'mypy-baseline': { home: 'group', looksIntoEnvironment: true },
  stubtest: { from: ['mypy'], home: 'group', looksIntoEnvironment: true },
  stubgen: { from: ['mypy'], home: 'group', looksIntoEnvironment: true },
  dmypy: { from: ['mypy'], home: 'group', looksIntoEnvironment: true },
  nbqa: { home: 'group', looksIntoEnvironment: true },
  nbstripout: { home: 'group', looksIntoEnvironment: false },
  invoke: { home: 'project', looksIntoEnvironment: true },
  inv: { from: ['invoke'], home: 'project', looksIntoEnvironment: true },
  fab: { from: ['fabric'], home: 'project', looksIntoEnvironment: true },
  doit: { home: 'group', looksIntoEnvironment: true },
  cibuildwheel: { home: 'tool', looksIntoEnvironment: false },
  bumpversion: { from: ['bumpversion', 'bump2version'], home: 'tool', looksIntoEnvironment: false },
  'bump-my-version': { home: 'tool', looksIntoEnvironment: false },
  cz: { from: ['commitizen'], home: 'tool', looksIntoEnvironment: false },
  'semantic-release': { from: ['python-semantic-release'], home: 'project', looksIntoEnvironment: false },
  griffe: { home: 'group', looksIntoEnvironment: true },
  pdoc: { home: 'group', looksIntoEnvironment: true },
  'pydoc-markdown': { home: 'group', looksIntoEnvironment: true },
  mdformat: { home: 'group', looksIntoEnvironment: false },
  sqlfluff: { home: 'group', looksIntoEnvironment: false },
  robot: { from: ['robotframework'], home: 'group', looksIntoEnvironment: true },
  behave: { home: 'group', looksIntoEnvironment: true },
  djlint: { home: 'group', looksIntoEnvironment: false },
  pybabel: { from: ['babel'], home: 'project', looksIntoEnvironment: true },
  pelican: { home: 'project', looksIntoEnvironment: true },
  yamllint: { home: 'tool', looksIntoEnvironment: false },
  reuse: { home: 'tool', looksIntoEnvironment: false },
  deptry: { home: 'group', looksIntoEnvironment: true },
  'pip-licenses': { home: 'group', looksIntoEnvironment: true },
  'lint-imports': { from: ['import-linter'], home: 'group', looksIntoEnvironment: true },
  scrapy: { home: 'project', looksIntoEnvironment: true },
  quartodoc: { home: 'group', looksIntoEnvironment: true, bound: true },
  pyinstrument: { home: 'group', looksIntoEnvironment: true },
  asv: { home: 'group', looksIntoEnvironment: true },
  'detect-secrets': { home: 'group', looksIntoEnvironment: false },
  'detect-secrets-hook': { from: ['detect-secrets'], home: 'group', looksIntoEnvironment: false },
}

/** Modules that are started with `python -m` only, with the distributions that bring them. */
export const pythonModules: Readonly<Record<string, readonly string[]>> = {
  build: ['build'],
  nbconvert: ['nbconvert'],
  pytest_cov: ['pytest-cov'],
  sphinx: ['sphinx'],
  django: ['django'],
  ipykernel: ['ipykernel'],
}

/** Programs that run Python code, as a pattern for the whole name. */
export const interpreterPattern = '(?:python|pypy)[\\d.]*'

/** What starts an interpreter besides: the launcher of Windows. */
export const launchers: readonly string[] = ['py']

/**
 * Programs whose operand `package.module:object` names what they load. Source: their manuals on "APP" and "APP_MODULE".
 */
export const loadsObject: ReadonlySet<string> = new Set([
  'uvicorn',
  'gunicorn',
  'hypercorn',
  'granian',
  'daphne',
])
