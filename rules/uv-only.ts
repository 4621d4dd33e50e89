import * as v from 'valibot'
import type { Cure } from '../src/advise/sessions/cure.ts'
import { curesFor } from '../src/advise/sessions/cures.ts'
import { installerSteps } from '../src/model/programs/installer-actions.ts'
import { rootLeftBy } from '../src/model/targets/project-root.ts'
import type { Command, Facts, FileTree, ForeignUse } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'
import { triedFirst } from '../src/tables/managers.ts'

export default rule({
  id: 'uv-only',
  group: 'Commands',
  says: 'No command uses a Python package manager other than uv.',
  why: 'Packages that another manager installs are not in `uv.lock`: nobody else gets them, and `uv run` and `uv sync` ignore or remove them.',
  teaches: {
    never: triedFirst,
    instead: '{add} for a dependency, `uvx <tool>` for a tool that runs once',
  },
  severity: 'error',
  fixes: 'safe/unsafe',
  needs: ['commands', 'documents', 'tree', 'sessions'],
  options: v.strictObject({
    allow: v.optional(
      v.pipe(v.array(v.string()), v.description('Managers that may be used, such as `pipx` or `conda`.')),
      [],
    ),
    ban: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description('Programs, and actions as `owner/name`, that are banned as well, whatever they do.'),
      ),
      [],
    ),
    audience: v.optional(
      v.pipe(
        v.picklist(['contributor', 'everyone']),
        v.description('`everyone` also judges what users of a published package are told.'),
      ),
      'contributor',
    ),
  }),
  check({ commands, documents, tree, sessions }, report, optionsAt) {
    const wrong = new Map<Command, ForeignUse>()
    for (const command of commands.all) {
      if (command.stance.value !== 'runs') continue
      const options = optionsAt(command.path)
      if (command.audience.value === 'consumer' && options.audience === 'contributor') continue
      if (command.program !== null && options.ban.includes(command.program)) {
        const message = `\`${command.program}\` is banned here.`
        report(command, { message, next: 'Use uv.', origin: command.origin })
        continue
      }
      const use = command.foreign
      if (!use || use.does === 'read' || options.allow.includes(use.manager)) continue
      if (use.does === 'build' && command.host === 'nix') continue
      wrong.set(command, use)
    }
    const isAllowed = ({ manager }: ForeignUse, { path }: Command) => optionsAt(path).allow.includes(manager)
    for (const [command, use] of madeForThem(wrong, sessions, isAllowed)) wrong.set(command, use)
    const cures = curesFor(wrong, sessions, { commands, documents, tree })
    for (const { lines, beside, places = [], next, severity, fix } of cures) {
      const [first, ...others] = oneForEachPlace(lines)
      const use = lines.find((line) => line.use !== null)?.use
      if (!first || !use) continue
      const { command } = first
      report(
        { path: command.path, span: first.use?.span ?? command.span },
        {
          message: describe(use) + besides(others, command) + elsewhere(command, tree),
          next,
          origin: command.origin,
          related: [
            ...related(others, beside),
            ...places.map(({ path, span }) => ({ path, span, message: 'Goes with it.' })),
          ],
          covers: others.map(({ use, command }) => ({ path: command.path, span: use?.span ?? command.span })),
          ...(severity && { severity }),
          ...(fix && { fix }),
        },
      )
    }
    const told = new Set(
      cures.flatMap(({ places = [] }) => places.map(({ path, span }) => `${path}:${span.end}`)),
    )
    for (const parsed of documents.all) {
      for (const { message, next, origin, ...at } of installerSteps(parsed, optionsAt(parsed.file.path))) {
        const { path, span } = at
        if (!told.has(`${path}:${lineEnd(parsed.file.text, span.end)}`) && !told.has(`${path}:${span.end}`))
          report(at, { message, next, origin })
      }
    }
  },
  examples: [
    {
      title: 'the image of a sample with packages of its own',
      given: { ...workspaceOf('evio'), 'examples/app/requirements.txt': 'flask\n' },
      wrong: {
        'examples/app/Dockerfile':
          'FROM python:3.12\nCOPY . .\nRUN ⟦pip install -r requirements.txt⟧\nCMD ["python", "app.py"]\n',
      },
    },
    {
      title: 'environments beside the project, and on another machine',
      given: workspaceOf('evio'),
      right: {
        '.github/workflows/wheel.yml':
          'on: push\njobs:\n  a:\n    steps:\n      - run: |\n          uv venv /tmp/build\n          VIRTUAL_ENV=/tmp/build uv pip install "torch==$PIN" ninja\n',
        'tasks/setup.sh': '/testbed/.venv/bin/python -m pip install chardet\n',
      },
    },
    {
      title: 'a script whose name says that it tries a built package',
      right: {
        'scripts/test_install_smoke.sh':
          'uv venv "$venv"\nVIRTUAL_ENV="$venv" uv pip install "$WHEEL[$extras]"\n"$venv/bin/python" -m smoke\n',
      },
    },
    {
      title: 'two projects without a workspace: the advice names the project',
      given: {
        'backend/pyproject.toml': '[project]\nname = "backend"\nversion = "1"\n',
        'frontend/pyproject.toml': '[project]\nname = "frontend"\nversion = "1"\n',
      },
      wrong: { Makefile: 'a:\n\tcd backend && ⟦pip install x⟧\n\t⟦pip install z⟧\n' },
    },
    {
      title: 'one project below the root',
      given: { 'python/pyproject.toml': '[project]\nname = "backend"\nversion = "1"\n' },
      wrong: { Makefile: 'a:\n\t⟦pip install x⟧\n' },
      right: { Makefile: 'a:\n\tuv add --project python x\n' },
    },
    {
      title: 'the member is that of the file',
      given: workspaceOf('evio'),
      wrong: {
        'libs/evio/README.md': '# evio\n\n```bash\n⟦pip install "scipy>=1.10"⟧\npip install -e .\n```\n',
      },
      right: {
        'libs/evio/README.md':
          '# evio\n\n```bash\nuv add --package evio "scipy>=1.10"\nuv sync --package evio\n```\n',
      },
    },
    {
      title: 'programs of other managers',
      given: workspaceOf('evio'),
      wrong: {
        'libs/evio/tools.sh':
          'sudo ⟦pipx run cowsay hello⟧\n⟦poetry add --group dev pytest⟧\npoetry run evio\n',
      },
      right: {
        'libs/evio/tools.sh':
          'sudo uvx cowsay hello\nuv add --package evio --dev pytest\nuv run --package evio evio\n',
      },
    },
    {
      title: 'no member is certain',
      given: workspaceOf('evio'),
      wrong: {
        Dockerfile: 'FROM python:3.11\nRUN apt-get update && ⟦pip install --no-cache-dir supervisor⟧\n',
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          ls\n          ⟦python -m pip install tox⟧\n',
        '.envrc': 'use flake\n⟦layout python3⟧\n',
        'setup.sh': '⟦python3 -m venv .venv⟧\nconda install numpy\nuv pip install x\n',
        'inside.sh': 'uv run ⟦pip install x⟧\n',
      },
    },
    {
      title: 'what is installed is no dependency',
      given: workspaceOf('evio'),
      wrong: {
        'pip.sh': '⟦pip install --upgrade pip⟧\n',
        'hooks.sh': '⟦pip install pip pre-commit⟧\n',
        'tests.sh': '⟦pip install tox-uv "tox>=4"⟧\n',
        'manager.sh': '⟦pip install poetry⟧\n',
      },
      right: {
        'hooks.sh': 'uv tool install pre-commit\n',
        'tests.sh': 'uv tool install "tox>=4" --with tox-uv\n',
      },
    },
    {
      title: 'one job is one environment',
      given: {
        ...workspaceOf('evio'),
        'libs/core/pyproject.toml':
          '[project]\nname = "core"\nversion = "1"\n[project.optional-dependencies]\nfast = []\n',
      },
      wrong: {
        '.github/workflows/ci.yml': workflow(
          '- uses: actions/checkout@v5',
          '- uses: astral-sh/setup-uv@v7',
          '- name: Install with pip',
          '  run: |',
          '    ⟦python -m pip install --upgrade pip⟧',
          '    pip install -e libs/core[fast]',
          '    pip install -e libs/evio',
          '- run: python -m evio',
        ),
        'libs/evio/evio.py': '',
      },
      right: {
        '.github/workflows/ci.yml': workflow(
          '- uses: actions/checkout@v5',
          '- uses: astral-sh/setup-uv@v7',
          '- name: Install with uv',
          '  run: |',
          '    uv sync --all-packages --extra fast',
          '- run: uv run --no-sync python -m evio',
        ),
      },
    },
    {
      title: 'actions that bring another manager',
      wrong: {
        '.github/workflows/ci.yml': workflow(
          '- uses: ⟦snok/install-poetry@v1⟧',
          '- uses: "⟦Gr1N/setup-poetry@v9⟧"',
          '- uses: ⟦mamba-org/setup-micromamba@v2⟧',
          '- uses: actions/setup-python@v5',
          '  with: { python-version: "3.12", cache: ⟦poetry⟧ }',
        ),
        'tools/setup/action.yml':
          'runs:\n  using: composite\n  steps:\n    - uses: ⟦prefix-dev/setup-pixi@v0.8.1⟧ # tools\n',
      },
    },
    {
      title: 'values that a step runs, and services',
      wrong: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  test:\n    strategy:\n      matrix:\n        include:\n          - name: oldest\n            setup: ⟦pip install "numpy<2"⟧\n          - name: newest\n' +
          '    steps:\n      - run: ${{ matrix.setup }}\n',
        'compose.yaml':
          'services:\n  app:\n    image: python:3.12\n    command: sh -c "⟦pip install flask⟧ && python app.py"\n',
      },
    },
    {
      title: 'what several jobs share is told once',
      wrong: {
        '.gitlab-ci.yml':
          '.base: &base\n  before_script:\n    - ⟦pip install tox⟧\na:\n  <<: *base\n  script: [ls]\nb:\n  <<: *base\n  script: [ls]\n',
      },
    },
    {
      title: 'actions that do not',
      right: {
        '.github/workflows/ci.yml': workflow(
          '- uses: actions/setup-python@v5',
          '  with: { python-version: "3.12" }',
          '- uses: astral-sh/setup-uv@v6',
          '- uses: actions/setup-node@v4',
          '  with: { cache: npm }',
          '- uses: ./snok/install-poetry',
          '- run: echo "uses snok/install-poetry@v1"',
        ),
      },
    },
    {
      title: 'actions allowed, actions banned',
      options: { allow: ['conda'], ban: ['Corp/easy-env'] },
      wrong: {
        '.github/workflows/ci.yml': workflow(
          '- uses: conda-incubator/setup-miniconda@v3',
          '- uses: ⟦corp/easy-env/setup@v1⟧',
        ),
      },
    },
    {
      title: 'environments that are apart on purpose',
      given: workspaceOf('evio'),
      right: {
        'wheel.sh': 'python3 -m venv /tmp/smoke\n/tmp/smoke/bin/pip install dist/*.whl\n',
        'setup.sh': 'if command -v uv; then uv sync; else pip install -e .; fi\n',
        'clone.sh': 'git clone https://example.com/sim.git\npip install -r sim/requirements.txt\n',
      },
    },
    {
      title: 'bans, questions and what is no command',
      given: workspaceOf('evio'),
      right: {
        'AGENTS.md':
          '- ❌ **NEVER** run `pip install`\n- `pip install x` → `uv add x`\n\nWe used to call `pip install x` here.\n',
        'check.sh':
          'echo "NEVER use pip install, use uv add"\nuv pip list\nuv venv\npip --version\n# pip install x\n',
      },
    },
    {
      title: 'more allowed, more banned',
      options: { allow: ['pipx'], ban: ['easy-env'] },
      wrong: { 'a.sh': 'pipx install ruff\n⟦easy-env up⟧\n' },
    },
    {
      title: 'users of a published package',
      options: { audience: 'everyone' },
      given: published(),
      wrong: { 'README.md': '# evio\n\n## Installation\n\n```bash\n⟦pip install evio⟧\n```\n' },
    },
    {
      title: 'users of a published package are not judged by default',
      given: published(),
      right: { 'README.md': '# evio\n\n## Installation\n\n```bash\npip install evio\n```\n' },
    },
  ],
})

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found + 1
}

/** What makes the environment that wrong commands fill, though its words alone could be for users. */
function madeForThem(
  wrong: ReadonlyMap<Command, ForeignUse>,
  sessions: Facts['sessions'],
  isAllowed: (use: ForeignUse, command: Command) => boolean,
): (readonly [Command, ForeignUse])[] {
  const filled = new Set([...wrong.keys()].flatMap((command) => sessions.of(command) ?? []))
  return [...filled].flatMap(({ commands }) =>
    commands.flatMap(({ command, use, role }) =>
      role === 'makes' && use?.does === 'environment' && !wrong.has(command) && !isAllowed(use, command)
        ? [[command, use] as const]
        : [],
    ),
  )
}

/** A loop makes several commands of one place. */
function oneForEachPlace(lines: Cure['lines']): Cure['lines'] {
  const starts = new Set<number>()
  return lines.filter(({ command: { span } }) => starts.size < starts.add(span.start).size)
}

/** The other lines that have the same cure. */
function besides(others: Cure['lines'], { script }: Command): string {
  if (others.length === 0) return ''
  const where =
    script.host === 'workflow'
      ? 'of the job'
      : script.host.startsWith('markdown')
        ? 'of the section'
        : 'of the file'
  const count = others.length === 1 ? 'one more command' : `${others.length} more commands`
  return ` It shares its environment with ${count} ${where}.`
}

function related(others: Cure['lines'], beside: Cure['beside']) {
  const at = ({ command }: Cure['lines'][number], message: string) => ({
    path: command.path,
    span: command.span,
    message,
  })
  return [
    ...others.map((item) => at(item, 'Goes with it.')),
    ...beside.map((item) =>
      at(item, item.role === 'reads' ? 'Runs in that environment.' : 'Changes with it.'),
    ),
  ]
}

/** What `run-from-root` would add, so that the command is reported once. */
function elsewhere({ moved, directory, root: workspace }: Command, tree: FileTree): string {
  const root = workspace && rootLeftBy(moved, { workspace, tree })
  if (root === null) return ''
  const instead = root === '.' ? 'the root' : `\`${root}\`, the root of its project`
  return ` It also runs in \`${directory}\` instead of ${instead}.`
}

function describe({ manager, verb, does, words }: ForeignUse): string {
  const module = manager === 'pyproject-build' && !/build$/.test(words[0]?.text ?? '')
  const name = module ? 'python -m build' : `${manager} ${verb}`.trim()
  const what: Partial<Record<ForeignUse['does'], string>> = {
    install: 'installs past uv and its lock',
    sync: 'installs past uv and its lock',
    upgrade: 'installs past uv and its lock',
    uninstall: 'removes past uv and its lock',
    environment: 'manages an environment that uv does not know',
    shell: 'opens an environment that uv does not know',
    run: 'runs in an environment that uv does not know',
    test: 'runs in an environment that uv does not know',
    format: 'runs in an environment that uv does not know',
    lock: 'makes a second lock',
    'tool-install': 'installs tools past uv',
    'tool-run': 'runs tools past uv',
  }
  return `\`${name}\` ${what[does] ?? 'does what uv is here for'}.`
}

function workspaceOf(name: string): Record<string, string> {
  return {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    [`libs/${name}/pyproject.toml`]:
      `[project]\nname = "${name}"\nversion = "1"\n\n[project.scripts]\n${name} = "${name}:main"\n\n` +
      '[build-system]\nrequires = ["hatchling"]\n',
  }
}

function workflow(...steps: readonly string[]): string {
  return `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n${steps.map((step) => `      ${step}\n`).join('')}`
}

function published(): Record<string, string> {
  return {
    'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n\n[build-system]\nrequires = ["hatchling"]\n',
  }
}
