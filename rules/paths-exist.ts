import type { Command } from '../src/model/commands/command.ts'
import { hasGaps, isPlaceholderPath } from '../src/model/pages/placeholder.ts'
import { pythonTarget } from '../src/model/programs/python.ts'
import { testPaths } from '../src/model/programs/test-paths.ts'
import { uvOption } from '../src/model/programs/uv-invocation.ts'
import type { CommandWord } from '../src/model/programs/word.ts'
import type { Facts } from '../src/model/repository.ts'
import { missingLock } from '../src/model/targets/inline-metadata.ts'
import { lookalike, movedFile } from '../src/model/targets/likely-paths.ts'
import { madeOrTestedBefore } from '../src/model/targets/made-files.ts'
import { uvRunTarget } from '../src/model/targets/target-member.ts'
import { isDocumented, runsInImage } from '../src/parse/script.ts'
import { type Report, rule } from '../src/rule/rule.ts'
import { shellNames, shells, sourcing } from '../src/tables/shells.ts'
import { nameOf, parentOf, resolvePath, seenFrom } from '../src/text/paths.ts'

export default rule({
  id: 'paths-exist',
  group: 'Commands',
  says: 'Every script that a command names exists, as seen from the directory the command runs in, and so does the lock of every script that asks for one.',
  why: 'When a script moves, commands that name it keep the old path, and the next person or agent who follows them fails.',
  severity: 'error',
  fixes: 'unsafe',
  needs: ['commands', 'workspace', 'tree'],
  check(facts, report) {
    for (const command of facts.commands.judged) {
      const unlocked = missingLock(command, facts)
      if (unlocked) report(...lockAdvice(command, unlocked))
      const scripts = scriptsOf(command)
      if (scripts.length === 0 || command.directory === null || runsInImage(command.script)) continue
      if (command.foreign) continue
      for (const word of scripts) {
        const missing = missingPath(word, command, facts)
        if (missing === null) continue
        const { path, origin } = command
        const moved = movedFile(missing, command, facts)
        const found = moved ?? lookalike(missing, facts.tree)
        const text = found && seenFrom(command.directory, found)
        const plain = word.text !== null && word.span.end - word.span.start === word.text.length
        const because = moved
          ? 'another file of that name may have been meant'
          : 'it is only the file whose name is nearest'
        const edits = text && plain ? [{ path, span: word.span, text }] : []
        report(
          { path, span: word.span },
          {
            message: `There is no \`${missing}\`.`,
            next: text
              ? moved
                ? `Write \`${text}\`.`
                : `Did you mean \`${text}\`?`
              : 'Name a file that exists, or take the command out.',
            origin,
            ...(edits.length > 0 && {
              fix: { title: `Write \`${text}\``, safety: 'unsafe', because, edits },
            }),
          },
        )
      }
    }
  },
  examples: [
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
        'demo.sh':
          'uv run --package evio python evio/scripts/play.py\ncurl -o install.sh https://example.com/x\nsh install.sh\npython path/to/x.py\npython "$1"\npytest -k slow evio -m unit\n',
      },
    },
  ],
})

/** Words that must name a file which could be tracked: scripts of interpreters, test files, programs by path. */
function scriptsOf(command: Command): CommandWord[] {
  const { program, words } = command
  const [first] = words
  if (!first || program === null || (command.runner?.uv && /\.py$/.test(program))) return []
  const edited = command.uv && command.uv.subcommand !== 'run' ? uvOption(command.uv, '--script') : undefined
  if (edited) return /\.py$/.test(edited.text ?? '') ? [{ parts: [], ...edited.word, ...edited }] : []
  const target = command.uv ? uvRunTarget(command) : pythonTarget(words, program)
  if (command.uv && command.uv.mode !== 'script' && !/\.py$/.test(command.uv.target[0]?.text ?? '')) return []
  if (target?.kind === 'script') return /\.pyw?$/.test(target.text ?? '') ? [target.word] : []
  if (program === 'pytest' || program === 'py.test')
    return target ? testPaths(target.operands, isDocumented(command.script)) : []
  if (shellNames.has(program) || sourcing.includes(program)) {
    const script = words.slice(1).find(({ text }) => !text?.startsWith('-'))
    const code = words.some(({ text }) => /^-[a-z]*c$/.test(text ?? ''))
    return script && !code && scriptFile.test(pathText(script) ?? '') ? [script] : []
  }
  return /^\.\/.*\.(?:sh|py|bash)$/.test(first.text ?? '') && !command.runner?.uv ? [first] : []
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

function pathText(word: CommandWord): string | null {
  return word.text ?? word.fromRoot ?? null
}

/** Whether a document may mean a file that its reader makes. A script, a recipe or a workflow means the one that it names. */
function isPlaceholder(text: string, command: Command, moved: () => string | null): boolean {
  if (!isPlaceholderPath(text) || moved() !== null) return false
  return isDocumented(command.script) || command.shown || hasGaps(text)
}

/** The path relative to the root that a word names in vain, or null when it is there or nothing is certain. */
function missingPath(
  word: CommandWord,
  command: Command,
  facts: Pick<Facts, 'commands' | 'tree' | 'workspace'>,
): string | null {
  const { tree, commands } = facts
  const text = pathText(word)
  if (text === null || /^[~/]|:\/\//.test(text)) return null
  const path = word.fromRoot ?? resolvePath(command.directory, text)
  if (path === null || tree.hasFile(path) || tree.hasDirectory(path) || tree.isIgnored(path)) return null
  if (isPlaceholder(text, command, () => movedFile(path, command, facts))) return null
  if (command.script.context.kind === 'file' && commands.startOf(command.path) === 'in-image') return null
  if (madeOrTestedBefore(text, command, commands)) return null
  const [top = ''] = path.split('/')
  const uv = command.uv ?? command.runner?.uv
  const named = uv && uvOption(uv, '--package')
  const fetched = command.host === 'workflow' && top !== path && !tree.hasDirectory(top)
  if (fetched && !(named && movedFile(path, command, facts))) return null
  if (/\bpwd\b/i.test(commands.source(command.path).slice(word.span.start, word.span.end))) return null
  if (word.fromRoot !== undefined || named) return path
  return mayStandElsewhere(text, command, facts) ? null : path
}

/** Whether the reader may be in a directory above the file, or in one that an earlier block entered. */
function mayStandElsewhere(
  text: string,
  command: Command,
  facts: Pick<Facts, 'commands' | 'tree' | 'workspace'>,
): boolean {
  const { tree, commands } = facts
  for (let at = parentOf(command.path); ; at = parentOf(at)) {
    const path = resolvePath(at, text)
    if (path !== null && tree.hasFile(path)) return true
    if (at === '.') break
  }
  const bare = !/\//.test(text.replace(/^\.\//, ''))
  if (bare && command.shown) return true
  if (!isDocumented(command.script)) return bare && command.host === 'script' && command.path.includes('/')
  const before = commands.source(command.path).slice(0, command.span.start)
  if (bare && !mayBeMeant(text, command, facts)) return true
  return /(?:^|&&|;|`)[ \t]*(?:\$ )?cd[ \t]+[^-\s]/m.test(before)
}

/** Whether a file of this bare name stands elsewhere, and no words before the command speak of its folder. */
function mayBeMeant(
  text: string,
  command: Command,
  facts: Pick<Facts, 'commands' | 'tree' | 'workspace'>,
): boolean {
  const found = movedFile(text, command, facts) ?? lookalike(text, facts.tree)
  if (found === null) return false
  const before = facts.commands.source(command.path).slice(0, command.span.start)
  const folder = nameOf(parentOf(found))
  return folder === '.' || !before.slice(-600).includes(folder)
}

function workspace(): Record<string, string> {
  return {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["evio"]\n',
    'evio/pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n',
    'evio/scripts/play.py': '',
  }
}

/** A path that ends as shell scripts do. */
const scriptFile = new RegExp(`\\.(?:${shells.flatMap(({ extensions }) => extensions).join('|')})$`)
