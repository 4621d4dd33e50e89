import type { SourceFile } from '../../text/source-file.ts'

/** Python and its tools, the managers of its packages, dev shells and the programs they define, scripts by path. */
const ofInterest =
  /python|pypy|mkPoetry|\bscripts\b|policy-check|(?:mk|dev)Shell|(?:shell|enter)(?:Hook|Shell)|writeShell(?:Application|ScriptBin)|\.(?:py|sh)\b|\b(?:pip3?|pipx|pipenv|pdm|poetry|conda|mamba|micromamba|pixi|rye|hatch|virtualenv|venv|pyenv|easy_install|ensurepip|pip-(?:sync|compile|tools)|uvx?|tox|nox|nix-(?:shell|env)|nix (?:develop|run|shell|profile)|py\.?test|ipython|mypy|pyright|basedpyright|pyrefly|ty|ruff|black|isort|flake8|pylint|coverage|sphinx-build|mkdocs|alembic|uvicorn|gunicorn|hypercorn|celery|flask|fastapi|streamlit|jupyter|maturin|django-admin|dagster)\b/i

const nestedDeeply = /(?:[[({]\s*){100}/

/** Whether a Nix text is no entry to a dev shell and names nothing that a rule could judge; `words` are names that matter here as well. */
export function concernsNoRule({ path, text }: SourceFile, words: readonly string[]): boolean {
  if (/(?:^|\/)(?:flake|devenv|shell)\.nix$/.test(path)) return false
  return !ofInterest.test(text) && !nestedDeeply.test(text) && !words.some((word) => text.includes(word))
}
