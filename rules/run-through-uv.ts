import { BareCalls } from '../src/advise/bare-calls.ts'
import { throughUvAsSynced } from '../src/advise/kept-selection.ts'
import { rewriteCommand } from '../src/advise/rewrite.ts'
import { isToldBySession } from '../src/advise/sessions/told.ts'
import { code } from '../src/advise/translation.ts'
import { isOtherPython, type PythonTarget } from '../src/model/programs/python.ts'
import { packagesOfItsOwn, type UnreadHeader, unreadHeader } from '../src/model/targets/inline-metadata.ts'
import { missingModule } from '../src/model/targets/missing-commands.ts'
import { isRoot } from '../src/model/targets/project-root.ts'
import type { Command, Commands, Facts } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'

export default rule({
  id: 'run-through-uv',
  group: 'Commands',
  says: 'Python programs of the workspace run through `uv run --package <member>`.',
  why: 'Without `uv run`, a program starts in whichever environment comes first on the PATH, which may not hold what `uv.lock` lists.',
  teaches: {
    never: '`python …` or `pytest …` on its own',
    instead: '{run}',
  },
  severity: 'warning',
  fixes: 'unsafe',
  needs: ['commands', 'workspace', 'projects', 'tree', 'documents', 'sessions'],
  check(facts, report) {
    const { commands, workspace, documents } = facts
    // Outside of every project uv has no environment to run in.
    if (workspace === facts.projects.ground) return
    const calls = new BareCalls(commands)
    for (const command of commands.judged) {
      const isPlain = isBare(command, facts)
      if (command.directory === null || !(isPlain || (command.uv && !leftRoot(command, facts)))) continue
      const unread = unreadHeader(command, commands)
      const missing = unread ? packagesOfItsOwn(unread.header, workspace, documents) : []
      if (unread && (isPlain || missing.length > 0)) {
        report(command, unreadAdvice(command, unread, missing, commands))
        continue
      }
      if (!isPlain || command.inEnvironment || hasEnvironment(command, facts)) continue
      if (isToldBySession(command, facts.sessions)) continue
      const { target } = command
      const through = target && throughUvAsSynced(target, command, facts)
      if (target && through && !missingModule(command, facts))
        calls.add(command, shown(target, command), through)
    }
    for (const [at, finding] of calls.findings()) report(at, finding)
  },
  examples: [
    {
      title: 'scripts, modules and console scripts of a member',
      given: workspace(),
      wrong: {
        'demo.sh':
          '⟦python libs/evio/scripts/play.py --fast⟧\n⟦python3 -m evio⟧\n⟦play-evio⟧\n⟦.venv/bin/python -m evio⟧\n',
        'Taskfile.yml': 'tasks:\n  play:\n    cmd: ⟦play-evio⟧\n',
      },
      right: {
        'demo.sh':
          'uv run --package evio python libs/evio/scripts/play.py --fast\nuv run --package evio python3 -m evio\n' +
          'uv run --package evio play-evio\nuv run --package evio python -m evio\n',
        'Taskfile.yml': 'tasks:\n  play:\n    cmd: uv run --package evio play-evio\n',
      },
    },
    {
      title: 'scripts that list their packages in a header',
      given: { ...workspace(), 'tools/plot.py': '# /// script\n# dependencies = ["rich"]\n# ///\n' },
      wrong: {
        'demo.sh':
          '⟦python tools/plot.py --fast⟧\n⟦uv run -q python tools/plot.py⟧\n⟦./tools/plot.py⟧\n⟦python -u tools/plot.py⟧\n',
      },
      right: {
        'demo.sh':
          'uv run tools/plot.py --fast\nuv run -q tools/plot.py\nuv run ./tools/plot.py\npython -u tools/plot.py\n',
      },
    },
    {
      title: 'a variable of a Makefile that holds a program',
      given: project(),
      wrong: {
        'docs/Makefile': 'MKDOCS ?= ⟦mkdocs⟧\n\nbuild:\n\t@$(MKDOCS) build\n\nserve:\n\t$(MKDOCS) serve\n',
      },
      right: {
        'docs/Makefile':
          'MKDOCS ?= uv run --group docs mkdocs\n\nbuild:\n\t@$(MKDOCS) build\n\nserve:\n\t$(MKDOCS) serve\n',
      },
    },
    {
      title: 'a variable of a Makefile that holds a program with what it is given',
      given: { ...project(), 'tools/try.py': '' },
      wrong: {
        Makefile:
          'TRY := ⟦python tools/try.py⟧\n\na:\n\t$(TRY) --fast\n\nb:\n\tX=1 $(TRY) $(filter --all,$(MAKECMDGOALS))\n',
      },
      right: {
        Makefile:
          'TRY := uv run python tools/try.py\n\na:\n\t$(TRY) --fast\n\nb:\n\tX=1 $(TRY) $(filter --all,$(MAKECMDGOALS))\n',
      },
    },
    {
      title: 'a value of a matrix whose step enters no environment',
      given: project(),
      wrong: {
        '.github/workflows/a.yml':
          'on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        run: [⟦pytest⟧]\n    steps:\n      - run: . .venv/bin/activate\n      - run: ${{ matrix.run }}\n',
      },
      right: {
        '.github/workflows/a.yml':
          'on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        run: [uv run pytest]\n    steps:\n      - run: . .venv/bin/activate\n      - run: ${{ matrix.run }}\n',
      },
    },
    {
      title: 'a value of a matrix, in the shell of the step that runs it',
      given: project(),
      right: {
        '.github/workflows/b.yml':
          'on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        run: [pytest]\n    steps:\n      - run: |\n          . .venv/bin/activate\n          ${{ matrix.run }}\n',
      },
    },
    {
      title: 'recipes of a make that uv starts',
      given: project(),
      right: {
        'docs/Makefile': 'build:\n\tmkdocs build\n',
        '.github/workflows/docs.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v6\n      - run: uv run --directory docs make build\n',
      },
    },
    {
      title: 'a builtin of the shell, whatever a project calls its programs',
      given: {
        'pyproject.toml':
          '[project]\nname = "evio"\nversion = "1"\nscripts.echo = "evio:echo"\nscripts.test = "evio:test"\n\n[build-system]\nrequires = ["uv_build"]\nbuild-backend = "uv_build"\n',
      },
      right: { 'a.sh': 'echo "$TAG"\ntest -n "$TAG"\nuv run echo\n' },
    },
    {
      title: 'a script of no member',
      given: workspace(),
      wrong: { 'check.sh': '⟦python tools/check.py⟧\n' },
      right: { 'check.sh': 'uv run python tools/check.py\n' },
    },
    {
      title: 'an interpreter of a version',
      given: workspace(),
      wrong: {
        'demo.sh': '⟦python3.12 -m evio⟧\n⟦pypy libs/evio/scripts/play.py⟧\n⟦.venv/bin/python3.11 -m evio⟧\n',
      },
      right: {
        'demo.sh':
          'uv run --python 3.12 --package evio python -m evio\nuv run --python pypy --package evio python libs/evio/scripts/play.py\n' +
          'uv run --python 3.11 --package evio python -m evio\n',
      },
    },
    {
      title: 'scripts, tools and console scripts of a project at the root',
      given: project(),
      wrong: {
        'check.sh': '⟦python tools/check.py⟧\n⟦pytest -q⟧\n⟦mkdocs build⟧\n⟦evio serve⟧\n',
        'examples/README.md': '## Development\n\n```bash\n⟦python main.py⟧\n```\n',
      },
      right: {
        'check.sh':
          'uv run python tools/check.py\nuv run pytest -q\nuv run --group docs mkdocs build\nuv run evio serve\n',
        'examples/README.md': '## Development\n\n```bash\nuv run python main.py\n```\n',
      },
    },
    {
      title: 'programs of a member that another page installs as a tool, from the checkout',
      given: {
        ...workspace(),
        'libs/evio/README.md': '```sh\nuv tool install ./libs/evio\n```\n',
        '.claude/skills/play/SKILL.md': '# Play\n\n```sh\nplay-evio --fast\n```\n',
      },
      wrong: {
        'play.sh': '⟦play-evio⟧\n',
        'CONTRIBUTING.md': '```sh\n⟦play-evio⟧\n```\n',
      },
      right: {
        'play.sh': 'uv run --package evio play-evio\n',
        'CONTRIBUTING.md': '```sh\nuv run --package evio play-evio\n```\n',
      },
    },
    {
      title: 'scripts that are started through uv, tools that nothing declares, and lists of requirements',
      given: project(),
      right: {
        'docs/resolver.md': "Given:\n\n```\npytest > 1 ; sys_platform == 'darwin'\npytest\n```\n",
        Makefile: 'test:\n\tuv run bash test.sh\n',
        'test.sh': 'pytest -q\n',
        'lint.sh': 'ruff check\n',
      },
    },
    {
      title: 'questions, other programs, images, and what runs through uv already',
      given: workspace(),
      right: {
        'tools/shared.py':
          '# /// script\n# dependencies = ["evio"]\n# [tool.uv.sources]\n# evio = { path = "../libs/evio" }\n# ///\n',
        'tools/own.py': '#!/usr/bin/env -S uv run --script\n# /// script\n# dependencies = ["rich"]\n# ///\n',
        'a.sh':
          './tools/own.py\nuv run python tools/shared.py\nuv run tools/own.py\nuv run --package evio python tools/own.py\npython --version\npython -c "print(1)"\npython -m http.server\nuv run --package evio python -m evio\ncurl -o made.py https://example.com/x\npython made.py\n/tmp/smoke/bin/python -m evio\npython2 libs/evio/scripts/play.py\n',
        Dockerfile: 'FROM python:3.11\nCMD ["python", "-m", "evio"]\n',
        'compose.yaml':
          'services:\n  app:\n    image: x\n    working_dir: /app\n    volumes: [".:/app"]\n    command: python -m evio\n',
      },
    },
    {
      title: 'jobs in which the environment of uv is the active one',
      given: workspace(),
      right: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  activated:\n    steps:\n      - uses: astral-sh/setup-uv@v7\n        with: { activate-environment: true }\n      - run: uv sync\n      - run: python -m evio\n' +
          '  synced:\n    steps:\n      - uses: actions/setup-python@v6\n      - run: UV_PROJECT_ENVIRONMENT=$pythonLocation uv sync\n      - run: python -m evio\n',
      },
    },
  ],
})

/** Settings whose commands run in the shell of whoever calls them, and not in an environment or image of their own. */
const atHand: ReadonlySet<string> = new Set(['package.json', 'taskfile'])

/** Whether nothing but plain wrappers stands around the command, on a machine where uv is at hand. */
function isBare(command: Command, facts: Pick<Facts, 'workspace' | 'tree'>): boolean {
  const { words, program, runner, uv, script } = command
  if (uv || !words[0]?.text || command.inImage || leftRoot(command, facts)) return false
  if (isOtherPython(words, program)) return false
  const { context } = script
  if (context.kind === 'config' && !atHand.has(context.format)) return false
  if (
    context.kind === 'nix' &&
    context.attributes.some((name) => /Phase$|^(?:pre|post)(?!Shell)[A-Z]|^buildCommand$/.test(name))
  ) {
    return false
  }
  for (let at = runner; at; at = at.runner) if (at.uv || at.foreign || isPureShell(at)) return false
  return true
}

/** Whether `nix develop` lets nothing in but what the shell itself provides, which may be its own Python environment. */
function isPureShell({ program, words }: Command): boolean {
  return program === 'nix' && words.some(({ text }) => text === '-i' || text === '--ignore-environment')
}

/** Whether it was moved to where `run-from-root` judges it, or where no environment of the repository is at hand. */
function leftRoot({ moved }: Command, facts: Pick<Facts, 'workspace' | 'tree'>): boolean {
  return (
    moved !== undefined &&
    moved.directory !== '.' &&
    (moved.directory === null || !isRoot(moved.directory, facts))
  )
}

/** What to say of a script that is started past its header; `missing` are the packages it asks for and does not get. */
function unreadAdvice(
  { path, origin, program, words: old, script }: Command,
  { words, target }: UnreadHeader,
  missing: readonly string[],
  commands: Commands,
) {
  const source = commands.source(path)
  const text = target.word.text ?? target.word.fromRoot
  const edit = words && rewriteCommand(old, words, { source, script })
  const because = 'it then runs in an environment of its own, with what the header lists and nothing else'
  const names = missing.slice(0, 3).map((name) => `\`${name}\``)
  return {
    message:
      missing.length > 0
        ? `The header of \`${text}\` asks for ${names.join(', ')}, and this command does not read it.`
        : `\`${program} ${text}\` runs outside the environment that the header of the script describes.`,
    next: words ? `Write ${code(words, source)}.` : `Start the script with \`uv run ${text}\`.`,
    origin,
    ...(edit && {
      fix: { title: 'Run by the header', safety: 'unsafe', because, edits: [{ path, ...edit }] } as const,
    }),
  }
}

/** Whether all that starts the script file gives it an environment: uv, tox, an image. */
function hasEnvironment({ path, script }: Command, { commands }: Pick<Facts, 'commands'>): boolean {
  const { kind } = script.context
  return (kind === 'file' || kind === 'make') && /^(?:wrapped|in-image)$/.test(commands.startOf(path))
}

function shown(target: PythonTarget, { program }: Command): string {
  const text = target.kind === 'script' ? (target.word.text ?? target.word.fromRoot) : target.text
  if (target.kind === 'tool') return String(program)
  if (target.kind === 'code') return `${program} -c`
  return target.kind === 'module' ? `${program} -m ${text}` : `${program} ${text}`
}

function project(): Record<string, string> {
  return {
    'pyproject.toml':
      '[project]\nname = "evio"\nversion = "1"\n\n[project.scripts]\nevio = "evio:main"\n\n[dependency-groups]\ndev = ["pytest"]\ndocs = ["mkdocs"]\n\n[build-system]\nrequires = ["hatchling"]\n',
    'evio.py': '',
    'tools/check.py': '',
    'examples/main.py': '',
  }
}

function workspace(): Record<string, string> {
  return {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/evio/pyproject.toml':
      '[project]\nname = "evio"\nversion = "1"\n\n[project.scripts]\nplay-evio = "evio:main"\n\n[build-system]\nrequires = ["hatchling"]\n',
    'libs/evio/src/evio/__init__.py': '',
    'libs/evio/src/evio/__main__.py': '',
    'libs/evio/scripts/play.py': '',
    'tools/check.py': '',
  }
}
