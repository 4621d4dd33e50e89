import { expect, it } from 'vitest'
import uvOnly from '../../rules/uv-only.ts'
import { everyRuleOn, type Files } from '../support/in-memory.ts'
import { checkFiles } from '../support/repair.ts'

const workspace = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'libs/evio/pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n',
}

it.each([
  ['python -m ensurepip', 'Delete it: uv needs no pip.'],
  ['pip install -U pip setuptools', 'Delete it: uv needs no pip.'],
  [
    'pip install uv',
    'Install uv with its own installer (https://docs.astral.sh/uv/getting-started/installation/).',
  ],
  [
    'pipx install uv',
    'Install uv with its own installer (https://docs.astral.sh/uv/getting-started/installation/).',
  ],
  [
    'pip install -r tools/uv-requirements.txt',
    'Install uv with its own installer (https://docs.astral.sh/uv/getting-started/installation/).',
  ],
  ['pip install --upgrade pip build', 'Delete it: `uv build` does what `build` is for.'],
  ['python -m pip install twine==5.1', 'Delete it: `uv publish` does what `twine` is for.'],
  ['pip install poetry', 'Delete it: `uv` does what `poetry` is for.'],
  ['pip install tox-uv', 'Use `uv tool install tox --with tox-uv`, or `uvx tox` where it runs.'],
  [
    'pip install pre-commit==4.0',
    'Use `uv tool install pre-commit==4.0`, or `uvx pre-commit` where it runs.',
  ],
  [
    'pip install tox nox',
    'Give each of them an environment of its own, by `uv tool install` or `uvx`: `tox`, `nox`.',
  ],
  [
    'pip install build requests',
    'Use `uv add --package evio requests`. `uv build` does what `build` is for.',
  ],
  ["pip install hatch 'virtualenv<21'", 'Delete it: `uv` does what `hatch` is for.'],
  ['pip install -U pip hatch twine', 'Delete it: `uv` and `uv publish` do what they are for.'],
  ['uv pip install "dist/${NAME}-1.whl" --force-reinstall', ''],
  ['conda activate testbed\npip install chardet', ''],
  ['conda create -n "$NAME" python\nconda activate "$NAME"\npip install chardet', ''],
  ['conda create -n one python\nconda create -n two python\nconda activate one\npip install chardet', ''],
  [
    'conda create -n one python=3.12\nconda activate one\npip install ./libs/evio',
    'Pin the version with `uv python pin 3.12`. Replace these 3 commands with one `uv sync --package evio`.',
  ],
  [
    'pip install --no-build-isolation "flash-attn @ git+https://example.com/flash"',
    'Declare `flash-attn`, and what it needs to be built, once: by `[tool.uv.extra-build-dependencies]`, or `no-build-isolation-package = ["flash-attn"]` under `[tool.uv]`; then `uv sync` installs it.',
  ],
  ['pip install a.whl b.whl', ''],
  ['pip install evio --no-index --find-links dist/', ''],
  ['pip install ./libs/evio', 'Use `uv sync --package evio`.'],
  [
    'pip install https://example.com/a.whl',
    'Declare it once as a source: `uv add "https://example.com/a.whl"`; then `uv sync` installs it.',
  ],
])('%s', async (text, next) => expect(await nextOf({ ...workspace, 'a.sh': `${text}\n` }, 'a.sh')).toBe(next))

const single: Files = {
  'pyproject.toml':
    '[project]\nname = "evio"\nversion = "1"\ndependencies = ["scipy"]\noptional-dependencies.view = ["opencv-python"]\n\n' +
    '[dependency-groups]\ndev = ["pytest"]\ndocs = ["mkdocs"]\n',
  'requirements.txt': '',
}
const nested: Files = {
  ...single,
  'envs/maze/pyproject.toml': '[project]\nname = "maze"\nversion = "1"\ndependencies = ["ale-py"]\n',
}
const fence = (code: string) => `# a\n\n\`\`\`sh\n${code}\n\`\`\`\n`
const service = (code: string, settings = '') =>
  `services:\n  a:\n    image: python\n${settings}    command: ${code}\n`
const mounted = '    working_dir: /app\n    volumes: [".:/app"]\n'
const step = (code: string) => `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${code}\n`

it.each([
  [
    single,
    'a.sh',
    'pip install scipy opencv_python',
    'Use `uv sync --extra view`. `scipy` is a dependency of `evio`. `opencv-python` is in the extra `view`.',
  ],
  [
    single,
    'compose.yaml',
    service('pip install --user scipy "x[y]"'),
    'The image does not hold the project, so its lock is no help. With uv copied in, `uv pip install --system scipy "x[y]"` does the same; or list them in a dependency group and copy `pyproject.toml` and `uv.lock`.',
  ],
  [
    single,
    'compose.yaml',
    service('pip install mkdocs', mounted),
    'Use `uv sync --group docs`. `mkdocs` is in the group `docs`.',
  ],
  [single, 'a.sh', 'pip install pytest', 'Use `uv sync`. `pytest` is in the group `dev`.'],
  [single, 'a.sh', 'pip install mkdocs', 'Use `uv sync --group docs`. `mkdocs` is in the group `docs`.'],
  [
    single,
    'a.sh',
    'uv pip install scipy==1.1',
    'Run what needs it with `uv run --with scipy==1.1 …`, which leaves the lock alone.',
  ],
  [single, 'a.sh', 'pip install ruff', 'Use `uv add --dev ruff`.'],
  [single, 'a.sh', 'pip install numpy', 'Use `uv add numpy`.'],
  [single, 'a.sh', 'pip install -U pip numpy', 'Use `uv add numpy`.'],
  [single, 'a.sh', 'pip install "evio[view] @ ."', 'Use `uv sync --extra view`.'],
  [
    single,
    'a.sh',
    'pip install evio[view,x]',
    'Use `uv sync --extra view`. No extra of `evio` is called `x`.',
  ],
  [single, 'a.sh', 'uv pip install --resolution lowest-direct numpy', ''],
  [single, 'a.sh', 'pip install -r requirements.txt', 'Use `uv sync`.'],
  [single, 'Makefile', 'a:\n\tpip install numpy', 'Use `uv add numpy`.'],
  [
    single,
    'Makefile',
    'a:\n\tpip uninstall mkdocs',
    'Delete it, and leave its group or extra out of `uv sync`.',
  ],
  [single, 'a.sh', 'pip uninstall mkdocs', 'Use `uv remove mkdocs`.'],
  [
    single,
    'a.sh',
    'pip uninstall evio',
    'Delete it: `uv sync` installs what `uv.lock` lists and nothing else.',
  ],
  [single, '.github/workflows/a.yml', step('uv pip install ${{ matrix.numpy }}'), ''],
  [
    single,
    '.github/workflows/a.yml',
    step('pip install uv'),
    'Let the action `astral-sh/setup-uv` bring uv.',
  ],
  [single, 'examples/a/README.md', fence('pip install -r requirements.txt'), 'Use `uv sync`.'],
  [
    { ...single, 'examples/a/requirements.txt': 'flask\n' },
    'examples/a/README.md',
    fence('pip install -r requirements.txt'),
    'The sample has packages of its own: run it with `uv run --no-project --with-requirements requirements.txt …`, or give it a `pyproject.toml` and a lock.',
  ],
  [single, 'docs/README.md', fence('pip install -e ".[view]"'), 'Use `uv sync --extra view`.'],
  [
    { ...single, 'docs-requirements.txt': 'hf-doc-builder\n' },
    'docs/README.md',
    fence('pip install -e . -r docs-requirements.txt'),
    'Use `uv sync`. Declare what `docs-requirements.txt` lists once with `uv add --group docs -r docs-requirements.txt`; then `uv sync --group docs` installs it.',
  ],
  [
    { ...single, 'deps.list': 'flask\n' },
    'a.sh',
    'pip install -r deps.list',
    'Declare what `deps.list` lists once with `uv add -r deps.list`; then `uv sync` installs it.',
  ],
  [
    { 'pyproject.toml': '[tool.poetry]\nname = "evio"\nversion = "1"\n' },
    '.github/workflows/a.yml',
    step('pip install -e .'),
    'Give the project a `[project]` table first (`uvx migrate-to-uv` writes it); then use `uv sync`.',
  ],
  [
    single,
    'CONTRIBUTING.md',
    '**pipx:**\n\n```sh\npipx install uv\n```\n\n**pip:**\n\n```sh\npip install uv\n```\n',
    '',
  ],
  [single, 'a.sh', 'pdm sync -G view,docs', 'Use `uv sync --extra view --group docs`.'],
  [single, 'a.sh', 'poetry install --with view', 'Use `uv sync --extra view`.'],
  [
    single,
    'a.sh',
    'pdm sync -G grpc,docs',
    'Use `uv sync --group docs`. No dependency group or extra is called `grpc`.',
  ],
  [
    nested,
    'envs/maze/README.md',
    fence('pip install ale-py'),
    'Use `uv sync`. `ale-py` is a dependency of `maze`.',
  ],
  [nested, 'envs/maze/README.md', fence('pip install numpy'), 'Use `uv add numpy`.'],
  [nested, 'envs/maze/README.md', fence('cd envs/maze && pip install numpy'), 'Use `uv add numpy`.'],
])('%#: %s %j', async (files, path, text, next) => {
  expect(await nextOf({ ...files, [path]: `${text}\n` }, path)).toBe(next)
})

it('shows the words of a notebook as they are meant', async () => {
  const cell = JSON.stringify({ cells: [{ cell_type: 'code', source: ['!pip install "numpy>=2"\n'] }] })
  expect(await nextOf({ ...single, 'a.ipynb': cell }, 'a.ipynb')).toBe(
    'Declare `numpy` once with `uv add "numpy>=2"`, and start Jupyter with `uv run --with jupyter jupyter lab`.',
  )
})

/** What `uv-only` says to do about the first use of another manager in a file; empty where it says nothing. */
async function nextOf(files: Files, path: string): Promise<string> {
  const [finding] = await findingsIn(files, path)
  return finding?.next ?? ''
}

async function findingsIn(files: Files, path: string) {
  const { findings } = await checkFiles(files, everyRuleOn([uvOnly]), [uvOnly])
  return findings.filter((finding) => finding.path === path)
}

it.each([
  ['python -m build --wheel', 'Use `uv build --wheel`.'],
  ['pyproject-build -o out', 'Use `uv build --out-dir out`.'],
  ['python setup.py sdist bdist_wheel', 'Use `uv build`.'],
  ['poetry build', 'Use `uv build`.'],
  ['pixi lock', 'Use `uv lock`.'],
  ['pixi run make py', 'Run `make` by itself, and let it run Python through `uv run`.'],
  ['conda run -n evio python x.py', 'Use `uv run python x.py`.'],
  ['pixi add numpy', 'Declare `numpy` with `uv add`; then `uv sync` installs it.'],
])('%s', async (text, next) => expect(await nextOf({ ...single, 'a.sh': `${text}\n` }, 'a.sh')).toBe(next))

it('does not take a program that is only called build for the front end', async () => {
  expect(await nextOf({ ...single, 'a.sh': './build\nbuild all\n' }, 'a.sh')).toBe('')
})

const hatched: Files = {
  'pyproject.toml': `[project]
name = "evio"
version = "1"
optional-dependencies.dev = ["ruff", "pytest", "coverage", "commitizen"]
optional-dependencies.view = ["opencv-python"]

[tool.hatch.envs.old]
python = "3.10"
features = ["view"]
template = "default"

[tool.hatch.envs.default.scripts]
fmt = "hatch fmt --formatter"
lint = ["ruff check {args:src}", "ruff format --check"]
test = "pytest {args}"
all-tests = "test --cov"
ship = ["lint", "echo done"]
pipe = "pytest | tee log"
`,
}

it.each([
  ['hatch test', 'Use `uv run --extra dev pytest`.'],
  ['hatch test -c -i py=3.12 tests/a -k b', 'Use `uv run --extra dev coverage run -m pytest tests/a -k b`.'],
  ['hatch test -py 3.12 -- -x', 'Use `uv run --python 3.12 --extra dev pytest -x`.'],
  ['hatch test --all', 'Use `uv run --python <version> --extra dev pytest` for every version.'],
  ['hatch fmt --formatter --check', 'Use `uv run --extra dev ruff format --check`.'],
  ['hatch fmt -l src', 'Use `uv run --extra dev ruff check --fix src`.'],
  ['hatch fmt', 'Use `uv run --extra dev ruff check --fix`, then `uv run --extra dev ruff format`.'],
  ['hatch run fmt', "Use `uv run --extra dev ruff format`: that is what hatch's `fmt` runs."],
  [
    'hatch run lint',
    "Use `uv run --extra dev ruff check src`, then `uv run --extra dev ruff format --check`: that is what hatch's `lint` runs.",
  ],
  ['hatch run test a b', "Use `uv run --extra dev pytest a b`: that is what hatch's `test` runs."],
  [
    'hatch run old:test',
    "Use `uv run --python 3.10 --extra dev --extra view pytest`: that is what hatch's `test` runs.",
  ],
  [
    'hatch -e old run all-tests',
    "Use `uv run --python 3.10 --extra dev --extra view pytest --cov`: that is what hatch's `all-tests` runs.",
  ],
  ['hatch run ship', "Write what hatch's `ship` runs behind `uv run`."],
  ['hatch run pipe', "Write what hatch's `pipe` runs behind `uv run`."],
  ['hatch run unknown', 'Write what `unknown` stands for in hatch behind `uv run`.'],
  ['hatch run old:unknown', 'Write what `unknown` stands for in hatch behind `uv run`.'],
  ['hatch run cz check', 'Use `uv run --extra dev cz check`.'],
  ['hatch run old:python x.py', 'Use `uv run python x.py`.'],
  ['poetry run pytest -x', 'Use `uv run --extra dev pytest -x`.'],
])('%s', async (text, next) => expect(await nextOf({ ...hatched, 'a.sh': `${text}\n` }, 'a.sh')).toBe(next))

it('declares what hatch brings by itself', async () => {
  expect(await nextOf({ ...single, 'a.sh': 'hatch fmt -f\n' }, 'a.sh')).toBe(
    'Declare `ruff` with `uv add --dev ruff`, then use `uv run ruff format`.',
  )
})

it('names what a script of pdm or a task of pixi stands for', async () => {
  const pdm = '[project]\nname = "a"\nversion = "1"\n[tool.pdm.scripts]\ngo = "python -m a"\n'
  expect(await nextOf({ 'pyproject.toml': pdm, 'a.sh': 'pdm run go -x\n' }, 'a.sh')).toBe(
    "Use `uv run python -m a -x`: that is what pdm's `go` runs.",
  )
})

it('reads questions about the environments of hatch as such', async () => {
  expect(await nextOf({ ...single, 'a.sh': 'hatch env show\nhatch env find\n' }, 'a.sh')).toBe('')
})

const listed: Files = {
  'NOTES.md': 'See https://pypi.org/project/evio.\n',
  'pyproject.toml': `[project]
name = "evio"
version = "1"
dependencies = ["scipy"]

[project.optional-dependencies]
a = ["numpy", "pandas", "ruff==0.16.0"]
b = ["numpy>=2", "pandas"]
vector_stores = ["faiss"]

[build-system]
requires = ["hatchling"]
`,
  'sub/requirements.txt': 'git+https://example.com/team/evio.git\nmkdocs\n',
  'ci/requirements.txt': 'tox # evio\n',
}
it.each([
  [
    'a.sh',
    'pip install -e .[graph,vector_stores]',
    'Use `uv sync --extra vector_stores`. No extra of `evio` is called `graph`.',
  ],
  [
    'a.sh',
    'pip install numpy pandas',
    'Use `uv sync` with one of `--extra a`, `--extra b`, which list `numpy`, `pandas`.',
  ],
  ['a.sh', 'pip install ruff==0.16.0', 'Use `uv sync --extra a`. `ruff` is in the extra `a`.'],
  [
    'a.sh',
    'pip install ruff==0.15',
    'Use `uv sync --extra a`. The lock decides the version of `ruff`: hold it in the manifest, where it is declared. `ruff` is in the extra `a`.',
  ],
  [
    'a.sh',
    'pip install faiss x y',
    'Use `uv sync --extra vector-stores`. Declare the rest once with `uv add x y`. `faiss` is in the extra `vector-stores`.',
  ],
  ['tests/manual/README.md', fence('pip install tabulate'), 'Use `uv add --dev tabulate`.'],
  ['a.sh', 'pip install "scipy[all]"', 'Use `uv add "scipy[all]"`.'],
  ['a.sh', 'pip install a1 a2 a3 a4 a5 a6 a7', 'Use `uv add a1 a2 a3 a4 …`.'],
  [
    'CONTRIBUTING.md',
    fence('pip install slack\npip install rich flask\npip install tavily'),
    'Use `uv add slack rich flask tavily`.',
  ],
  [
    'CONTRIBUTING.md',
    fence('pip install scipy slack\npip install tavily'),
    'Use `uv sync`. Declare the rest once with `uv add slack tavily`. `scipy` is a dependency of `evio`.',
  ],
  [
    'CONTRIBUTING.md',
    fence('pip install git@github.com:corp/maze.git'),
    'Declare it once as a source: `uv add "git+ssh://git@github.com/corp/maze.git"`; then `uv sync` installs it.',
  ],
  [
    '.github/workflows/a.yml',
    step('pip install --upgrade wheel twine semver'),
    'Run what needs it with `uv run --with semver …`, which leaves the lock alone. Nothing here shows what calls `twine`: let that use `uv publish`, or bring it by `uv tool install twine`.',
  ],
  [
    'examples/a/README.md',
    fence('pip install scipy slack'),
    'Use `uv sync`. Run what needs it with `uv run --with slack …`, which leaves the lock alone. `scipy` is a dependency of `evio`.',
  ],
  [
    'sub/README.md',
    fence('pip install -r requirements.txt'),
    'The sample has packages of its own: run it with `uv run --no-project --with-requirements requirements.txt …`, or give it a `pyproject.toml` and a lock.',
  ],
  [
    'a.sh',
    'cd ci && pip install -r requirements.txt',
    'Declare what `requirements.txt` lists once with `uv add -r ci/requirements.txt`; then `uv sync` installs it.',
  ],
  ['a.sh', 'python -m build tools/x', 'Use `uv build tools/x`.'],
  ['a.sh', 'hatch publish', 'Use `uv publish`.'],
  ['a.sh', 'hatch publish --repo test', 'Use `uv publish --publish-url https://test.pypi.org/legacy/`.'],
  [
    'a.sh',
    'poetry publish -r inner --build',
    'Use `uv publish --index inner`, with a `publish-url` for it in `[[tool.uv.index]]`.',
  ],
])('%s: %s', async (path, text, next) => {
  expect(await nextOf({ ...listed, [path]: `${text}\n` }, path)).toBe(next)
})

const project = single['pyproject.toml'] ?? ''
it.each([
  ['pip install evio==1.0 -t layer/python', ''],
  ['pip install -i https://test.pypi.org/simple/ "evio==1"', ''],
  ['pip install -q --force-reinstall --no-deps evio', ''],
  ['pip install --force-reinstall --no-deps .', 'Use `uv sync --reinstall-package evio`.'],
  ['python -m venv trial\nsource trial/bin/activate\npip install dist/*.whl', ''],
  ['python -m venv .venv\npip install dist/*.whl', ''],
  [
    'conda create -n evio python=3.12',
    'Pin the version with `uv python pin 3.12`. Delete what makes and enters the environment: `uv sync` makes `.venv`, and `uv run` uses it.',
  ],
  ['VIRTUAL_ENV=$DOCS uv pip install .[view]', 'Use `UV_PROJECT_ENVIRONMENT=$DOCS uv sync --extra view`.'],
])('%s', async (text, next) => {
  expect(await nextOf({ 'pyproject.toml': project, 'a.sh': `${text}\n` }, 'a.sh')).toBe(next)
})

it('takes system libraries from a flake where there is one', async () => {
  const files = { ...single, 'flake.nix': '{ outputs = _: { }; }\n', 'a.sh': 'pixi add hdf5\n' }
  expect(await nextOf(files, 'a.sh')).toContain('Take `hdf5` from the flake (`pkgs.hdf5`).')
})

it('knows that a backend may bring extras which only its own table lists', async () => {
  const manifest =
    '[project]\nname = "evio"\nversion = "1"\ndynamic = ["dependencies"]\n\n[build-system]\nrequires = ["poetry-core"]\n\n[tool.poetry.extras]\nserver = ["flask"]\n'
  const files = { 'pyproject.toml': manifest, 'README.md': fence('uv pip install -e ".[server]"') }
  expect(await nextOf(files, 'README.md')).toBe('Use `uv sync --extra server`.')
})

it('takes a manager whose task starts uv for a runner of tasks', async () => {
  const tasks =
    '[tasks]\ntest = "uv run pytest"\nlint = "uv run ruff check && uv run ruff format"\ntypes = "ty check"\n'
  const said = (code: string) =>
    nextOf({ ...workspace, 'pixi.toml': tasks, 'CONTRIBUTING.md': fence(code) }, 'CONTRIBUTING.md')
  expect(await said('pixi run test tests/a.py')).toBe('')
  expect(await said('pixi run lint')).toBe('')
  expect(await said('pixi run types')).not.toBe('')
})

it('keeps what a manager declares in groups apart', async () => {
  const files = { ...workspace, 'CONTRIBUTING.md': fence('poetry add flask\npoetry add --group dev slack') }
  expect(await nextOf(files, 'CONTRIBUTING.md')).toBe(
    'Use `uv add --package evio flask`. Use `uv add --package evio --dev slack`.',
  )
})
