import { uvPinTroubles } from '../src/model/targets/uv-versions.ts'
import { rule } from '../src/rule/rule.ts'

const job = (version: string) =>
  `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: astral-sh/setup-uv@v6\n        with:\n          version: "${version}"\n      - run: uv sync --locked\n`
const project = '[project]\nname = "evio"\nversion = "1"\nrequires-python = ">=3.12"\n'

export default rule({
  id: 'uv-version-agrees',
  group: 'uv',
  says: 'Every place that pins uv pins the same version, and one that `required-version` allows.',
  why: 'Two versions of uv can write two different locks from the same manifests, and one that `required-version` excludes refuses to run.',
  severity: 'note',
  leaves: 'Ranges such as `0.9.x`, `latest`, and digests without a version.',
  needs: ['documents', 'commands', 'projects'],
  check(facts, report) {
    for (const found of uvPinTroubles(facts)) {
      const { version, ...at } = found.pin
      if (found.trouble === 'refused') {
        report(at, {
          message: `uv ${version} is pinned here, which \`required-version = "${found.required}"\` does not allow.`,
          next: 'Pin a version that it allows, or change `required-version`.',
          related: [{ ...found.declared, message: 'It is required here.' }],
        })
      } else {
        const { version: newer, ...place } = found.newest
        report(at, {
          message: `uv ${version} is pinned here, and ${newer} in \`${place.path}\`.`,
          next: `Pin ${newer} here as well.`,
          related: [{ ...place, message: `${newer} is pinned here.` }],
        })
      }
    }
  },
  examples: [
    {
      title: 'a workflow, an image and a hook with three versions',
      given: { 'pyproject.toml': project },
      wrong: {
        '.github/workflows/ci.yml': job('⟦0.9.11⟧'),
        Dockerfile:
          'FROM python:3.12-slim\nCOPY --from=ghcr.io/astral-sh/uv:⟦0.9.20⟧ /uv /bin/\nCOPY . /app\nWORKDIR /app\nRUN uv sync --locked\n',
        '.pre-commit-config.yaml':
          'repos:\n  - repo: https://github.com/astral-sh/uv-pre-commit\n    rev: 0.9.28\n    hooks:\n      - id: uv-lock\n',
      },
    },
    {
      title: 'a version that the project refuses',
      given: { 'pyproject.toml': `${project}\n[tool.uv]\nrequired-version = ">=0.10"\n` },
      wrong: { '.github/workflows/ci.yml': job('⟦0.9.28⟧') },
    },
    {
      title: 'one version everywhere, ranges',
      given: { 'pyproject.toml': `${project}\n[tool.uv]\nrequired-version = ">=0.9.20"\n` },
      right: {
        '.github/workflows/ci.yml': job('0.9.28'),
        '.github/workflows/next.yml': job('0.9.x'),
        Dockerfile:
          'FROM ghcr.io/astral-sh/uv:0.9.28-python3.12-bookworm\nCOPY . /app\nWORKDIR /app\nRUN uv sync --locked\n',
      },
    },
  ],
})
