import * as v from 'valibot'
import { uvFor } from '../src/advise/at-root.ts'
import { type ForeignLock, foreignLocks } from '../src/model/projects/foreign-locks.ts'
import type { Command, Commands, Workspace } from '../src/rule/facts.ts'
import { matcher } from '../src/rule/path-matcher.ts'
import { rule } from '../src/rule/rule.ts'
import { requirementsName } from '../src/tables/languages.ts'
import { joinPath, nameOf, parentOf, resolvePath } from '../src/text/paths.ts'

const workspace = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\nexclude = ["libs/old"]\n',
  'uv.lock': 'version = 1\nrequires-python = ">=3.11"\n',
  'libs/core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n',
}

/** The requirements file that a command writes, by an option or by a redirection. */
function listWritten(command: Command, commands: Commands): { readonly text: string } | undefined {
  const { uv, foreign, span, path } = command
  const lists = uv ? writers.has(uv.subcommand) : foreign?.verb === 'freeze'
  if (!lists) return undefined
  const option = command.option('-o', '--output-file')?.value
  const after = commands.source(path).slice(span.end, span.end + 200)
  const text = option?.text ?? /^[ \t]*1?>>?[ \t]*["']?([^\s"';&|]+)/.exec(after)?.[1]
  return text && requirementsName.test(nameOf(text)) ? { text } : undefined
}

/** Commands of uv that print a list of packages. */
const writers: ReadonlySet<string> = new Set(['export', 'pip compile', 'pip freeze'])

export default rule({
  id: 'one-lock',
  group: 'uv',
  says: 'The `uv.lock` of the root is the only list of packages to install: no second lock, requirements file, Pipfile, poetry or conda file.',
  why: 'A second list drifts from the first, until two people on the same commit have different packages.',
  teaches: {
    never: 'a requirements file or a second lock',
    instead: '`uv.lock` of the root',
  },
  severity: 'error',
  needs: ['workspace', 'projects', 'documents', 'commands', 'tree'],
  options: v.strictObject({
    allow: v.optional(
      v.pipe(
        v.record(v.string(), v.pipe(v.string(), v.minLength(1))),
        v.description('Globs of files that may stay, each with the reason.'),
      ),
      {},
    ),
  }),

  check({ workspace, projects, documents, commands, tree }, report, optionsAt) {
    for (const found of foreignLocks(workspace, { documents, tree, projects })) {
      const { allow } = optionsAt(found.place.path)
      if (matcher(Object.keys(allow))(found.place.path)) continue
      const beside =
        workspace === projects.ground
          ? 'that belongs to no uv project'
          : tree.hasFile(joinPath(workspace.root, 'uv.lock'))
            ? `beside the \`uv.lock\` of ${workspace.root === '.' ? 'the workspace' : `\`${workspace.root}\``}`
            : 'in the place of a `uv.lock`'
      const comma = workspace === projects.ground ? ' ' : ', '
      report(found.place, {
        message: `This is ${found.what}${comma}${beside}.`,
        next: adviceOn(found, workspace),
      })
    }
    for (const command of commands.judged) {
      const file = listWritten(command, commands)
      const path = file && resolvePath(command.directory, file.text)
      if (!file || !path || tree.isIgnored(path) || command.inImage) continue
      // A page that shows how uv exports a list makes none.
      if (command.uv?.subcommand === 'export' && command.page !== null && !tree.hasFile(path)) continue
      if (matcher(Object.keys(optionsAt(command.path).allow))(path)) continue
      report(
        { path: command.path, span: command.span },
        {
          message: `This writes \`${path}\`, a list of packages beside the \`uv.lock\` of the workspace.`,
          next: 'Leave it out where uv installs; for a program that reads nothing else, let it write to an ignored file.',
          origin: command.origin,
          ...(command.uv?.subcommand === 'export' && { severity: 'warning' as const }),
        },
      )
    }
  },

  examples: [
    {
      title:
        'two projects without a workspace: each has its own lock, and what lies beside them belongs to none',
      given: {
        'backend/pyproject.toml': '[project]\nname = "backend"\nversion = "1"\n',
        'backend/uv.lock': 'version = 1\nrequires-python = ">=3.11"\n',
        'frontend/pyproject.toml': '[project]\nname = "frontend"\nversion = "1"\n',
        'frontend/uv.lock': 'version = 1\nrequires-python = ">=3.11"\n',
      },
      wrong: {
        'backend/requirements.txt': '⟦numpy⟧\n',
        'science/requirements.txt': '⟦polars⟧\n',
      },
    },
    {
      given: workspace,
      wrong: {
        'libs/core/uv.lock': '⟦⟧version = 1\n',
        'docs/requirements.txt': '# for the docs\n⟦sphinx==8.0⟧\n',
        'old/setup.py': 'from setuptools import setup\nsetup(\n    ⟦install_requires⟧=["numpy"],\n)\n',
        'old/pyproject.toml': '[tool.poetry.⟦dependencies⟧]\npython = "^3.11"\n',
      },
    },
    {
      title: 'commands that write a list',
      given: workspace,
      wrong: {
        'freeze.sh':
          '⟦uv pip freeze⟧ > requirements.txt\n⟦uv pip compile pyproject.toml -o requirements-dev.txt⟧\n⟦uv export --no-hashes⟧ >docs/requirements.txt\n⟦uv export -o requirements.txt⟧\n',
      },
    },
    {
      title: 'lists that go elsewhere',
      given: { ...workspace, '.gitignore': 'build/\n' },
      right: {
        'list.sh':
          'uv export -o /tmp/requirements.txt\nuv export | grep numpy\nuv pip freeze\nuv export -o pylock.toml\n',
        'README.md': 'Never run `uv pip freeze > requirements.txt`.\n',
      },
    },
    {
      title: 'a waiver with its reason, and a project that the workspace excludes',
      options: { allow: { 'docs/requirements.txt': 'Read the Docs installs from it' } },
      right: {
        ...workspace,
        'docs/requirements.txt': 'sphinx==8.0\n',
        'libs/old/pyproject.toml': '[project]\nname = "old"\nversion = "1"\n',
        'libs/old/uv.lock': 'version = 1\nrequires-python = ">=3.11"\n',
        'setup.py': 'from setuptools import setup\n\nsetup()\n',
      },
    },
  ],
})

function adviceOn({ leftIn, says, manifest, place: { path } }: ForeignLock, workspace: Workspace): string {
  if (leftIn) return `Remove it: the lock of the root covers \`${leftIn.name}\`.`
  if (says === 'copy') {
    return 'Remove it: it is a copy of what `uv.lock` says, made by `uv export` or `uv pip compile`. Make it where it is needed, or allow it with the reason.'
  }
  if (says === 'poetry') {
    return 'Move it to `[project]` and `[dependency-groups]` (`uvx migrate-to-uv` does so), run `uv lock` there and remove `poetry.lock`.'
  }
  if (says === 'itself') return 'Remove it: it lists nothing but the project itself.'
  if (says === 'unread') return `Remove them: \`[project]\` in \`pyproject.toml\` beside it is what counts.`
  if (manifest === null && !path.endsWith('uv.lock'))
    return `Make \`${parentOf(path)}\` a project (\`uv init --bare ${parentOf(path)}\`), add what it lists with \`uv add --project ${parentOf(path)} …\`, and remove it, or allow it with a reason.`
  return path.endsWith('uv.lock')
    ? 'Remove it, or give its directory a `pyproject.toml`.'
    : `Move what it lists to \`${manifest}\`, run \`${uvFor(workspace, 'lock')}\` and remove it, or allow it with a reason.`
}
