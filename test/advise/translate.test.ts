import { expect, it } from 'vitest'
import { translate } from '../../src/advise/translate.ts'
import { readForeign } from '../../src/model/programs/foreign-managers.ts'
import { discoveryOf, type Files } from '../support/in-memory.ts'
import { readCommands } from '../support/read-commands.ts'

const workspace = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'libs/evio/pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n',
}

it.each([
  ['python -m ensurepip', 'Delete it: uv needs no pip.'],
  ['pip install -U pip setuptools', 'Delete it: uv needs no pip.'],
  ['pip install uv', 'Take uv from the dev shell, or install it with its own installer.'],
  [
    'pip install -r tools/uv-requirements.txt',
    'Take uv from the dev shell, or install it with its own installer.',
  ],
  ['pip install --upgrade pip build', 'Delete it: `uv build` does what `build` is for.'],
  ['python -m pip install twine==5.1', 'Delete it: `uv publish` does what `twine` is for.'],
  ['pip install poetry', 'Delete it: `uv` does what `poetry` is for.'],
  ['pip install tox-uv', 'Use `uv tool install tox --with tox-uv`, or `uvx tox` where it runs.'],
  [
    'pip install pre-commit==4.0',
    'Use `uv tool install pre-commit==4.0`, or `uvx pre-commit` where it runs.',
  ],
  ['pip install tox nox', 'Use `uv add --package <member> --dev tox nox`.'],
  [
    'pip install build requests',
    'Use `uv add --package <member> requests`. `uv build` does what `build` is for.',
  ],
  ["pip install hatch 'virtualenv<21'", 'Delete it: `uv` does what they are for.'],
  ['pip install -U pip hatch twine', 'Delete it: `uv`, `uv publish` do what they are for.'],
  [
    'uv pip install "dist/${NAME}-1.whl" --force-reinstall',
    'Use `uv run --isolated --no-project --with "dist/${NAME}-1.whl" …`, which tries it apart from the project.',
  ],
  [
    'pip install a.whl b.whl',
    'Use `uv run --isolated --no-project --with <distribution> …`, which tries it apart from the project.',
  ],
  [
    'pip install evio --no-index --find-links dist/',
    'Use `uv run --isolated --no-project --with <distribution> …`, which tries it apart from the project.',
  ],
  ['pip install ./libs/evio', 'Use `uv sync --package evio`.'],
  ['pip install https://example.com/a.whl', 'Use `uv add --package <member> https://example.com/a.whl`.'],
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
  [single, 'a.sh', 'pip install scipy opencv_python', 'Use `uv sync --extra view`: it is declared already.'],
  [
    single,
    'compose.yaml',
    service('pip install --user scipy "x[y]"'),
    'Run with `uv run --with scipy --with "x[y]" …`, which leaves the lock alone.',
  ],
  [
    single,
    'compose.yaml',
    service('pip install mkdocs', mounted),
    'Use `uv sync --group docs`: it is declared already.',
  ],
  [single, 'a.sh', 'pip install pytest', 'Use `uv sync`: it is declared already.'],
  [single, 'a.sh', 'pip install mkdocs', 'Use `uv sync --group docs`: it is declared already.'],
  [
    single,
    'a.sh',
    'uv pip install scipy==1.1',
    'Run with `uv run --with scipy==1.1 …`, which leaves the lock alone.',
  ],
  [single, 'a.sh', 'pip install ruff', 'Use `uv add --dev ruff`.'],
  [single, 'a.sh', 'pip install numpy', 'Use `uv add numpy`.'],
  [single, 'a.sh', 'pip install -U pip numpy', 'Use `uv add numpy`.'],
  [single, 'a.sh', 'pip install "evio[view] @ ."', 'Use `uv sync --extra view`.'],
  [single, 'a.sh', 'pip install evio[view,x]', 'Use `uv sync --extra view`; no extra is called `x`.'],
  [single, 'a.sh', 'uv pip install --resolution lowest-direct numpy', 'Use `uv add numpy`.'],
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
  [
    single,
    '.github/workflows/a.yml',
    step('uv pip install ${{ matrix.numpy }}'),
    'Run with `uv run --with ${{ matrix.numpy }} …`, which leaves the lock alone.',
  ],
  [
    single,
    '.github/workflows/a.yml',
    step('pip install uv'),
    'Use the action `astral-sh/setup-uv`, or take uv from the dev shell.',
  ],
  [
    single,
    'examples/a/README.md',
    fence('pip install -r requirements.txt'),
    'Declare what it lists once with `uv add -r requirements.txt`; then `uv sync` installs it.',
  ],
  [single, 'docs/README.md', fence('pip install -e ".[view]"'), 'Use `uv sync --extra view`.'],
  [
    nested,
    'envs/maze/README.md',
    fence('pip install ale-py'),
    'Use `uv sync --project envs/maze`: it is declared already.',
  ],
  [nested, 'envs/maze/README.md', fence('pip install numpy'), 'Use `uv add --project envs/maze numpy`.'],
  [nested, 'envs/maze/README.md', fence('cd envs/maze && pip install numpy'), 'Use `uv add numpy`.'],
])('%#: %s %j', async (files, path, text, next) => {
  expect(await nextOf({ ...files, [path]: `${text}\n` }, path)).toBe(next)
})

it('shows the words of a notebook as they are meant', async () => {
  const cell = JSON.stringify({ cells: [{ cell_type: 'code', source: ['!pip install "numpy>=2"\n'] }] })
  expect(await nextOf({ ...single, 'a.ipynb': cell }, 'a.ipynb')).toBe(
    'Declare it once with `uv add "numpy>=2"`; here `uv sync` installs it.',
  )
})

it('installs members into an image as wheels', async () => {
  const next = await nextOf(
    { ...workspace, Dockerfile: 'FROM a\nRUN pip install /dist/evio.whl\n' },
    'Dockerfile',
  )
  expect(next).toContain('uv sync --locked --no-editable')
})

/** What the first use of another manager in a file is translated to. */
async function nextOf(files: Files, path: string): Promise<string> {
  const commands = await readCommands(files)
  for (const command of commands.all.filter((one) => one.path === path)) {
    const use = readForeign(command.program, command.words)
    const { workspace } = commands
    const { tree } = discoveryOf(files)
    if (use) return translate(use, { command, commands, workspace, tree, source: commands.source(path) }).next
  }
  throw new Error('no manager was read')
}

it.each([
  ['python -m build --wheel', 'Use `uv build`.'],
  ['pyproject-build -o out', 'Use `uv build`.'],
  ['python setup.py sdist bdist_wheel', 'Use `uv build`.'],
  ['poetry build', 'Use `uv build`.'],
  ['pixi lock', 'Use `uv lock`.'],
  ['pixi run make py', 'Run `make` by itself, and let it run Python through `uv run`.'],
  ['conda run -n evio python x.py', 'Use `uv run python x.py`.'],
  ['pixi add numpy', 'Declare Python packages with `uv add …`; take other libraries from the system.'],
])('%s', async (text, next) => expect(await nextOf({ ...single, 'a.sh': `${text}\n` }, 'a.sh')).toBe(next))

it('does not take a program that is only called build for the front end', async () => {
  await expect(nextOf({ ...single, 'a.sh': './build\nbuild all\n' }, 'a.sh')).rejects.toThrow('no manager')
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
  await expect(nextOf({ ...single, 'a.sh': 'hatch env show\nhatch env find\n' }, 'a.sh')).rejects.toThrow(
    'no manager',
  )
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
  'docs/requirements.txt': 'git+https://example.com/team/evio.git\nmkdocs\n',
  'ci/requirements.txt': 'tox # evio\n',
}
it.each([
  [
    'a.sh',
    'pip install -e .[graph,vector_stores]',
    'Use `uv sync --extra vector_stores`; no extra is called `graph`.',
  ],
  [
    'a.sh',
    'pip install numpy pandas',
    'Use `uv sync` with one of `--extra a`, `--extra b`, which list `numpy`, `pandas`.',
  ],
  ['a.sh', 'pip install ruff==0.16.0', 'Use `uv sync --extra a`: it is declared already.'],
  ['a.sh', 'pip install ruff==0.15', 'Run with `uv run --with ruff==0.15 …`, which leaves the lock alone.'],
  [
    'a.sh',
    'pip install faiss x y',
    'Use `uv sync --extra vector-stores` for what is declared, and declare the rest with `uv add x y`.',
  ],
  ['a.sh', 'pip install a1 a2 a3 a4 a5 a6 a7', 'Use `uv add a1 a2 a3 a4 …`.'],
  [
    '.github/workflows/a.yml',
    step('pip install --upgrade wheel twine semver'),
    'Declare it once with `uv add --dev semver`; here `uv sync` installs it. `uv publish` does what `twine` is for.',
  ],
  [
    'examples/a/README.md',
    fence('pip install scipy slack'),
    'Run with `uv run --with slack …`, which leaves the lock alone.',
  ],
  [
    'docs/README.md',
    fence('pip install -r requirements.txt'),
    'Declare what it lists once with `uv add -r docs/requirements.txt`, without `evio` itself; then `uv sync` installs it.',
  ],
  [
    'a.sh',
    'cd ci && pip install -r requirements.txt',
    'Declare what it lists once with `uv add -r ci/requirements.txt`; then `uv sync` installs it.',
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
  [
    'pip install evio==1.0 -t layer/python',
    'Fill a directory from the lock with `UV_PROJECT_ENVIRONMENT=<directory> uv sync --locked --no-editable`; the packages lie in its `site-packages`.',
  ],
  [
    'pip install -i https://test.pypi.org/simple/ "evio==1"',
    'Use `uv run --isolated --no-project --index https://test.pypi.org/simple/ --with "evio==1" …`, which tries the release apart from the project.',
  ],
  [
    'pip install -q --force-reinstall --no-deps evio',
    'Use `uv run --isolated --no-project --with evio …`, which tries the release apart from the project.',
  ],
  ['pip install --force-reinstall --no-deps .', 'Use `uv sync --reinstall-package evio`.'],
  [
    'python -m venv trial\nsource trial/bin/activate\npip install dist/*.whl',
    '`uv run --isolated --no-project --with <distribution> …` needs no environment of its own.',
  ],
  [
    'python -m venv .venv\npip install dist/*.whl',
    'Delete it: `uv sync` makes `.venv`, and `uv run` uses it.',
  ],
  [
    'conda create -n evio python=3.12',
    'Pin the version with `uv python pin 3.12`; `uv sync` makes `.venv`, and `uv run` uses it.',
  ],
  ['VIRTUAL_ENV=$DOCS uv pip install .[view]', 'Use `UV_PROJECT_ENVIRONMENT=$DOCS uv sync --extra view`.'],
])('%s', async (text, next) => {
  expect(await nextOf({ 'pyproject.toml': project, 'a.sh': `${text}\n` }, 'a.sh')).toBe(next)
})

it('resolves anew where a job tries other versions', async () => {
  const text = 'uv pip compile pyproject.toml --extra view --resolution "$HOW" -o a.txt\nuv pip sync a.txt\n'
  const commands = await readCommands({ ...single, 'a.sh': text })
  const command = commands.all.find(({ words }) => words[2]?.text === 'sync')
  const use = command && readForeign(command.program, command.words)
  if (!use) throw new Error('no manager was read')
  const { workspace } = commands
  const place = { command, commands, workspace, tree: discoveryOf(single).tree, source: text }
  expect(translate(use, place).next).toBe(
    'Use `uv sync --resolution "$HOW" --extra view`, which resolves anew.',
  )
})

it('takes system libraries from a flake where there is one', async () => {
  const files = { ...single, 'flake.nix': '{ outputs = _: { }; }\n', 'a.sh': 'pixi add hdf5\n' }
  expect(await nextOf(files, 'a.sh')).toContain('take system libraries from the flake.')
})
