import { describe, expect, it } from 'vitest'
import rule from '../../../rules/run-through-uv.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { repair } from '../../support/repair.ts'

/** What all fixes of the rule make of one file of a repository. */
async function fixed(given: Files, path: string, text: string): Promise<string> {
  const files = await repair({ ...given, [path]: text }, everyRuleOn([rule]), [rule])
  return files[path] ?? text
}

const project = `[project]
name = "evio"
version = "1"
dependencies = ["uvicorn"]

[project.optional-dependencies]
docs = ["mkdocs"]
speed = ["maturin"]

[project.scripts]
evio = "evio:main"

[build-system]
requires = ["hatchling"]

[dependency-groups]
dev = ["pytest", { include-group = "lint" }, "evio[speed]"]
lint = ["ruff"]
browser = ["playwright"]
`

describe('a project at the root', () => {
  const given = {
    'pyproject.toml': project,
    'NOTES.md': 'See https://pypi.org/project/evio.\n',
    'src/evio/__init__.py': '',
    'src/evio/serve.sh': 'evio serve\n',
    'scripts/play.py': '',
    'examples/main.py': '',
    'examples/data.json': '',
    'examples/headed.py': '# /// script\n# dependencies = ["rich"]\n# ///\n',
    'nested/pyproject.toml':
      '[project]\nname = "nested"\nversion = "1"\n[dependency-groups]\ntypes = ["mypy"]\n',
    'nested/lib/x.py': '',
    'nested/run.py': '',
    'main.py': '',
    'mkdocs.yml': '',
  }

  it.each([
    ['a console script that a machine runs', 'a.sh', 'evio serve\n', 'uv run evio serve\n'],
    ['a module', 'a.sh', 'python -m evio\n', 'uv run python -m evio\n'],
    ['code', 'a.sh', 'python -W error -c "import evio"\n', 'uv run python -W error -c "import evio"\n'],
    [
      'a console script on a page for contributors',
      'CONTRIBUTING.md',
      'Run `evio serve`.\n',
      'Run `uv run evio serve`.\n',
    ],
    ['a script', 'a.sh', 'python scripts/play.py\n', 'uv run python scripts/play.py\n'],
    ['a dependency', 'a.sh', 'uvicorn evio:app\n', 'uv run uvicorn evio:app\n'],
    ['a tool of the default group', 'a.sh', 'pytest -q\n', 'uv run pytest -q\n'],
    ['a tool of a group that it includes', 'a.sh', 'ruff check\n', 'uv run ruff check\n'],
    ['a tool of an extra that it asks for', 'a.sh', 'maturin develop\n', 'uv run maturin develop\n'],
    ['a tool of an extra', 'a.sh', 'mkdocs build\n', 'uv run --extra docs mkdocs build\n'],
    [
      'a tool of another group',
      'a.sh',
      'python -m playwright install\n',
      'uv run --group browser python -m playwright install\n',
    ],
    [
      'a script of another project',
      'a.sh',
      'python nested/run.py\n',
      'uv run --project nested python nested/run.py\n',
    ],
  ])('%s', async (_, path, text, expected) => {
    expect(await fixed(given, path, text)).toBe(expected)
  })

  it.each([
    ['a console script that nothing ties to the repository', 'examples/README.md', '`evio serve`\n'],
    ['one on a page of the manual', 'docs/use.md', 'Run `evio serve scripts/play.py`.\n'],
    ['one that goes to users', 'src/evio/serve.sh', 'evio serve\n'],
    ['a tool that nothing declares', 'a.sh', 'mypy src\n'],
    ['runners that make environments of their own', 'a.sh', 'tox -e py\nnox\n'],
    ['a question', 'a.sh', 'evio serve --help\n'],
    ['what a pure shell provides', 'a.sh', 'nix develop -i -c pytest\n'],
    ['a program of every system', 'a.sh', 'cmake .\nmake\n'],
    ['a tool installed for itself', 'a.sh', 'uv tool install ruff\nruff check\n'],
    [
      'a script that is written on the page',
      'README.md',
      'Write it in `main.py`:\n\n```sh\npython main.py\n```\n',
    ],
    ['a chance homonym at the root', 'docs-dev/README.md', '```sh\npython main.py\n```\n'],
    ['a file of a template', 'examples/README.md', '```sh\npython __NAME__.py\n```\n'],
  ])('not %s', async (_, path, text) => {
    expect(await fixed(given, path, text)).toBe(text)
  })

  const page = (code: string) => `# Example\n\n## Development\n\n\`\`\`sh\n${code}\n\`\`\`\n`

  it.each([
    ['python main.py data.json --x', 'uv run python main.py data.json --x'],
    ['python headed.py 1', 'uv run headed.py 1'],
    ['evio serve data.json', 'uv run evio serve data.json'],
    ['pytest main.py::test', 'uv run pytest main.py::test'],
    ['python main.py --from ./scripts', 'uv run python main.py --from ./scripts'],
    ['python scripts/play.py', 'uv run python scripts/play.py'],
  ])('stays in the folder of a sample: %s', async (text, expected) => {
    expect(await fixed(given, 'examples/README.md', page(text))).toBe(page(expected))
  })

  it('names the packages of a sample and its script as seen from one place', async () => {
    const sample = { ...given, 'examples/requirements.txt': 'rich\n' }
    expect(await fixed(sample, 'examples/README.md', page('python main.py --from ./scripts'))).toBe(
      page('uv run --with-requirements requirements.txt python main.py --from ./scripts'),
    )
  })

  it.each([
    ['mkdocs', '--with-requirements requirements.txt '],
    ['uvicorn', ''],
    ['evio[docs]', ''],
  ])('gives a sample the %s that it lists unless a plain run installs it', async (listed, option) => {
    const sample = { ...given, 'examples/requirements.txt': `${listed}\n` }
    expect(await fixed(sample, 'examples/README.md', page('python main.py'))).toBe(
      page(`uv run ${option}python main.py`),
    )
  })

  const own = {
    'own/pyproject.toml':
      '[project]\nname = "own"\nversion = "1"\n[project.optional-dependencies]\ndev = ["pytest", "ruff", "uvicorn"]\n',
    'own/app.py': '',
    'own/tests/test_a.py': '',
  }

  it.each([
    ['pytest -k x', 'uv run --extra dev pytest -k x'],
    ['python -m pytest', 'uv run --extra dev python -m pytest'],
    ['ruff check .', 'uv run --extra dev ruff check .'],
    ['pytest tests/test_a.py', 'uv run --extra dev pytest tests/test_a.py'],
    ['uvicorn app:main --host 0.0.0.0', 'uv run --extra dev uvicorn app:main --host 0.0.0.0'],
    ['python app.py', 'uv run python app.py'],
    ['mkdocs build', 'mkdocs build'],
  ])('stays where the readers of a page of a project of its own stand: %s', async (text, expected) => {
    const page = (code: string) => `# Own\n\n\`\`\`sh\n${code}\n\`\`\`\n`
    expect(await fixed({ ...given, ...own }, 'own/AGENTS.md', page(text))).toBe(page(expected))
  })

  it.each([
    ['pytest -k x', 'uv run --project own --extra dev pytest -k x own'],
    ['python -m pytest', 'uv run --project own --extra dev python -m pytest own'],
    ['ruff check', 'uv run --project own --extra dev ruff check own'],
    ['ruff check .', 'uv run --extra dev ruff check .'],
    ['pytest tests/test_a.py', 'uv run --extra dev pytest tests/test_a.py'],
    ['pytest --cov gone/x.py', 'uv run pytest --cov gone/x.py'],
    ['uvicorn app:main --host 0.0.0.0', 'uv run --directory own --extra dev uvicorn app:main --host 0.0.0.0'],
    ['uvicorn evio:app', 'uv run uvicorn evio:app'],
    ['pytest --cov', 'uv run --directory own --extra dev pytest --cov'],
    ['pytest scripts/play.py', 'uv run pytest scripts/play.py'],
    ['mkdocs build', 'uv run --extra docs mkdocs build'],
  ])('names the project where its page writes paths as seen from outside: %s', async (text, expected) => {
    const page = (code: string) => `# Own\n\nIts code is in (own/app.py).\n\n\`\`\`sh\n${code}\n\`\`\`\n`
    expect(await fixed({ ...given, ...own }, 'own/AGENTS.md', page(text))).toBe(page(expected))
  })

  it.each([
    [
      'a script of the project that it enters',
      'cd nested\npython run.py\n',
      'cd nested\nuv run python run.py\n',
    ],
    ['its tool', 'cd nested && mypy .\n', 'cd nested && uv run --group types mypy .\n'],
    ['its module', 'cd nested && python -m run\n', 'cd nested && uv run python -m run\n'],
    ['a tool of the root, not its own', 'cd nested && pytest\n', 'cd nested && pytest\n'],
    [
      'a folder below, which is not its root',
      'cd nested/lib && python x.py\n',
      'cd nested/lib && python x.py\n',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await fixed(given, 'a.sh', text)).toBe(expected)
  })

  it('leaves what a job tries as its users do', async () => {
    const workflow = (...lines: string[]) =>
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${lines.map((line) => `      - run: ${line}\n`).join('')}`
    for (const install of [
      'uv pip install dist/*.whl',
      'pip install --find-links=out "$NAME"',
      'pip install evio',
    ]) {
      const tries = workflow(install, 'evio serve', 'pytest')
      expect(await fixed(given, '.github/workflows/a.yml', tries)).toBe(tries)
    }
    const works = workflow('ls', 'evio serve')
    expect(await fixed(given, '.github/workflows/a.yml', works)).toBe(workflow('ls', 'uv run evio serve'))
  })

  it('leaves what runs behind an install of the project to the cure of the session', async () => {
    for (const before of ['uv pip install "evio[docs] @ ."', 'pip install -e .']) {
      const job = `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${before}\n      - run: evio serve\n`
      expect(await fixed(given, '.github/workflows/a.yml', job)).toBe(job)
    }
  })
})

describe('a workspace', () => {
  const given = {
    'python/pyproject.toml':
      '[tool.uv.workspace]\nmembers = ["libs/*"]\n[dependency-groups]\ndev = ["pytest"]\n',
    'python/libs/a/pyproject.toml':
      '[project]\nname = "a"\nversion = "1"\n[project.scripts]\nrun-a = "a:main"\n[build-system]\nrequires = ["hatchling"]\n[dependency-groups]\nlint = ["pyink"]\n',
    'python/libs/a/a.py': '',
    'python/libs/b/pyproject.toml': '[project]\nname = "b"\nversion = "1"\ndependencies = ["a"]\n',
    'python/libs/b/b.py': '',
    '.github/count.py': '',
  }

  it.each([
    [
      'the one member that declares a tool',
      'python/x.sh',
      'pyink .\n',
      'uv run --package a --group lint pyink .\n',
    ],
    [
      'the member of a path',
      'python/x.sh',
      'pytest libs/b/b.py\n',
      'uv run --package b --group dev pytest libs/b/b.py\n',
    ],
    [
      'a member that depends on the owner of a script',
      'python/libs/b/README.md',
      '```sh\nrun-a b.py\n```\n',
      '```sh\nuv run --package b run-a libs/b/b.py\n```\n',
    ],
    [
      'another root than that of the repository',
      'x.sh',
      'run-a\n',
      'uv run --project python --package a run-a\n',
    ],
    [
      'nothing where uv would find no project',
      'x.sh',
      'python .github/count.py\n',
      'python .github/count.py\n',
    ],
  ])('%s', async (_, path, text, expected) => {
    expect(await fixed(given, path, text)).toBe(expected)
  })
})

it('does not ask for tools that the development shell provides', async () => {
  const given = {
    'pyproject.toml': project,
    'flake.nix': `{ outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
      devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.ruff ]; };
    }; }`,
  }
  expect(await fixed(given, 'a.sh', 'ruff check\npytest\n')).toBe('ruff check\nuv run pytest\n')
})

describe('scripts that are started in an environment', () => {
  const given = { 'pyproject.toml': project, 'scripts/cov.sh': 'bash scripts/test.sh --cov\n' }

  it.each([
    ['by a machine', { 'ci.sh': 'uv run bash scripts/cov.sh\n' }],
    ['by an image', { Dockerfile: 'FROM a\nCOPY scripts/test.sh /app/\nCMD ["/app/test.sh"]\n' }],
    ['by tox', { 'tox.ini': '[testenv]\ncommands = {toxinidir}/scripts/test.sh\n' }],
    [
      'in one that is not to change, and by hand',
      { 'ci.sh': 'uv run --no-sync ./scripts/test.sh\n', 'README.md': '```sh\n./scripts/test.sh\n```\n' },
    ],
    ['by another manager', { 'ci.sh': 'poetry run ./scripts/test.sh\n' }],
  ])('%s', async (_, callers) => {
    expect(await fixed({ ...given, ...callers }, 'scripts/test.sh', 'pytest\n')).toBe('pytest\n')
  })

  it.each([
    ['by nothing that is known', {}],
    [
      'by hand as well',
      { 'ci.sh': 'uv run bash scripts/cov.sh\n', 'README.md': '```sh\n./scripts/test.sh\n```\n' },
    ],
    [
      'by themselves',
      { 'scripts/cov.sh': 'bash scripts/test.sh\n', 'scripts/x.sh': 'bash scripts/cov.sh\n' },
    ],
  ])('not %s', async (_, callers) => {
    expect(await fixed({ ...given, ...callers }, 'scripts/test.sh', 'pytest\n')).toBe('uv run pytest\n')
  })
})
