import { expect, it } from 'vitest'
import { readForeign } from '../../../src/model/commands/foreign-managers.ts'
import { translate } from '../../../src/model/commands/translate.ts'
import type { Files } from '../../in-memory.ts'
import { readCommands } from './read-commands.ts'

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
  ['pip install tox nox', 'Use `uv add --package <member> tox nox`.'],
  ['pip install build requests', 'Use `uv add --package <member> build requests`.'],
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
  [single, 'a.sh', 'pip install evio[view,x]', 'Use `uv sync --extra view --extra x`.'],
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
    if (use)
      return translate(use, { command, workspace: commands.workspace, source: commands.source(path) }).next
  }
  throw new Error('no manager was read')
}

it.each([
  ['python -m build --wheel', 'Use `uv build`.'],
  ['pyproject-build -o out', 'Use `uv build`.'],
  ['python setup.py sdist bdist_wheel', 'Use `uv build`.'],
  ['poetry build', 'Use `uv build`.'],
  ['pixi lock', 'Use `uv lock`.'],
  ['pixi run make py', 'Take `make` from the dev shell, and let it run Python through `uv run`.'],
  ['conda run -n evio python x.py', 'Use `uv run python x.py`.'],
  ['pixi add numpy', 'Declare Python packages with `uv add …`; take system libraries from the flake.'],
])('%s', async (text, next) => expect(await nextOf({ ...single, 'a.sh': `${text}\n` }, 'a.sh')).toBe(next))

it('does not take a program that is only called build for the front end', async () => {
  await expect(nextOf({ ...single, 'a.sh': './build\nbuild all\n' }, 'a.sh')).rejects.toThrow('no manager')
})
