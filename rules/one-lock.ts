import * as v from 'valibot'
import { type ForeignLock, foreignLocks } from '../src/model/projects/foreign-locks.ts'
import { matcher } from '../src/rule/path-matcher.ts'
import { rule } from '../src/rule/rule.ts'

const workspace = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\nexclude = ["libs/old"]\n',
  'uv.lock': 'version = 1\nrequires-python = ">=3.11"\n',
  'libs/core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n',
}

export default rule({
  id: 'one-lock',
  group: 'uv',
  says: 'The `uv.lock` of the root is the only list of packages to install: no second lock, requirements file, Pipfile, poetry or conda file.',
  why: 'A second list drifts from the first, until two people on the same commit have different packages.',
  severity: 'error',
  needs: ['workspace', 'projects', 'documents', 'tree'],
  options: v.strictObject({
    allow: v.optional(
      v.pipe(
        v.record(v.string(), v.pipe(v.string(), v.minLength(1))),
        v.description('Globs of files that may stay, each with the reason.'),
      ),
      {},
    ),
  }),

  check({ workspace, projects, documents, tree }, report, optionsAt) {
    for (const found of foreignLocks(workspace, { documents, tree, projects })) {
      const { allow } = optionsAt(found.place.path)
      if (matcher(Object.keys(allow))(found.place.path)) continue
      const beside =
        workspace === projects.ground
          ? 'that belongs to no uv project'
          : `beside the \`uv.lock\` of ${workspace.root === '.' ? 'the workspace' : `\`${workspace.root}\``}`
      const comma = workspace === projects.ground ? ' ' : ', '
      report(found.place, { message: `This is ${found.what}${comma}${beside}.`, next: adviceOn(found) })
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

function adviceOn({ leftIn, says, place: { path } }: ForeignLock): string {
  if (leftIn) return `Remove it: the lock of the root covers \`${leftIn.name}\`.`
  if (says === 'copy') {
    return 'Remove it: it is a copy of what `uv.lock` says, made by `uv export` or `uv pip compile`. Make it where it is needed, or allow it with the reason.'
  }
  if (says === 'itself') return 'Remove it: it lists nothing but the project itself.'
  return path.endsWith('uv.lock')
    ? 'Remove it, or give its directory a `pyproject.toml`.'
    : 'Move what it lists to `pyproject.toml`, run `uv lock` and remove it, or allow it with a reason.'
}
