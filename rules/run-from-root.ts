import { type MoveFacts, needsNoDirectory } from '../src/advise/command-from-root.ts'
import { inDirectory, inFolder, isSentToDirectory } from '../src/advise/keeps-directory.ts'
import { withoutMove } from '../src/advise/remove-move.ts'
import { code } from '../src/advise/translation.ts'
import { isTaskRunner } from '../src/model/commands/tasks.ts'
import { dependsOnDirectory, startedPython } from '../src/model/targets/directory-use.ts'
import { entersOwnSample, rootLeftBy, strayManifest } from '../src/model/targets/project-root.ts'
import type { Command, Commands, Facts, Member, Move } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'
import { joinPath, seenFrom } from '../src/text/paths.ts'
import { contains } from '../src/text/span.ts'

export default rule({
  id: 'run-from-root',
  group: 'Commands',
  says: 'Python commands run from the root of the workspace.',
  why: 'Seen from a single directory, every path means the same to everyone; `--package` picks the member without leaving the root.',
  teaches: {
    never: '`cd <directory> && …`',
    instead: '{run}, from the root',
  },
  severity: 'error',
  fixes: 'unsafe',
  needs: ['commands', 'workspace', 'projects', 'tree'],
  check(facts, report) {
    for (const [move, moved] of moves(facts.commands)) {
      const under = outermost(moved)
      const affected = moved.filter(
        (command) =>
          !isStartedByManager(command) &&
          !isSentToDirectory(command, facts.workspace) &&
          dependsOnDirectory(command, facts.commands),
      )
      if (servesOthers(move, under, affected, facts)) continue
      const [first] = affected
      const root = first ? rootLeftBy(move, facts) : null
      if (!first || root === null || entersOwnSample(move, first)) continue
      const directory = move.directory as string
      const member = facts.workspace.members.find((known) => known.directory === directory)
      const { path, span } = move.place
      const what = affected.length === 1 ? `\`${nameOf(first)}\` runs` : `${affected.length} commands run`
      const edits = withoutMove(move, under, facts)
      const written =
        affected.length === 1 && edits?.find(({ text }) => /^\S.*$/.test(text) && !text.includes('`'))?.text
      const write = move.by === 'setting' ? 'Remove the setting and write' : 'Write'
      const because = 'a program that reads other files from its directory would miss them'
      report(
        { path, span },
        {
          message: `${what} in \`${directory}\` instead of ${nameOfRoot(root)}.${capture(affected, directory, facts)}`,
          next: written
            ? `${write} \`${written}\`.`
            : advice(affected, member, {
                ...facts,
                where: root === '.' ? 'at the root' : `in \`${root}\``,
                directory: seenFrom(move.from, directory) ?? directory,
                source: facts.commands.source(path),
              }),
          origin: first.origin,
          related: affected
            .flatMap((command) => [command, ...startedPython(command, facts.commands)])
            .map(({ path, span }) => ({ path, span, message: `Runs in \`${directory}\`.` })),
          ...(edits && {
            fix: {
              title: 'Run from the root',
              safety: 'unsafe',
              because,
              edits: edits.map((edit) => ({ path, ...edit })),
            },
          }),
        },
      )
    }
  },
  examples: [
    {
      title: 'a chain',
      given: workspace(),
      wrong: {
        'a.sh': '⟦cd libs/evio⟧ && uv sync\n(⟦cd libs/evio⟧ && python scripts/play.py --fast)\n',
        'README.md':
          'Install it with `⟦cd libs/evio⟧ && uv add scipy`.\n\n```console\n$ ⟦cd libs/evio⟧\n$ uv run pytest\n5 passed\n```\n',
      },
      right: {
        'a.sh': 'uv sync --package evio\n(uv run --package evio python libs/evio/scripts/play.py --fast)\n',
        'README.md':
          'Install it with `uv add --package evio scipy`.\n\n```console\n$ uv run --package evio pytest libs/evio\n5 passed\n```\n',
      },
    },
    {
      title: 'a whole script, there and back',
      given: workspace(),
      wrong: { 'a.sh': 'set -e\n⟦cd libs/evio⟧\nuv sync --locked\nuv run python -m evio\ncd ../..\nls\n' },
      right: {
        'a.sh': 'set -e\nuv sync --package evio --locked\nuv run --package evio python -m evio\nls\n',
      },
    },
    {
      title: 'a script that runs by its header needs no member',
      given: { ...workspace(), 'libs/evio/plot.py': '# /// script\n# dependencies = ["rich"]\n# ///\n' },
      wrong: { 'a.sh': '⟦cd libs/evio⟧ && uv run plot.py --fast\n(⟦cd libs/evio⟧ && python plot.py)\n' },
      right: { 'a.sh': 'uv run libs/evio/plot.py --fast\n(uv run libs/evio/plot.py)\n' },
    },
    {
      title: 'uv changes the directory',
      given: workspace(),
      wrong: { Makefile: 'run:\n\tuv ⟦--directory libs/evio⟧ run python -m evio\n' },
      right: { Makefile: 'run:\n\tuv run --package evio python -m evio\n' },
    },
    {
      title: 'an interpreter of a version',
      given: workspace(),
      wrong: { 'a.sh': '⟦cd libs/evio⟧ && python3.12 scripts/play.py\n' },
      right: {
        'a.sh': 'uv run --python 3.12 --package evio python libs/evio/scripts/play.py\n',
      },
    },
    {
      title: 'settings of steps, tasks and recipes',
      given: workspace(),
      wrong: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - working-directory: ⟦libs/evio⟧\n        run: uv sync\n',
        'Taskfile.yml': 'tasks:\n  test:\n    dir: ⟦libs/evio⟧\n    cmds:\n      - uv run pytest tests/ -q\n',
        justfile: "[working-directory: '⟦libs/evio⟧']\nplay:\n    python scripts/play.py\n",
      },
      right: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: uv sync --package evio\n',
        'Taskfile.yml':
          'tasks:\n  test:\n    cmds:\n      - uv run --package evio pytest libs/evio/tests/ -q\n',
        justfile: 'play:\n    uv run --package evio python libs/evio/scripts/play.py\n',
      },
    },
    {
      title: 'one command cannot be said from the root',
      given: workspace(),
      wrong: {
        'a.sh': '⟦cd libs/evio⟧\nuv run python -m evio > out.txt\n',
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - working-directory: ⟦libs/evio⟧\n        run: uv sync && npm ci\n',
      },
    },
    {
      title: 'programs that are bound to their directory keep it',
      given: {
        ...workspace('"mypy"'),
        'libs/evio/Makefile': 'test:\n\tuv run --package evio python -m evio\n',
      },
      wrong: { 'types.sh': '⟦cd libs/evio⟧ && uv run mypy src\n(⟦cd libs/evio⟧ && make test)\n' },
      right: { 'types.sh': 'uv run --directory libs/evio mypy src\n(make -C libs/evio test)\n' },
    },
    {
      title: 'a fence of nothing but the move lasts to the end of its section',
      given: workspace(),
      wrong: {
        'README.md':
          '## Setup\n\n```bash\n⟦cd libs/evio⟧\n```\n\nThen:\n\n```bash\nuv sync\npython scripts/play.py\n```\n\n## Tests\n\n```bash\nuv run --package evio pytest\n```\n',
      },
    },
    {
      title: 'after other moves the reader may be anywhere',
      given: workspace(),
      right: {
        'README.md':
          '```bash\ncd libs/evio && ls\n```\n\n```bash\nuv run python scripts/play.py\n```\n\nFrom the repository root:\n\n```bash\nuv sync\n```\n',
      },
    },
    {
      title: 'behind another program',
      given: workspace(),
      wrong: { 'a.sh': '(⟦cd libs/evio⟧ && timeout 60 python scripts/play.py)\n' },
    },
    {
      title: 'a project of its own below the root',
      given: {
        ...workspace(),
        'docs/pyproject.toml': '[project]\nname = "docs"\nversion = "1"\n',
        'docs/site/pages.py': '',
      },
      wrong: { 'docs/Makefile': 'build:\n\t⟦cd site⟧ && uv run pages.py\n' },
      right: { 'docs/Makefile': 'build:\n\tuv run --directory site pages.py\n' },
    },
    {
      title: 'a sample whose own page leads to it',
      given: { ...workspace(), 'examples/maze/main.py': '' },
      right: {
        'examples/maze/README.md': '```sh\ncd examples/maze\nuv run main.py\n```\n',
      },
    },
    {
      title: 'a folder that is no member: uv goes there',
      given: { ...workspace(), 'tools/db/env.py': '', 'tools/db/run.py': '', Makefile: 'test:\n\tls\n' },
      wrong: {
        'AGENTS.md': '```sh\n⟦cd libs/evio⟧ && uv sync\n# All tests:\nmake test\n```\n',
        'a.sh': '(⟦cd tools/db⟧ && python run.py --all && uv run --package evio pytest -q env.py)\n',
        'README.md': '```sh\n⟦cd tools/db⟧\nuv run run.py\nuv sync\n```\n',
      },
      right: {
        'a.sh':
          '(uv run --directory tools/db python run.py --all && uv run --directory tools/db --package evio pytest -q env.py)\n',
        'README.md': '```sh\nuv run --directory tools/db run.py\nuv sync\n```\n',
        'AGENTS.md': '```sh\nuv sync --package evio\n# All tests:\nmake test\n```\n',
      },
    },
    {
      title: 'the root of a project of its own',
      given: {
        ...workspace(),
        'docs/pyproject.toml': '[project]\nname = "docs"\nversion = "1"\n',
        'docs/build.py': '',
        'samples/pyproject.toml': '[tool.uv.workspace]\nmembers = ["a"]\n',
        'samples/b/pyproject.toml': '[project]\nname = "b"\nversion = "1"\n',
        'samples/b/run.py': '',
      },
      right: {
        'a.sh': '(cd docs && uv run build.py)\n(cd samples/b && uv run run.py)\n(cd samples && uv sync)\n',
      },
    },
    {
      title: 'other ecosystems, clones, the root itself, bans',
      given: workspace(),
      right: {
        'a.sh':
          'cd "$(dirname "$0")"\nuv sync\n(cd web && npm ci)\ngit clone https://example.com/x && cd x && uv sync\n(cd libs/evio && /tmp/smoke/bin/python -c "import evio")\n(cd libs/evio && python2 scripts/play.py)\n',
        'libs/evio/Taskfile.yml': 'tasks:\n  up:\n    dir: ../..\n    cmd: uv sync\n',
        'AGENTS.md': '- ❌ `cd libs/evio && uv sync`\n',
      },
    },
  ],
})

/** Every move with the commands that run where it leads, a command before those that it runs in turn. */
function moves({ all, judged }: Commands): Map<Move, Command[]> {
  const found = new Map<Move, Command[]>()
  const files = new Set(judged.flatMap(({ moved }) => moved?.place.path ?? []))
  const runs = all.filter(({ path, stance }) => files.has(path) && stance.value === 'runs')
  const ordered = new Set(runs.map(({ path, span }) => `${path}:${span.start}`))
  for (const command of judged) {
    const move = command.moved
    if (!move || move.earlier || command.shown) continue
    const { by, place } = move
    if ((by === 'cd' || by === 'pushd') && !ordered.has(`${place.path}:${place.span.start}`)) continue
    const known = found.get(move)
    if (known) known.push(command)
    else found.set(move, [command])
  }
  return found
}

function outermost(commands: readonly Command[]): Command[] {
  const found: Command[] = []
  for (const command of commands) {
    const last = found.at(-1)
    if (last?.path !== command.path || !contains(last.span, command.span)) found.push(command)
  }
  return found
}

/**
 * Whether a directory without a Python project is entered for other programs, such as `npm`, so that leaving it out would
 * take it from them.
 */
function servesOthers(
  { directory }: Move,
  moved: readonly Command[],
  affected: readonly Command[],
  { tree, projects }: Pick<Facts, 'tree' | 'projects'>,
): boolean {
  if (directory === null || tree.hasFile(joinPath(directory, 'pyproject.toml'))) return false
  if (projects.roots.some((root) => root.members.some((member) => member.directory === directory)))
    return false
  return moved.some(
    (command) => !affected.includes(command) && command.program !== null && !needsNoDirectory(command),
  )
}

/** Whether uv or another manager starts it: then that command counts. */
function isStartedByManager({ runner }: Command): boolean {
  for (let at = runner; at; at = at.runner) if (at.uv || at.foreign) return true
  return false
}

function nameOfRoot(root: string): string {
  return root === '.' ? 'the root' : `\`${root}\`, the root of its project`
}

/** What uv does at a manifest that is that of no project. */
function capture(
  affected: readonly Command[],
  directory: string,
  facts: Pick<Facts, 'workspace' | 'tree'>,
): string {
  const manifest = affected.some(({ uv }) => uv) ? strayManifest(directory, facts) : null
  return manifest === null
    ? ''
    : ` uv stops at \`${manifest}\` and makes a lock and an environment of its own there.`
}

function nameOf({ program, uv }: Command): string {
  return uv ? `${program} ${uv.subcommand}`.trim() : String(program)
}

function advice(
  affected: readonly Command[],
  member: Member | undefined,
  facts: MoveFacts & { readonly where: string; readonly directory: string; readonly source: string },
): string {
  const { where, directory, source } = facts
  const [only, ...others] = affected
  const kept = only && (member ? inDirectory(only, directory) : inFolder(only, directory, facts))
  if (kept && others.length === 0) return `Write ${code(kept, source)}.`
  if (affected.every(isTaskRunner))
    return `Stay at the root and name the directory: \`${affected[0]?.program} -C ${directory} …\`.`
  if (member) return `Stay ${where} and name the member: \`uv … --package ${member.name}\`.`
  return kept
    ? `Stay ${where} and write ${code(kept, source)}, and the other ${others.length === 1 ? 'command' : 'commands'} alike.`
    : `Stay ${where} and write paths as seen from there.`
}

/** @param tools what the member has for development */
function workspace(tools = '"pytest"'): Record<string, string> {
  return {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/evio/pyproject.toml': `[project]\nname = "evio"\nversion = "1"\n\n[dependency-groups]\ndev = [${tools}]\n\n[build-system]\nrequires = ["hatchling"]\n`,
    'libs/evio/src/evio/__init__.py': '',
    'libs/evio/src/evio/__main__.py': '',
    'libs/evio/scripts/play.py': '',
    'libs/evio/tests/test_play.py': '',
    'web/package.json': '{}',
  }
}
