import { packaging } from './managers.ts'
import { pythonTools } from './python-tools.ts'

/**
 * Distributions that serve those who develop a project, and where they belong. What brings a program of `python-tools.ts`
 * is told there; these bring none, or one that is called in other ways.
 *
 * Source: the distributions' own pages on PyPI ("Framework", "Topic :: Software Development").
 * Read: 2026, no release is on record.
 * Renew: by hand.
 */
const ofGroup: readonly string[] = [
  'hypothesis',
  'ipdb',
  'debugpy',
  'ipykernel',
  'jupyterlab',
  'notebook',
  'python-lsp-server',
  'safety',
  'autoflake',
  'bpython',
  'ptpython',
  'jedi-language-server',
  'furo',
  'myst-parser',
  'pyfakefs',
]

/** What a distribution's name starts with when it extends a tool of development, and those of which it is not true. */
const familiesOfGroup: readonly string[] = [
  'pytest-',
  'hypothesis-',
  'coverage-',
  'mypy-',
  'pylint-',
  'flake8-',
  'ruff-',
  'black-',
  'isort-',
  'autopep8-',
  'bandit-',
  'types-',
  'sphinx-',
  'sphinxcontrib-',
  'mkdocs-',
  'jupyter-',
  'jupyterlab-',
  'python-lsp-',
  'tox-',
  'nox-',
  'pre-commit-',
]
const notOfGroup: ReadonlySet<string> = new Set(['mypy-extensions'])

/** Distributions that never import the project, so that each lives in an environment of its own. */
const ofTool: readonly string[] = [
  'tox',
  'nox',
  'prek',
  'cookiecutter',
  'copier',
  'cruft',
  'bump2version',
  'commitizen',
  'ansible-lint',
  'check-jsonschema',
  'zizmor',
  'glances',
  'ansible-core',
  'supervisor',
]

/** Plugins that are installed beside a program with an environment of its own. */
export const pluginsOfTools: Readonly<Record<string, string>> = {
  'tox-uv': 'tox',
  'tox-gh-actions': 'tox',
  'pre-commit-uv': 'pre-commit',
}

const homes: ReadonlyMap<string, 'project' | 'group' | 'tool'> = new Map([
  ...Object.entries(pythonTools).map(([program, { from, home }]) => [from?.[0] ?? program, home] as const),
  ...ofGroup.map((name) => [name, 'group'] as const),
  ...ofTool.map((name) => [name, 'tool'] as const),
])

/** Where a distribution belongs: see `PythonTool.home`. Null for one of which nothing is known. */
export function homeOf(name: string): 'project' | 'group' | 'tool' | null {
  const known = homes.get(name)
  if (known) return known
  const extending = familiesOfGroup.some((family) => name.startsWith(family)) || name.endsWith('-stubs')
  return extending && !notOfGroup.has(name) ? 'group' : null
}

/** Whether a distribution is only needed by those who develop, test or document. */
export function isDevelopmentTool(name: string): boolean {
  const home = homeOf(name)
  return packaging.has(name) || home === 'group' || home === 'tool'
}
