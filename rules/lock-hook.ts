import { hookless } from '../src/model/targets/lock-hooks.ts'
import { rule } from '../src/rule/rule.ts'

const given = {
  'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n',
  'uv.lock': 'version = 1\nrequires-python = ">=3.12"\n',
}
const ruff =
  '  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.14.0\n    hooks:\n      - id: ruff\n'

export default rule({
  id: 'lock-hook',
  group: 'uv',
  says: 'A pre-commit configuration of a repository with a `uv.lock` keeps the lock in step by the hook `uv-lock`.',
  why: 'A commit that changes a manifest without its lock is found in CI at the earliest, and often by whoever runs `uv sync` next.',
  teaches: 'pre-commit has the hook `uv-lock`.',
  severity: 'off',
  needs: ['documents', 'tree', 'commands'],
  check({ documents, tree, commands }, report) {
    for (const { place, lock } of hookless({ documents, tree, commands })) {
      report(place, {
        severity: 'note',
        message: `No hook keeps \`${lock}\` in step.`,
        next: 'Add the hook `uv-lock` of `https://github.com/astral-sh/uv-pre-commit`.',
      })
    }
  },
  examples: [
    {
      title: 'hooks, none of which looks at the lock',
      given,
      wrong: { '.pre-commit-config.yaml': `⟦repos:⟧\n${ruff}` },
    },
    {
      title: 'the hook of uv, one of the repository, a repository without a lock',
      given,
      right: {
        '.pre-commit-config.yaml': `repos:\n${ruff}  - repo: https://github.com/astral-sh/uv-pre-commit\n    rev: 0.9.0\n    hooks:\n      - id: uv-lock\n`,
        'tools/.pre-commit-config.yaml': `repos:\n${ruff}`,
      },
    },
    {
      title: 'a hook of the repository that locks',
      given,
      right: {
        '.pre-commit-config.yaml':
          'repos:\n  - repo: local\n    hooks:\n      - id: lock\n        name: lock\n        entry: uv lock --check\n        language: system\n',
      },
    },
  ],
})
