import { removeFromList, removeKey } from '../src/advise/toml-fix.ts'
import { type RefusedPython, refusedPythons } from '../src/model/targets/refused-pythons.ts'
import type { Documents, Fix } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'

const project = (rest = '') => `[project]\nname = "evio"\nversion = "1"\nrequires-python = ">=3.12"\n${rest}`

export default rule({
  id: 'python-version-agrees',
  group: 'uv',
  says: 'Every other place that names a version of Python (workflows, images, `.python-version`, classifiers, tools, documents) names one that `requires-python` allows.',
  why: 'uv refuses an interpreter that `requires-python` does not allow, or silently fetches another one, so what is tested, shipped or promised is not what is named.',
  teaches: 'Workflows, images and documents name a Python that `requires-python` allows.',
  severity: 'warning',
  fixes: 'safe/unsafe',
  leaves:
    'Jobs and images that run nothing of the project, versions that are computed, and the interpreter of the dev shell, which `flake-provides-tools` judges.',
  needs: ['documents', 'commands', 'projects', 'tree'],
  check(facts, report) {
    for (const named of refusedPythons(facts)) {
      const { path, span, text, required, declared, lowest } = named
      const fix = fixOf(named, facts.documents)
      report(
        { path, span },
        {
          message: `${subjects[named.kind](named)} \`${text}\`, which \`requires-python = "${required}"\` does not allow.`,
          next: nextOf(named, lowest),
          related: [{ ...declared, message: `\`${required}\` is required here.` }],
          ...(fix && { fix }),
        },
      )
    }
  },
  examples: [
    {
      title: 'a matrix, an action, a version file, an image, an option',
      given: { 'pyproject.toml': project() },
      wrong: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        python: ["⟦3.11⟧", "3.12"]\n    steps:\n      - uses: actions/setup-python@v5\n        with:\n          python-version: ${{ matrix.python }}\n      - run: uv sync --locked\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: astral-sh/setup-uv@v6\n        with:\n          python-version: "⟦3.10⟧"\n      - run: uv run ruff check\n',
        '.python-version': '⟦3.11⟧\n',
        Dockerfile: 'FROM python:⟦3.10⟧-slim\nCOPY . /app\nWORKDIR /app\nRUN uv sync --locked\n',
        'a.sh': 'uv run --python ⟦3.9⟧ python -m evio\n',
      },
    },
    {
      title: 'classifiers, the target of a tool, a promise in the README',
      wrong: {
        'pyproject.toml': project(
          'classifiers = [\n    ⟦"Programming Language :: Python :: 3.11"⟧,\n    "Programming Language :: Python :: 3.12",\n]\n\n[tool.ruff]\ntarget-version = ⟦"py310"⟧\nline-length = 100\n\n[tool.mypy]\npython_version = ⟦"3.10"⟧\n',
        ),
        'README.md':
          '# evio\n\n![python](https://img.shields.io/badge/python-⟦3.10⟧%2B-blue)\n\n## Requirements\n\n- Python ⟦3.10⟧+\n- uv\n',
      },
      right: {
        'pyproject.toml': project(
          'classifiers = [\n    "Programming Language :: Python :: 3.12",\n]\n\n[tool.ruff]\nline-length = 100\n\n[tool.mypy]\npython_version = "3.12"\n',
        ),
        'README.md':
          '# evio\n\n![python](https://img.shields.io/badge/python-3.12%2B-blue)\n\n## Requirements\n\n- Python 3.12+\n- uv\n',
      },
    },
    {
      title: 'allowed versions, a job without the project, a sentence about something else, what is computed',
      given: { 'pyproject.toml': project('classifiers = ["Programming Language :: Python :: 3.13"]\n') },
      right: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  docs:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/setup-python@v5\n        with:\n          python-version: "3.9"\n      - run: python -m http.server\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: astral-sh/setup-uv@v6\n        with:\n          python-version: ${{ inputs.python }}\n      - run: uv sync --locked\n',
        '.python-version': '3.12.4\n',
        'README.md':
          '# evio\n\nRequires Python 3.12 or newer. Since Python 3.8+ dictionaries keep their order.\n',
        'CHANGELOG.md': '# Changelog\n\n- Requires Python 3.9+.\n',
        'a.sh': 'uv run --no-project --python 3.9 python -V\n',
      },
    },
  ],
})

const subjects: Readonly<Record<RefusedPython['kind'], (named: RefusedPython) => string>> = {
  action: () => 'This job runs on',
  image: () => 'The image brings Python',
  pin: () => 'uv is told to use Python',
  option: () => 'uv is told to use Python',
  target: ({ target }) => `\`${target?.tool}\` is told that the code is for`,
  classifier: () => 'The classifier promises Python',
  sentence: () => 'This promises Python',
}

function nextOf({ kind, target }: RefusedPython, lowest: string | null): string {
  if (kind === 'classifier') return 'Remove it.'
  if (kind === 'target' && target?.derives)
    return `Remove it: ${target.tool} then follows \`requires-python\`.`
  return lowest === null
    ? 'Name a version that it allows.'
    : `Name ${lowest} or newer, or lower \`requires-python\`.`
}

function fixOf(named: RefusedPython, documents: Documents): Fix | undefined {
  const { kind, path, span, lowest, target } = named
  if (kind === 'classifier') {
    const edits = removeFromList({ documents, path }, ['project', 'classifiers'], span)
    return { title: 'Remove the classifier', safety: 'safe', edits }
  }
  if (kind === 'target' && target?.derives) {
    const edits = removeKey(
      { documents, path },
      ['tool', ...target.keys.slice(0, -1)],
      target.keys.at(-1) ?? '',
    )
    const because = `${target.tool} may report more once it knows that older versions need not work`
    return { title: 'Remove the key', safety: 'unsafe', because, edits }
  }
  if (lowest === null) return undefined
  const title = `Name ${lowest}`
  if (kind === 'target') {
    const because = `${target?.tool} may report more for the newer version`
    return { title, safety: 'unsafe', because, edits: [{ path, span, text: JSON.stringify(lowest) }] }
  }
  if (kind === 'sentence') return { title, safety: 'safe', edits: [{ path, span, text: lowest }] }
  return undefined
}
