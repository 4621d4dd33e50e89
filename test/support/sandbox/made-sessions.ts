import type { Dice } from '../dice.ts'
import type { Files } from '../in-memory.ts'
import type { Runs } from '../session-cases.ts'

/** A session put together by dice: what a repository of the fixtures installs and then runs. */
export interface MadeSession {
  readonly files: Files
  readonly runs: Runs
  readonly commands: readonly string[]
}

interface Pool {
  readonly base: string
  /** Each line with the lines of which one brings what it needs. */
  readonly readers: readonly (readonly [line: string, ...installs: string[]])[]
  /** Lines that bring nothing which a reader needs. */
  readonly idle: readonly string[]
}

const library = ['pip install "rich<14"', 'pip install rich'] as const

/** Some of the installs bring too much, some what is declared, some what is not. */
const pools: readonly Pool[] = [
  {
    base: 'single',
    readers: [
      ['pytest', 'pip install -e . pytest', 'pip install -e .[web] pytest'],
      ['pytest tests/test_acme.py -q', 'pip install -e . && pip install pytest', 'pip install pytest -e .'],
      ['ruff check src', 'pip install ruff', 'pip install pytest ruff'],
      ['mkdocs build', 'pip install mkdocs'],
      ['acme serve', 'pip install -e ".[web]"', 'pip install .', 'pip install -e .'],
      ['python -m acme', 'pip install -e .', 'pip install -e .[web]'],
      ['python tools/report.py', ...library],
      ['python -c "import acme"', 'pip install -e .'],
      ['codespell src', 'pip install codespell'],
      ['flask run', 'pip install flask', 'pip install -e .[web]'],
    ],
    idle: ['pip install numpy', 'pip install --upgrade pip', 'pip install mypy'],
  },
  {
    base: 'package',
    readers: [
      ['pytest', 'pip install -e . pytest', 'pip install -e . && pip install pytest coverage'],
      ['coverage run -m pytest', 'pip install -e . coverage pytest'],
      ['pre-commit run', 'pip install pre-commit'],
      ['python -m acme', 'pip install -e .', 'pip install -e ".[web]"'],
      ['python -c "import acme_plug"', 'pip install -e . -e packages/plug'],
      ['python tools/report.py', ...library],
    ],
    idle: ['pip install flask', 'python -m pip install -U pip'],
  },
  {
    base: 'workspace',
    readers: [
      ['pytest packages/ext/tests', 'pip install -e packages/core -e packages/ext pytest'],
      ['ruff check packages', 'pip install ruff'],
      ['mkdocs build', 'pip install ruff mkdocs'],
      ['acme-ext serve', 'pip install -e packages/core && pip install -e "packages/ext[s3]"'],
      ['python -c "import acme_core"', 'pip install -e packages/core', 'pip install packages/core'],
      ['python tools/report.py', ...library],
    ],
    idle: ['pip install numpy', 'pip install boto3'],
  },
]

/** Throws one session on the bases of the fixtures. */
export function makeSession(dice: Dice, bases: Readonly<Record<string, Files>>): MadeSession {
  const pool = dice.pick(pools)
  const chosen = [...new Set(dice.several(pool.readers, 1, 3))]
  const needed = chosen.flatMap(([, ...installs]) => dice.pick(installs).split(' && '))
  const idle = dice.chance(0.3) ? [dice.pick(pool.idle)] : []
  const commands = [...new Set([...idle, ...needed]), ...chosen.map(([line]) => line)]
  const venv = dice.chance(0.3) ? ['python3 -m venv venv', 'source venv/bin/activate'] : []
  const lines = [...venv, ...commands]
  const files: Files = { ...bases[pool.base], 'tools/report.py': 'import rich\n' }
  const host = dice.pick(['script', 'job', 'document'] as const)
  if (host === 'script')
    return {
      commands: lines,
      runs: { script: 'check.sh' },
      files: { ...files, 'check.sh': ['#!/usr/bin/env bash', 'set -e', ...lines, ''].join('\n') },
    }
  if (host === 'document')
    return {
      commands: lines,
      runs: { document: 'CONTRIBUTING.md' },
      files: {
        ...files,
        'CONTRIBUTING.md': ['# Contributing', '', '```bash', ...lines, '```', ''].join('\n'),
      },
    }
  const steps = commands.map((line) => `      - run: ${line.includes('"') ? `'${line}'` : line}`)
  const head = ['on: push', 'jobs:', '  test:', '    runs-on: ubuntu-latest', '    steps:']
  const uses = ['      - uses: actions/checkout@v5', '      - uses: astral-sh/setup-uv@v7']
  return {
    commands,
    runs: { job: 'ci.yml test' },
    files: { ...files, '.github/workflows/ci.yml': [...head, ...uses, ...steps, ''].join('\n') },
  }
}
