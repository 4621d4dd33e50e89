import { uvFor } from '../src/advise/at-root.ts'
import { contradictions } from '../src/model/projects/lock/contradictions.ts'
import { readLockStatus } from '../src/model/projects/lock/lock-status.ts'
import { rule } from '../src/rule/rule.ts'

const lock = (dependencies: string) =>
  `version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "app"
version = "1"
source = { virtual = "." }

[package.metadata]
requires-dist = [
    ${dependencies}
]
`

const app = (rest: string) => `[project]\nname = "app"\nrequires-python = ">=3.11"\n${rest}\n`

export default rule({
  id: 'lock-in-step',
  group: 'uv',
  says: '`uv.lock` is what `uv lock` would write for every `pyproject.toml` as it stands.',
  why: 'With a stale lock, `uv sync --locked` fails, and plain `uv sync` installs versions that nobody has reviewed.',
  teaches: {
    never: 'a changed `pyproject.toml` without its lock',
    instead: '`uv lock`, and both in one commit',
  },
  severity: 'error',
  needs: ['workspace', 'documents', 'tree'],

  check({ workspace, documents, tree }, report) {
    const lock = `run \`${uvFor(workspace, 'lock')}\` and commit the lock.`
    const { path, reasons } = readLockStatus(workspace, { documents, tree })
    for (const { code, at, message, related } of reasons) {
      // `valid-manifests` says so.
      if (code === 'unreadable') continue
      report(at, {
        message: path === 'uv.lock' ? message : message.replace(/\bthe lock\b/i, `\`${path}\``),
        // uv reads a locked project where it was, so that locking alone fails.
        next: code === 'moved' ? `Write the new path in the lock, then ${lock}` : `R${lock.slice(1)}`,
        related,
      })
    }
    const locked = documents.get(path)?.document.uvLock
    for (const { at, name, version, specifier, wantedBy, wanted } of locked
      ? contradictions(locked, path)
      : []) {
      report(at, {
        message: `\`${path}\` holds \`${name}\` ${version}, and \`${wantedBy}\` requires \`${name}${specifier}\`.`,
        why: 'uv compares the lock with the manifests only: `uv lock --check` passes, and `uv sync` installs the version that is not wanted.',
        next: `Run \`${uvFor(workspace, 'lock')} --upgrade-package ${name}\` and commit the lock.`,
        related: [{ ...wanted, message: 'It is required here.' }],
      })
    }
  },

  examples: [
    {
      title: 'a requirement added, one removed, and the version raised',
      wrong: {
        'pyproject.toml': app('version = "⟦2⟧"\ndependencies = ["numpy>=2", "⟦polars⟧"]'),
        'uv.lock': lock('{ name = "numpy", specifier = ">=2" },\n    ⟦{ name = "scipy" }⟧,'),
      },
    },
    {
      title: 'a bound changed, and another Python',
      wrong: {
        'pyproject.toml': app('version = "1"\ndependencies = ["⟦numpy>=2.1⟧"]').replace('>=3.11', '⟦>=3.12⟧'),
        'uv.lock': lock('{ name = "numpy", specifier = ">=2" },'),
      },
    },
    {
      title: 'a member that moved',
      wrong: {
        'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
        'libs/app/pyproject.toml': app('version = "1"').replace('"app"', '"⟦app⟧"'),
        'uv.lock': lock('')
          .replace('"."', '"app"')
          .replace('[[package]]', '[manifest]\nmembers = ["app"]\n\n[[package]]'),
      },
    },
    {
      title: 'a version that the lock itself excludes, as a merge leaves it',
      given: { 'pyproject.toml': app('version = "1"\ndependencies = ["numpy>=2"]') },
      wrong: {
        'uv.lock': `${lock('{ name = "numpy", specifier = ">=2" },')}\n⟦[[package]]\nname = "numpy⟧"\nversion = "1.26.4"\nsource = { registry = "https://pypi.org/simple" }\n`,
      },
    },
    {
      title: 'a group of a project that lies elsewhere, which nobody installs here',
      right: {
        'pyproject.toml': app('version = "1"'),
        'uv.lock': `${lock('')}\n[[package]]\nname = "tool"\nversion = "1"\nsource = { directory = "../tool" }\n\n[package.metadata]\n\n[package.metadata.requires-dev]\ndev = [{ name = "numpy", specifier = ">=2" }]\n\n[[package]]\nname = "numpy"\nversion = "1.26.4"\nsource = { registry = "https://pypi.org/simple" }\n`,
      },
    },
    {
      title: 'several versions of which one is allowed, a requirement that may hold nowhere, an override',
      right: {
        'pyproject.toml': app(
          'version = "1"\ndependencies = ["numpy>=2", "scipy<1; python_version < \'3.9\'"]',
        ),
        'uv.lock': `${lock('{ name = "numpy", specifier = ">=2" },\n    { name = "scipy", marker = "python_full_version < \'3.9\'", specifier = "<1" },')}${[
          'numpy 1.26.4',
          'numpy 2.1.0',
          'scipy 1.17.0',
        ]
          .map((one) => one.split(' '))
          .map(
            ([name, version]) =>
              `\n[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "https://pypi.org/simple" }\n`,
          )
          .join('')}`,
      },
    },
    {
      title: 'the same meaning in other words',
      right: {
        'pyproject.toml': app(
          'version = "1.0"\ndependencies = ["NumPy >=2.0, <3; python_version >= \'3.12\' and platform_system == \'Linux\'"]',
        ),
        'uv.lock': lock(
          '{ name = "numpy", marker = "python_full_version >= \'3.12\' and sys_platform == \'linux\'", specifier = ">=2,<3" },',
        ),
      },
    },
  ],
})
