import { departed, isCertain } from '../src/advise/departed.ts'
import { missingLock } from '../src/model/targets/inline-metadata.ts'
import { type MissingFile, missingFiles } from '../src/model/targets/missing-files.ts'
import { type MissingOwnedPath, missingOwnedPaths } from '../src/model/targets/missing-owned-paths.ts'
import {
  isNestedWorkflow,
  type MissingWorkflowPath,
  missingWorkflowPaths,
} from '../src/model/targets/missing-workflow-paths.ts'
import type { Command, Departure, FileTree } from '../src/rule/facts.ts'
import { type Report, rule } from '../src/rule/rule.ts'
import { seenFrom } from '../src/text/paths.ts'
import type { SourceFile } from '../src/text/source-file.ts'

export default rule({
  id: 'paths-exist',
  group: 'Commands',
  says: 'Every script that a command names exists, as seen from the directory the command runs in, and so do the lock of every script that asks for one, and what workflows and CODEOWNERS name.',
  why: 'When a script moves, commands that name it keep the old path, and the next person or agent who follows them fails.',
  teaches: 'Paths in commands, workflows and CODEOWNERS exist, seen from where they run.',
  severity: 'error',
  fixes: 'safe/unsafe',
  needs: ['commands', 'workspace', 'projects', 'documents', 'tree'],
  check(facts, report) {
    const { tree } = facts
    const found: [Command, MissingFile][] = []
    for (const command of facts.commands.judged) {
      const unlocked = missingLock(command, facts)
      if (unlocked) report(...lockAdvice(command, unlocked))
      for (const missing of missingFiles(command, facts)) found.push([command, missing])
    }
    const departures = found.length > 0 ? tree.departures(found.map(([, { missing }]) => missing)) : null
    for (const [command, missing] of found)
      report(...fileAdvice(command, missing, departures?.get(missing.missing), tree))
    // Workflows belong to the repository, not to one of its roots.
    if (facts.projects.roots[0] !== facts.workspace) return
    for (const parsed of facts.documents.all) {
      for (const owned of missingOwnedPaths(parsed.file, tree)) report(owned, ownedAdvice(owned, tree))
      if (!parsed.file.path.includes('.github/')) continue
      for (const missing of missingWorkflowPaths(parsed, facts.tree)) report(missing, workflowAdvice(missing))
      if (isNestedWorkflow(parsed.file)) report(...nestedAdvice(parsed.file))
    }
  },
  examples: [
    {
      title: 'paths of a workflow: where it runs, what starts it, what it uses',
      given: { ...workspace(), 'src/a.py': '' },
      wrong: {
        '.github/workflows/ci.yml':
          'on:\n  push:\n    paths: ["src/**", "⟦lib/**⟧", "*.toml"]\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ⟦./.github/actions/set-up⟧\n      - run: uv sync\n        working-directory: ⟦server⟧\n',
      },
    },
    {
      title: 'paths with owners',
      given: { ...workspace(), '.git/history': 'evio/old.py evio/scripts/play.py\n' },
      wrong: {
        '.github/CODEOWNERS':
          '# Owners\n* @all\n*.py @a\n/evio/ @a\n⟦/libs/gone/⟧ @a @b\nevio/scripts @b\n⟦evio/old.py⟧ @b\ndocs/**/x @c\nplay.py @d\n',
      },
      right: {
        '.github/CODEOWNERS':
          '# Owners\n* @all\n*.py @a\n/evio/ @a\n/libs/gone/ @a @b\nevio/scripts @b\nevio/scripts/play.py @b\ndocs/**/x @c\nplay.py @d\n',
      },
    },
    {
      title: 'a workflow that GitHub does not look for',
      given: workspace(),
      wrong: { 'evio/.github/workflows/ci.yml': '⟦on: push⟧\njobs: {}\n' },
    },
    {
      title: 'directories that a step makes, actions of another checkout',
      given: workspace(),
      right: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v4\n        with: { repository: acme/tools, path: tools }\n      - uses: ./.github/actions/set-up\n      - run: make\n        working-directory: tools\n',
      },
    },
    {
      title: 'the file is in the member, and `--package` does not change the directory',
      given: workspace(),
      wrong: {
        'README.md': '```bash\nuv run --package evio python ⟦scripts/play.py⟧ data/fan.dat\n```\n',
        'demo.sh': '#!/bin/sh\nuv run --package evio ⟦scripts/play.py⟧\n',
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: uv run --package evio python ⟦scripts/play.py⟧\n',
      },
      right: {
        'README.md': '```bash\nuv run --package evio python evio/scripts/play.py data/fan.dat\n```\n',
        'demo.sh': '#!/bin/sh\nuv run --package evio evio/scripts/play.py\n',
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: uv run --package evio python evio/scripts/play.py\n',
      },
    },
    {
      title: 'there is no such file anywhere',
      given: workspace(),
      wrong: { 'all.sh': 'bash ⟦scripts/all.sh⟧\npytest ⟦evio/tests/test_gone.py⟧\n' },
    },
    {
      title: 'a file of that name elsewhere, or of nearly that name there',
      given: {
        ...workspace(),
        'evio/pyproject.toml':
          '[project]\nname = "evio"\nversion = "1"\n\n[dependency-groups]\ndev = ["pytest"]\n',
        'evio/tests/test_snapshot.py': '',
        'evio/tests/test_log.py': '',
        'evio/old/tool.sh': '',
      },
      wrong: {
        'all.sh': 'uv run --package evio pytest ⟦evio/tests/test_snapshots.py⟧\nbash ⟦evio/new/tool.sh⟧\n',
      },
      right: {
        'all.sh': 'uv run --package evio pytest evio/tests/test_snapshot.py\nbash evio/old/tool.sh\n',
      },
    },
    {
      title: 'what git saw renamed, and what it saw removed',
      given: {
        ...workspace(),
        '.git/history': 'scripts/old.py tools/new.py\nscripts/gone.py\n',
        'tools/new.py': '',
      },
      wrong: { 'a.sh': 'uv run ⟦scripts/old.py⟧ --fast\nuv run ⟦scripts/gone.py⟧\n' },
      right: { 'a.sh': 'uv run tools/new.py --fast\nuv run scripts/gone.py\n' },
    },
    {
      title: 'seen from the directory that the command runs in',
      given: workspace(),
      wrong: { 'a.sh': 'cd evio && uv run scripts/play.py && uv run ⟦scripts/gone.py⟧\n' },
    },
    {
      title: 'scripts with a header, and the lock beside them',
      given: { ...workspace(), 'evio/plot.py': '# /// script\n# dependencies = ["rich"]\n# ///\n' },
      wrong: {
        'a.sh':
          'uv run ⟦--locked⟧ evio/plot.py\nuv add --script ⟦plot.py⟧ rich\nuv lock --script=⟦plots.py⟧\n',
      },
      right: {
        'a.sh':
          'uv run --locked evio/plot.py\nuv add --script evio/plot.py rich\nuv lock --script=plots.py\n',
      },
    },
    {
      title: 'what pytest collects',
      given: workspace(),
      wrong: { Makefile: 'test:\n\tuv run --package evio pytest -v ⟦evio/checks⟧ evio/scripts\n' },
    },
    {
      title: 'a name that documents use for any file is one in a script, and where the member has that file',
      given: { ...workspace(), 'evio/main.py': '', 'web/manage.py': '' },
      wrong: {
        'run.sh': 'uv run --package evio ⟦main.py⟧\nuv run ⟦app/server.py⟧\n',
        'README.md':
          '```bash\nuv run --package evio ⟦main.py⟧\nuv run ⟦manage.py⟧ migrate\nuv run hello.py\n```\n',
      },
      right: {
        'run.sh': 'uv run --package evio evio/main.py\nuv run app/server.py\n',
        'README.md':
          '```bash\nuv run --package evio evio/main.py\nuv run web/manage.py migrate\nuv run hello.py\n```\n',
      },
    },
    {
      title: 'one test of a file',
      given: { ...workspace(), 'evio/tests/test_log.py': '' },
      wrong: {
        'README.md':
          '```bash\nuv run --package evio pytest ⟦evio/tests/test_logs.py⟧::test_a\nuv run --package evio pytest evio/tests/test_log.py::test_a\n```\n',
      },
      right: {
        'README.md':
          '```bash\nuv run --package evio pytest evio/tests/test_log.py::test_a\nuv run --package evio pytest evio/tests/test_log.py::test_a\n```\n',
      },
    },
    {
      title: 'files that exist, are made or tested here, or are placeholders',
      given: workspace(),
      right: {
        'guard.sh': 'if [ -f scripts/docs/build.sh ]; then\n  bash scripts/docs/build.sh\nfi\n',
        'notes.md':
          'Run one test with `pytest tests/path_to_test.py::test_name` or `pytest tests/a/b_test.py`, and look at it with `play.py --show x`.\n',
        'demo.sh':
          'uv run --package evio python evio/scripts/play.py\ncurl -o install.sh https://example.com/x\nsh install.sh\npython path/to/x.py\npython "$1"\npytest -k slow evio -m unit\n',
      },
    },
  ],
})

/** What to say about a file that is not there, and what may be meant. */
function fileAdvice(
  { path, origin, directory }: Command,
  { word, missing, moved, alike }: MissingFile,
  departure: Departure | undefined,
  tree: FileTree,
): Parameters<Report> {
  const renamed = departure?.to && tree.hasFile(departure.to) ? departure.to : null
  const found = renamed ?? moved ?? alike
  const text = found && seenFrom(directory, found)
  const isPlain = word.text !== null && word.span.end - word.span.start === word.text.length
  const because = renamed
    ? 'its content changed when it was renamed'
    : moved
      ? 'another file of that name may have been meant'
      : 'it is only the file whose name is nearest'
  const edits = text && isPlain ? [{ path, span: word.span, text }] : []
  return [
    { path, span: word.span },
    {
      message: `There is no \`${missing}\`${departed(departure)}.`,
      next: text
        ? (renamed ?? moved)
          ? `Write \`${text}\`.`
          : `Did you mean \`${text}\`?`
        : 'Name a file that exists, or take the command out.',
      origin,
      ...(edits.length > 0 && {
        fix:
          renamed && isCertain(departure, tree)
            ? { title: `Write \`${text}\``, safety: 'safe', edits }
            : { title: `Write \`${text}\``, safety: 'unsafe', because, edits },
      }),
    },
  ]
}

/** What to say about a lock that uv demands for a script. */
function lockAdvice(
  { path, origin }: Command,
  { option, script }: NonNullable<ReturnType<typeof missingLock>>,
): Parameters<Report> {
  return [
    { path, span: option.word.span },
    {
      message: `There is no \`${script}.lock\`, so uv refuses \`${option.name}\`.`,
      next: `Make it with \`uv lock --script ${script}\`, or leave the option out.`,
      origin,
    },
  ]
}

function workspace(): Record<string, string> {
  return {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["evio"]\n',
    'evio/pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n',
    'evio/scripts/play.py': '',
  }
}

function workflowAdvice({ kind, text, others }: MissingWorkflowPath): Parameters<Report>[1] {
  const related = others.map((place) => ({ ...place, message: 'It is named here, too.' }))
  const quoted = `\`${text}\``
  if (kind === 'filter')
    return {
      severity: 'warning',
      related,
      message: `No file matches ${quoted}.`,
      next: 'Name files that exist, or take the pattern out.',
      why: 'A filter that matches nothing starts the workflow never, and nobody notices.',
    }
  const what = kind === 'uses' ? 'action or workflow' : 'directory'
  return {
    related,
    message: `There is no ${what} ${quoted} in this repository.`,
    next: 'Name one that exists.',
    why: 'The job fails when it comes to this step.',
  }
}

function ownedAdvice(
  { path, span, text, missing, isDirectory, departure }: MissingOwnedPath,
  tree: FileTree,
): Parameters<Report>[1] {
  const to = isCertain(departure, tree) ? departure?.to : null
  const instead = to && `${text.startsWith('/') ? '/' : ''}${to}`
  return {
    severity: 'warning',
    message: `There is no ${isDirectory ? 'directory ' : ''}\`${missing}\`${departed(departure)}.`,
    why: 'Its owners are never asked for a review, and what took its place has none.',
    next: instead ? `Write \`${instead}\`.` : 'Name a path that exists, or take the line out.',
    ...(instead && {
      fix: { title: `Write \`${instead}\``, safety: 'safe', edits: [{ path, span, text: instead }] },
    }),
  }
}

function nestedAdvice({ path, text }: SourceFile): Parameters<Report> {
  const end = text.indexOf('\n')
  return [
    { path, span: { start: 0, end: end === -1 ? text.length : end } },
    {
      severity: 'note',
      message: 'GitHub never runs this workflow: it looks for them at the root of a repository only.',
      next: 'Move it to `.github/workflows`, or delete it.',
      why: 'People believe that it checks something.',
    },
  ]
}
