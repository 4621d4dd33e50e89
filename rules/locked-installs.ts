import { rewriteCommand } from '../src/advise/rewrite.ts'
import { readLockStatus } from '../src/model/projects/lock/lock-status.ts'
import { unlockedInstalls } from '../src/model/targets/unlocked-installs.ts'
import { rule } from '../src/rule/rule.ts'
import { lazily } from '../src/text/lazily.ts'

const lock = `version = 1
revision = 3
requires-python = ">=3.12"

[[package]]
name = "evio"
version = "1"
source = { virtual = "." }
`
const given = {
  'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\nrequires-python = ">=3.12"\n',
  'uv.lock': lock,
}
const job = (run: string, env = '') =>
  `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n${env}    steps:\n      - uses: actions/checkout@v5\n      - uses: astral-sh/setup-uv@v6\n      - run: ${run}\n`

export default rule({
  id: 'locked-installs',
  group: 'Commands',
  says: 'CI jobs and images install with `--locked` or `--frozen`.',
  why: 'Plain `uv sync` resolves again when the lock is out of step, so the job tests, or the image holds, versions that nobody has committed.',
  teaches: 'CI and images install with `--locked` or `--frozen`.',
  severity: 'note',
  fixes: 'safe',
  leaves:
    'Repositories without a lock, jobs that renew it, and installs for which `UV_LOCKED` or `UV_FROZEN` is set.',
  needs: ['commands', 'workspace', 'documents', 'tree'],
  check({ commands, workspace, documents, tree }, report) {
    const isInStep = lazily(() => readLockStatus(workspace, { documents, tree }).inStep === true)
    for (const { command, lock, inImage } of unlockedInstalls({ commands, documents, tree })) {
      const { path, origin, words, script, uv } = command
      const verb = uv?.verb.at(-1)
      if (!verb) continue
      const at = words.indexOf(verb) + 1
      const edit =
        !inImage && isInStep()
          ? rewriteCommand(words.slice(0, at), [...words.slice(0, at), '--locked'], {
              source: commands.source(path),
              script,
            })
          : null
      report(
        { path, span: { start: command.span.start, end: verb.span.end } },
        {
          message: `\`uv sync\` may change \`${lock}\` here before it installs.`,
          next: inImage
            ? 'Add `--locked`, or `--frozen` in a layer that does not hold every `pyproject.toml` yet.'
            : 'Add `--locked`: the job then fails when the lock is out of step.',
          origin,
          ...(edit && { fix: { title: 'Add `--locked`', safety: 'safe', edits: [{ path, ...edit }] } }),
        },
      )
    }
  },
  examples: [
    {
      title: 'a job and an image',
      given,
      wrong: {
        '.github/workflows/ci.yml': job('⟦uv sync⟧ --no-dev'),
        Dockerfile:
          'FROM ghcr.io/astral-sh/uv:python3.12-bookworm\nCOPY . /app\nWORKDIR /app\nRUN ⟦uv sync⟧\n',
      },
      right: { '.github/workflows/ci.yml': job('uv sync --locked --no-dev') },
    },
    {
      title: 'locked by an option or a variable, a job that renews the lock, what people type',
      given,
      right: {
        '.github/workflows/ci.yml': job('uv sync --locked'),
        '.github/workflows/env.yml': job('uv sync', '    env:\n      UV_FROZEN: 1\n'),
        '.github/workflows/renew.yml': job('uv lock --upgrade && uv sync'),
        'CONTRIBUTING.md': '# Contributing\n\n```sh\nuv sync\n```\n',
        'setup.sh': 'uv sync\n',
      },
    },
  ],
})
