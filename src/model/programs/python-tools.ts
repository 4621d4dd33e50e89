/**
 * Programs that come from a package index, with the distributions that bring them; the same name where none is given.
 * Names that are programs of every system as well (`cmake`, `ninja`, `make`, `node`, `aws` …) are left out: nothing
 * tells which one is meant. So are tox, nox and poe: they run what they start in environments of their own choice.
 */
const programs = `
  pytest py.test:pytest mypy pyright ty ruff black isort flake8 pylint basedpyright pyrefly ipython:ipython,jupyter,ipykernel
  coverage:coverage,pytest-cov sphinx-build:sphinx sphinx-autobuild sphinx-apidoc:sphinx mkdocs:mkdocs,mkdocs-material mike
  alembic uvicorn gunicorn hypercorn daphne granian celery flask fastapi:fastapi,fastapi-cli litestar streamlit gradio
  jupyter:jupyter,jupyterlab,notebook,jupyter-core,nbconvert jupyter-lab:jupyterlab,jupyter jupytext papermill voila chainlit
  maturin django-admin:django dagster prefect airflow:apache-airflow kedro dvc mlflow tensorboard accelerate torchrun:torch
  playwright:playwright,pytest-playwright marimo twine bandit pre-commit pyink towncrier pyupgrade autoflake vulture
  dbt:dbt-core,dbt-postgres,dbt-duckdb,dbt-bigquery,dbt-snowflake,dbt-redshift interrogate codespell pydocstyle pycodestyle
  pyflakes yapf autopep8 docformatter pip-audit semgrep locust mypy-baseline stubtest:mypy stubgen:mypy dmypy:mypy nbqa
  nbstripout invoke inv:invoke fab:fabric doit cibuildwheel bumpversion:bumpversion,bump2version bump-my-version
  cz:commitizen semantic-release:python-semantic-release griffe pdoc pydoc-markdown mdformat sqlfluff robot:robotframework
  behave djlint pybabel:babel pelican yamllint reuse deptry pip-licenses lint-imports:import-linter scrapy
  quartodoc pyinstrument asv detect-secrets detect-secrets-hook:detect-secrets
`

/** What is started with `python -m` only. */
const modules = 'build nbconvert pytest_cov:pytest-cov sphinx django:django ipykernel'

const distributions = new Map(
  `${programs} ${modules}`
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [name = '', list] = entry.split(':')
      return [name, list?.split(',') ?? [name]] as const
    }),
)

const onlyModules = new Set(modules.split(' ').map((entry) => entry.replace(/:.*$/, '')))

/** The distributions that bring a tool of the Python world, by its program's name or its module's; empty for any other. */
export function distributionsOf(name: string, kind: 'program' | 'module'): readonly string[] {
  if (kind === 'program') return onlyModules.has(name) ? [] : (distributions.get(name) ?? [])
  return distributions.get(name) ?? distributions.get(name.replaceAll('_', '-')) ?? []
}
