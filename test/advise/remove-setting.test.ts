import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import runFromRoot from '../../rules/run-from-root.ts'
import { everyRuleOn, type Files } from '../support/in-memory.ts'
import { line, readCommands } from '../support/read-commands.ts'
import { repair } from '../support/repair.ts'

const workspace: Files = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["evio"]\n',
  'evio/pyproject.toml':
    '[project]\nname = "evio"\nversion = "1"\ndependencies = ["pytest", "black"]\n\n' +
    '[dependency-groups]\nlint = ["ruff"]\n\n' +
    '[project.scripts]\nplay-evio = "evio:main"\n\n[build-system]\nrequires = ["hatchling"]\n',
  'evio/src/evio/__init__.py': '',
  'evio/src/evio/__main__.py': '',
  'evio/scripts/play.py': '',
  'evio/tests/test_main.py': '',
  'evio/data/a.csv': '',
}

/** Commands as seen from the member, and as they mean the same from the root. */
const sayable: readonly (readonly [string, string])[] = [
  ['uv sync', 'uv sync --package evio'],
  ['uv sync --locked --extra all', 'uv sync --package evio --locked --extra all'],
  ['uv add "numpy>=2" scipy', 'uv add --package evio numpy>=2 scipy'],
  ['uv lock --check', 'uv lock --check'],
  ['uv build', 'uv build --package evio'],
  ['uv run --frozen play-evio --fast', 'uv run --package evio --frozen play-evio --fast'],
  ['uv run scripts/play.py data/a.csv', 'uv run --package evio evio/scripts/play.py evio/data/a.csv'],
  ['scripts/play.py --fast', 'uv run --package evio evio/scripts/play.py --fast'],
  ['python scripts/play.py --fast', 'uv run --package evio python evio/scripts/play.py --fast'],
  ['uv run python -m evio data', 'uv run --package evio python -m evio evio/data'],
  ['play-evio', 'uv run --package evio play-evio'],
  ['uv run pytest', 'uv run --package evio pytest evio'],
  ['pytest -xq tests/', 'uv run --package evio pytest -xq evio/tests/'],
  [
    'uv run pytest -k "not slow" tests/test_main.py::test_a',
    'uv run --package evio pytest -k not slow evio/tests/test_main.py::test_a',
  ],
  ['python -m pytest', 'uv run --package evio python -m pytest evio'],
  ['uv run ruff check --fix', 'uv run --package evio ruff check --fix evio'],
  ['ruff check', 'uv run --package evio --group lint ruff check evio'],
  ['uvx ruff@0.9 format src tests', 'uvx ruff@0.9 format evio/src evio/tests'],
  ['black --check .', 'uv run --package evio black --check evio'],
  ['echo "all done"', 'echo all done'],
  ['UV_FROZEN=1 uv sync && echo ok', 'uv sync --package evio | echo ok'],
]

/** Commands that look for settings or code where they start, and are sent there. */
const bound: readonly (readonly [string, string])[] = [
  ['uv run mypy src', 'uv run --directory evio mypy src'],
  ['uv run pytest --cov=src', 'uv run --directory evio pytest --cov=src'],
  ['uv run pytest missing', 'uv run --directory evio pytest missing'],
  ['coverage run -m pytest', 'uv run --directory evio coverage run -m pytest'],
]

/** Commands that mean something else from the root, or may. */
const unsayable = [
  'npm ci',
  'cat a.csv',
  'cd tests && uv run pytest',
  'uv --directory tests run pytest',
  'uv run play-evio > out.txt',
  'uv run play-evio < data/a.csv',
  'uv run pytest tests/*.py',
  'uv run python -m http.server',
  'uv run python -m unittest',
  'PYTHONPATH=src uv run play-evio',
  'for file in *.py; do uv run play-evio; done',
  'uv run --with ./data play-evio',
  'uv run play-evio --data=data',
  'alias play="uv run play-evio"',
]

type Host = (commands: readonly string[]) => readonly [path: string, text: string]

const indented = (commands: readonly string[], columns: number) =>
  commands.map((command) => `${' '.repeat(columns)}${command}\n`).join('')

const hosts: Readonly<Record<string, Host>> = {
  'a step of a workflow': (commands) => [
    '.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    steps:\n      - name: A\n        working-directory: evio\n        run: |\n${indented(commands, 10)}      - run: ls\n`,
  ],
  'a step whose setting comes first': (commands) => [
    '.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    steps:\n    - working-directory: "./evio/"\n      run: |\n${indented(commands, 8)}`,
  ],
  'a step whose setting comes last': (commands) => [
    '.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    steps:\n    - run: |\n${indented(commands, 8)}      working-directory: \${{ github.workspace }}/evio`,
  ],
  'the defaults of a job': (commands) => [
    '.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    defaults:\n      run:\n        working-directory: evio\n    steps:\n${commands.map((command) => `      - run: |\n${indented([command], 10)}`).join('')}`,
  ],
  'the defaults of a workflow beside a shell': (commands) => [
    '.github/workflows/a.yml',
    `on: push\ndefaults:\n  run:\n    shell: bash\n    working-directory: evio\njobs:\n  a:\n    steps:\n    - run: |\n${indented(commands, 8)}`,
  ],
  'a task of a Taskfile': (commands) => [
    'Taskfile.yml',
    `version: "3"\ntasks:\n  a:\n    desc: A\n    dir: '{{.TASKFILE_DIR}}/evio'\n    cmds:\n${commands.map((command) => `      - |\n${indented([command], 8)}`).join('')}`,
  ],
  'a recipe of a justfile': (commands) => [
    'justfile',
    `# About a\n[private]\n[working-directory: "evio"]\na:\n${indented(commands, 4)}\nb:\n    ls\n`,
  ],
  'a script of a justfile': (commands) => [
    'justfile',
    `[working-directory('evio')]\na:\n    #!/usr/bin/env bash\n    set -e\n${indented(commands, 4)}`,
  ],
  'a table of poe': (commands) => [
    'pyproject.toml',
    `${workspace['pyproject.toml']}\n[tool.poe.tasks.a]\nshell = '''\n${indented(commands, 0)}'''\ncwd = "evio"\nhelp = "A"\n`,
  ],
  'a process of devenv': (commands) => [
    'devenv.nix',
    `{ config, ... }:\n{\n  processes.a = {\n    cwd = config.devenv.root + "/evio";\n    exec = ''\n${indented(commands, 6)}    '';\n  };\n}\n`,
  ],
}

const fixed = ([path, text]: readonly [string, string]) =>
  repair({ ...workspace, [path]: text }, everyRuleOn([runFromRoot]), [runFromRoot])

describe.each(Object.entries(hosts))('%s', (_, host) => {
  it('loses the setting when every command can be said from the root', async () => {
    const several = fc.array(fc.constantFrom(...sayable), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(several, async (pairs) => {
        const written = host(['uv sync', ...pairs.map(([from]) => from)])
        const [path] = written
        const files = await fixed(written)
        const own = (await readCommands(files)).all.filter(
          (command) => command.path === path && !command.runner && line(command) !== 'ls',
        )
        const expected = ['uv sync --package evio', ...pairs.flatMap(([, to]) => to.split(' | '))]
        expect(own.map(line).filter((words) => words !== 'set -e')).toEqual(expected)
        expect(own.every(({ directory, moved }) => directory === '.' && !moved)).toBe(true)
        expect(files[path]).not.toMatch(/working-directory|dir:|cwd/)
      }),
      { numRuns: 25 },
    )
  })

  it.each(bound)('is said by the command itself with %s', async (from, to) => {
    const written = host(['uv sync', from])
    const files = await fixed(written)
    const own = (await readCommands(files)).all.filter(
      (command) => command.path === written[0] && !command.runner && line(command) !== 'ls',
    )
    expect(own.map(line).filter((words) => words !== 'set -e')).toEqual(['uv sync --package evio', to])
    expect(files[written[0]]).not.toMatch(/working-directory|dir:|cwd/)
  })

  it.each(unsayable)('stays as it is with %s', async (command) => {
    const written = host(['uv sync', command])
    expect((await fixed(written))[written[0]]).toBe(written[1])
  })
})
